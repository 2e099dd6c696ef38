"""Minutes of preparation: a visible rule, an estimate that says so, and nobody else's business."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.accounts.actions import ensure_person, grant_role
from volteface.accounts.models import Grant
from volteface.courses.actions import create_step, duplicate_step, save_step
from volteface.courses.queries.ledger import ledger_of_course, ledger_of_module
from volteface.courses.rules.preparing import minutes_spent
from volteface.courses.testing import AT, build_course, build_module

if TYPE_CHECKING:
    from django.test import Client

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module, Step


def after(*minutes: float) -> list[dt.datetime]:
    return [AT + dt.timedelta(minutes=minute) for minute in minutes]


@pytest.mark.parametrize(
    ("moments", "minutes"),
    [
        ((), 0),
        ((0,), 1),
        ((0, 4, 8), 9),
        ((0, 4, 8, 60), 10),
        ((0, 5), 6),
        ((0, 5.1), 2),
        ((8, 0, 4), 9),
    ],
)
def test_a_pause_of_more_than_five_minutes_ends_a_stretch(
    moments: tuple[float, ...], minutes: int
) -> None:
    assert minutes_spent(after(*moments)) == minutes


def author(name: str, module: Module | None = None, role: str = "") -> Subject:
    subject = ensure_person(f"{name.lower()}@example.org", name=name).subject
    if module is not None:
        scope = {"scope": Grant.Scope.COURSE, "scope_code": module.course.code}
        grant_role(subject, role=role or Grant.Role.TEACHER, **scope, by=None, at=AT)
    return subject


def write(step: Step, by: Subject, *minutes: float) -> None:
    for moment in after(*minutes):
        step = save_step(
            step,
            title=step.title,
            level=step.level,
            minutes=step.minutes,
            body=f"{step.body} more",
            revision=step.revision,
            by=by,
            at=moment,
        )


@pytest.mark.django_db
def test_who_writes_reads_their_own_minutes_and_managers_everybodys(client: Client) -> None:
    tess = author("Tess")
    module = build_module(build_course(by=tess))
    theo, mona = author("Theo", module), author("Mona", module, Grant.Role.MANAGER)
    step = create_step(module, title="New", by=tess, at=AT + dt.timedelta(hours=2))
    write(step, tess, 121, 124, 127)
    step.refresh_from_db()
    write(step, theo, 200)
    assert ledger_of_module(module, tess, at=AT).mine == 8
    [line] = ledger_of_module(module, theo, at=AT).authors
    assert (line.minutes, line.is_reader) == (1, True)
    seen = ledger_of_course(module.course, mona, at=AT).others
    assert {line.name for line in seen} == {"Tess", "Theo"}
    client.force_login(theo.person)
    page = client.get(reverse("courses:module", args=[module.code])).text
    assert "How this is counted" in page
    assert "Tess:" not in page
    client.force_login(mona.person)
    assert "Tess:" in client.get(reverse("courses:course", args=[module.course.code])).text


@pytest.mark.django_db
def test_what_nobody_wrote_here_anew_is_an_estimate_of_minutes_saved() -> None:
    tess = author("Tess")
    module = build_module(build_course(by=tess))
    imported = ledger_of_module(module, tess, at=AT).reuse
    assert imported.steps == module.steps.count()
    own = create_step(module, title="Own", by=tess, at=AT)
    assert ledger_of_module(module, tess, at=AT).reuse.steps == imported.steps
    duplicate_step(own, by=tess, at=AT)
    after_copy = ledger_of_module(module, tess, at=AT).reuse
    assert after_copy.steps == imported.steps + 1
    assert after_copy.minutes == 12 * after_copy.steps + 4 * after_copy.questions
