"""Tests on paper and their sheets as they are stored."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from volteface.classroom.models import PaperSheet, PaperTest
from volteface.classroom.rules.paper_forms import form_of_team
from volteface.core.errors import Missing
from volteface.learning.queries import draw_versions

from .paper_forms import PaperOrder, form_of
from .paper_print import PaperSet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

    from .paper_forms import FormOnPaper


def papers_of(cycle: Cycle) -> list[PaperTest]:
    """The cycle's tests that are not put away, the newest first."""
    rows = PaperTest.objects.filter(cycle=cycle, archived_at=None)
    rows = rows.select_related("draw", "cycle__meeting")
    return list(rows.order_by("-pk"))


def paper_in(cycle: Cycle, code: str) -> PaperTest:
    """The cycle's test with this code; raises ``Missing``."""
    row = PaperTest.objects.filter(cycle=cycle, code=code).select_related("draw").first()
    if row is None:
        raise Missing
    row.cycle = cycle
    return row


def put_away_in(cycle: Cycle, code: str) -> PaperTest | None:
    """A test that has just been put away and may be taken back."""
    return PaperTest.objects.filter(cycle=cycle, code=code, archived_at__isnull=False).first()


def sheet_in(test: PaperTest, code: str) -> PaperSheet:
    """The test's sheet with this code; raises ``Missing``."""
    row = PaperSheet.objects.filter(test=test, code=code).select_related("subject__person").first()
    if row is None:
        raise Missing
    return row


def versions_of(test: PaperTest) -> list[QuestionVersion]:
    """The test's questions in the order of its first form."""
    return draw_versions(test.draw)


def order_of(test: PaperTest) -> PaperOrder:
    """How it is printed."""
    return order_from_json(test.order)


def form_in(test: PaperTest, letter: str) -> FormOnPaper:
    """One of the test's forms as it was printed; the first for a letter it does not have."""
    letters = order_of(test).letters
    wanted = letter if letter in letters else letters[0]
    return form_of(versions_of(test), wanted, seed=seed_of(test.cycle))


def team_form(order: PaperOrder, number: int) -> str:
    """The letter of the form a team has."""
    return form_of_team(number, order.letters)


def set_for(
    cycle: Cycle,
    versions: Sequence[QuestionVersion],
    order: PaperOrder,
    *,
    title: str,
    lead: str = "",
) -> PaperSet:
    """What a test's papers are made of: looked at, and made, it is the same."""
    return PaperSet(
        course=cycle.module.course,
        title=title,
        lead=lead,
        versions=tuple(versions),
        order=order,
        seed=seed_of(cycle),
    )


def set_of(test: PaperTest, *, lead: str) -> PaperSet:
    """The same of a test that was made."""
    return set_for(test.cycle, versions_of(test), order_of(test), title=test.title, lead=lead)


def seed_of(cycle: Cycle) -> str:
    """What makes the forms: what is looked at before a test is made is what it will be."""
    return cycle.code


def current_sheets(test: PaperTest) -> list[PaperSheet]:
    """The newest sheet of everybody and of every team that was not undone; one query."""
    rows = PaperSheet.objects.filter(test=test, undone_at=None).order_by("pk")
    return list({(row.subject_id, row.team): row for row in rows}.values())


def earlier_sheets(sheet: PaperSheet) -> list[PaperSheet]:
    """What was typed for the same person or team before, the newest first."""
    rows = PaperSheet.objects.filter(test=sheet.test_id, subject=sheet.subject_id, team=sheet.team)
    return list(rows.filter(pk__lt=sheet.pk).order_by("-pk"))


def order_to_json(order: PaperOrder) -> dict[str, object]:
    """The stored form."""
    return {"version": 1, **asdict(order)}


def order_from_json(stored: Mapping[str, object]) -> PaperOrder:
    """Read the stored form."""
    said = {name: value for name, value in stored.items() if name != "version"}
    return PaperOrder(**said)  # type: ignore[arg-type]  # as it was written
