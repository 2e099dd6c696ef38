"""How a test on paper is ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    FloatField,
    Form,
    IntegerField,
    TypedChoiceField,
)
from django.utils.translation import gettext_lazy as _

from volteface.classroom.queries.paper_forms import PaperOrder
from volteface.classroom.rules.fold import MOST_LETTERS
from volteface.classroom.rules.paper_forms import LETTERS
from volteface.learning.models import Draw

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import QueryDict

# Ticked questions come as codes; more are no paper any more.
MOST_QUESTIONS = 60


class PrintForm(Form):
    """A title, how many forms, on what paper."""

    title = CharField(label=_("Title"), max_length=120)
    forms = TypedChoiceField(
        label=_("Forms"),
        coerce=int,
        choices=[
            (1, _("one, the same for all")),
            (2, _("two: A and B")),
            (3, _("three: A to C")),
            (4, _("four: A to D")),
        ],
        help_text=_("Each form has its own order of questions and options."),
    )
    paper = ChoiceField(
        label=_("Paper"), choices=[("a4", "A4"), ("a3", "A3"), ("letter", _("US Letter"))]
    )
    large = BooleanField(label=_("Large print"), required=False)

    def order(self) -> PaperOrder:
        """What was chosen, once the form is valid."""
        given = self.cleaned_data
        return PaperOrder(
            forms=given["forms"],
            teams=given.get("teams") or 0,
            paper=given["paper"],
            large=given["large"],
        )


class TestForm(PrintForm):
    """A test for a meeting: also when it is taken, and in how many teams."""

    purpose = ChoiceField(
        label=_("Taken"),
        choices=[
            (Draw.Purpose.OPENING_CHECK, _("at the start: a readiness test")),
            (Draw.Purpose.EXIT_TICKET, _("at the end: an exit ticket")),
        ],
    )
    teams = IntegerField(
        label=_("Fold sheets for teams"),
        min_value=0,
        max_value=200,
        required=False,
        help_text=_("None when it is only taken alone."),
    )
    field_order = ("title", "purpose", "forms", "teams", "paper", "large")


class AppealForm(Form):
    """What an accepted slip says, by the team's own sheet."""

    team = TypedChoiceField(label=_("Team"), coerce=int)
    number = TypedChoiceField(label=_("Question"), coerce=int)
    letter = ChoiceField(
        label=_("Letter"), choices=[(each, each) for each in LETTERS[:MOST_LETTERS]]
    )

    def __init__(self, data: QueryDict | None = None, *, teams: int, questions: int) -> None:
        super().__init__(data)
        for name, count in (("team", teams), ("number", questions)):
            choices = [(each, str(each)) for each in range(1, count + 1)]
            cast("TypedChoiceField", self.fields[name]).choices = choices


class OffsetForm(Form):
    """How far backs lie from their fronts, as the calibration page says."""

    right_mm = FloatField(label=_("Level scale, mm"), min_value=-10, max_value=10, required=False)
    down_mm = FloatField(label=_("Upright scale, mm"), min_value=-10, max_value=10, required=False)

    def offset(self) -> tuple[float, float]:
        """In millimetres, right and down; none for what was not a number."""
        given = self.cleaned_data if self.is_valid() else {}
        return given.get("right_mm") or 0.0, given.get("down_mm") or 0.0


def codes_in(codes: Collection[str]) -> list[str]:
    """The ticked codes that were posted, each once."""
    return [code[:12] for code in dict.fromkeys(codes)][:MOST_QUESTIONS]
