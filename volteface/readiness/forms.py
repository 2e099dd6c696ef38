"""What a teacher sets about readiness: the numbers of the rules, or one learner's state."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from volteface.readiness.rules import wording
from volteface.readiness.rules.states import NOT_STARTED, RECOMMENDED, STATES, Rules

_FEWEST, _MOST = 2, 6
SHARES = (
    ("1/2", _("half")),
    ("3/5", _("three fifths")),
    ("2/3", _("two thirds (recommended)")),
    ("3/4", _("three quarters")),
    ("4/5", _("four fifths")),
    ("1/1", _("all")),
)
QUICK = (
    (2, _("half of the minutes")),
    (3, _("a third of the minutes")),
    (4, _("a quarter of the minutes (recommended)")),
    (6, _("a sixth of the minutes")),
    (10, _("a tenth of the minutes")),
)


class ThresholdsForm(forms.Form):
    """The numbers of the rules, each with the reason for what is recommended."""

    ready = forms.ChoiceField(
        label=_("Ready: so many of the core questions right"),
        choices=SHARES,
        help_text=_(
            "Two thirds leaves room for one hard question in three; "
            "asking for all would send the careful back to work they have understood."
        ),
    )
    same_belief = forms.IntegerField(
        label=_("Needs help: so many questions wrong through one belief"),
        min_value=_FEWEST,
        max_value=_MOST,
        help_text=_("Recommended: 2. Once can be a slip; twice the same way is a belief."),
    )
    certain_wrong = forms.IntegerField(
        label=_("Needs help: so many answers wrong and certain"),
        min_value=_FEWEST,
        max_value=_MOST,
        help_text=_("Recommended: 2. Sure errors are the hardest to notice for oneself."),
    )
    tries = forms.IntegerField(
        label=_("Needs help: so many wrong answers to one question, none right since"),
        min_value=_FEWEST,
        max_value=_MOST,
        help_text=_("Recommended: 3. Trying again is learning; a third miss asks for a person."),
    )
    quick_share = forms.TypedChoiceField(
        label=_("Read too quickly: pages without questions seen for less than"),
        choices=QUICK,
        coerce=int,
        help_text=_("A quarter: fast readers exist; in less than that nobody has read."),
    )

    def rules(self) -> Rules:
        """The numbers typed."""
        values = self.cleaned_data
        parts, _slash, whole = values["ready"].partition("/")
        return Rules(
            certain_wrong=values["certain_wrong"],
            same_belief=values["same_belief"],
            tries=values["tries"],
            ready_parts=int(parts),
            ready_whole=int(whole),
            quick_share=values["quick_share"],
        )


def thresholds_typed(rules: Rules = RECOMMENDED) -> dict[str, object]:
    """What the form holds for these rules."""
    return {
        "ready": f"{rules.ready_parts}/{rules.ready_whole}",
        "certain_wrong": rules.certain_wrong,
        "same_belief": rules.same_belief,
        "tries": rules.tries,
        "quick_share": rules.quick_share,
    }


def state_choices() -> list[tuple[str, str]]:
    """The states with both wordings: who sets one sees what the learner will read."""
    words = {state: wording.STATES[state] for state in STATES if state != NOT_STARTED}
    return [
        (
            state,
            gettext("%(state)s (they read: %(kindly)s)")
            % {"state": gettext(said.teacher), "kindly": gettext(said.learner)},
        )
        for state, said in words.items()
    ]


class OverruleForm(forms.Form):
    """A state set by hand, with its reason."""

    state = forms.ChoiceField(
        label=_("Where they stand"), choices=state_choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Your reason; the learner reads it too"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance: explained it to me on Tuesday, without notes."),
    )
