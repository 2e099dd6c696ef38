"""The forms of learners' cards: one for every kind of card, for its author and for the teacher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volteface.classroom.actions.learner_cards import CardText
from volteface.classroom.rules.learner_cards import (
    LEAST_WRONG,
    LONGEST,
    LONGEST_BELIEF,
    LONGEST_COMMENT,
    LONGEST_LINE,
    LONGEST_OPTION,
    LONGEST_WHY,
    WRONG,
    CardWords,
    Wrong,
    tidied,
    with_room,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from volteface.classroom.models import LearnerCard

# What the two sides are called, by kind of card: front, back, why.
LABELS: dict[str, tuple[StrOrPromise, StrOrPromise, StrOrPromise]] = {
    "term": (_("Term"), _("What it means"), ""),
    "question": (_("Question"), _("The right answer"), _("Why it is right")),
    "pair": (_("One half"), _("What belongs to it"), _("What joins them")),
}
# Twice as long is still kept, so that nothing typed is lost; what is too long is said.
_ROOM = 2


class CardForm(forms.Form):
    """A card's words; what it lacks is said when it is handed in, never when it is kept."""

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        kind: str,
        objectives: Sequence[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.kind = kind
        self.objectives = frozenset(key for key, _text in objectives)
        front, back, why = LABELS[kind]
        longest = LONGEST[kind]
        self._add("front", front, longest[0], rows=2 if kind == "question" else 1)
        self._add("back", back, longest[1], rows=1 if kind == "question" else 2)
        if why:
            self._add("why", why, longest[2], rows=2, required=False)
        if kind == "question":
            for number in range(1, WRONG + 1):
                needed = number <= LEAST_WRONG
                self._add(
                    f"wrong{number}", _said(_("Wrong answer %(number)s"), number), LONGEST_OPTION,
                    required=needed,
                )  # fmt: skip
                self._add(
                    f"why{number}", _said(_("Why %(number)s is wrong"), number), LONGEST_WHY,
                    required=needed, rows=2,
                )  # fmt: skip
        if objectives:
            choices = [("", _("choose")), *objectives]
            self.fields["objective"] = forms.ChoiceField(
                label=_("It goes with"), choices=choices,
                widget=forms.Select(attrs={"class": "input"}),
            )  # fmt: skip

    def text(self) -> CardText:
        """What was typed, as far as it can be read."""
        said = self.data
        wrong = tuple(
            Wrong(text=_typed(said, f"wrong{number}"), why=_typed(said, f"why{number}"))
            for number in range(1, WRONG + 1)
            if self.kind == "question"
        )
        words = CardWords(
            front=_typed(said, "front"),
            back=_typed(said, "back"),
            why=_typed(said, "why"),
            wrong=wrong,
        )
        objective = _typed(said, "objective")
        return CardText(
            words=tidied(words),
            objective=objective if objective in self.objectives else "",
            belief=_typed(said, "belief"),
            signed=bool(said.get("signed")),
        )

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Say at each field what is missing in it."""
        self.full_clean()
        self.errors.clear()
        for part, sentence in problems.items():
            self.add_error(part if part in self.fields else None, sentence)

    def _add(
        self, name: str, label: StrOrPromise, longest: int, *, rows: int = 1, required: bool = True
    ) -> None:
        # The browser cuts nothing off: who pastes too much reads that it is too much.
        widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
        self.fields[name] = forms.CharField(
            label=label, required=required, max_length=longest * _ROOM, widget=widget
        )
        self.fields[name].widget.attrs.update({"data-longest": longest, "autocomplete": "off"})
        # Kept unfinished; the page says what is missing.
        self.use_required_attribute = False


class OwnCardForm(CardForm):
    """Its author's: with a belief in their own words, and whether their name may be printed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.kind == "question":
            self.fields["belief"] = forms.CharField(
                label=_("What would somebody believe who chooses wrong answer 1?"),
                required=False,
                max_length=LONGEST_BELIEF,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        self.fields["signed"] = forms.BooleanField(
            label=_("Print my name in the kit"), required=False
        )


class DeskForm(CardForm):
    """The teacher's: with the course's misconceptions, and a line to the author."""

    def __init__(
        self, *args: Any, beliefs: Sequence[tuple[str, str]] = (), own: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if self.kind == "question":
            choices: list[tuple[str, StrOrPromise]] = [("", _("none")), *beliefs]
            if own and own not in dict(beliefs):
                choices.insert(1, (own, own))
            self.fields["belief"] = forms.ChoiceField(
                label=_("Belief that wrong answer 1 gives away"), choices=choices, required=False,
                widget=forms.Select(attrs={"class": "input"}),
            )  # fmt: skip
        self.fields["line"] = forms.CharField(
            label=_("A line to its author"),
            required=False,
            max_length=LONGEST_LINE,
            widget=forms.Textarea(attrs={"rows": 2}),
        )


class RatingForm(forms.Form):
    """What a peer says of a card: two taps, and a comment if they like."""

    right = forms.TypedChoiceField(
        label=_("Is it right?"), choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    clear = forms.TypedChoiceField(
        label=_("Is it clear?"), choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    comment = forms.CharField(
        label=_("What would make it better?"), required=False, max_length=LONGEST_COMMENT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


def card_values(card: LearnerCard, words: CardWords) -> dict[str, Any]:
    """A card as its form shows it."""
    values: dict[str, Any] = {
        "front": words.front,
        "back": words.back,
        "why": words.why,
        "objective": card.objective,
        "belief": card.belief,
        "signed": card.signed,
        "line": card.line,
    }
    for number, each in enumerate(with_room(words).wrong, 1):
        values |= {f"wrong{number}": each.text, f"why{number}": each.why}
    return values


def _typed(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name, "") or "")


def _said(label: StrOrPromise, number: int) -> str:
    return (str(label) % {"number": number}).strip()
