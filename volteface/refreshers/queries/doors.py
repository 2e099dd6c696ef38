"""The address in a refresher's mail: one question for one person, answered without signing in.

The token is signed, expires, and is bound to subject, question version, draw and the subject's
epoch; whatever is wrong with it, nothing is there (`Missing`). Opening a door reads, never writes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from volteface.accounts.models import Subject
from volteface.core.errors import Missing
from volteface.core.lanes import tokens
from volteface.learning.models import Draw, DrawQuestion, Response
from volteface.learning.queries import draw_versions
from volteface.questions.models import Question, QuestionVersion
from volteface.refreshers.queries import draw_nonce, due_for, next_at
from volteface.rosters.queries import membership_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from volteface.refreshers.rules.ration import DueQuestion
    from volteface.rosters.models import Cohort

USE = "refresher"
# Any namespace of our own: the same token always makes the same answer id.
_NAMESPACE = uuid.UUID("6b0a5a52-9f0e-4b6a-9c39-2c1c5f0d4f11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What one token opens."""

    token: str
    subject: Subject
    draw: Draw
    version: QuestionVersion
    cohort: Cohort
    answer_id: uuid.UUID
    # The answer given through this very door, if it was.
    response: Response | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What comes after an answer: another question now, or the next date."""

    address: str
    left: int
    next_at: dt.datetime | None


def door_of(token: str, *, at: dt.datetime) -> Door:
    """The question behind an address; raises `Missing` for every kind of wrong address alike."""
    claims = _claims(token, at)
    subject = Subject.objects.select_related("person").filter(pk=claims.subject_id).first()
    draw = (
        Draw.objects.select_related("cohort__course", "cycle").filter(pk=claims.target_id).first()
    )
    if subject is None or draw is None or subject.epoch != claims.epoch:
        raise Missing
    if subject.person is None or not subject.person.is_active or draw.cohort.is_archived:
        raise Missing
    place = membership_of(subject, draw.cohort, at)
    link = (
        DrawQuestion.objects.filter(draw=draw, version__code=claims.scope)
        .select_related("version__question")
        .first()
    )
    if place is None or place.role != "learner" or link is None:
        raise Missing
    answer_id = uuid.uuid5(_NAMESPACE, token)
    return Door(
        token=token,
        subject=subject,
        draw=draw,
        version=link.version,
        cohort=draw.cohort,
        answer_id=answer_id,
        response=Response.objects.filter(answer_id=answer_id, subject=subject).first(),
    )


def token_for(subject: Subject, draw: Draw, version: QuestionVersion, *, at: dt.datetime) -> str:
    """The token of a door; alike all day, so that a mail and the page lead to one answer."""
    return tokens.make(
        USE,
        subject_id=subject.pk,
        target_id=draw.pk,
        scope=version.code,
        epoch=subject.epoch,
        at=at,
    )


def address_of(subject: Subject, draw: Draw, version: QuestionVersion, *, at: dt.datetime) -> str:
    """The path that opens a question for its owner."""
    return reverse("refreshers:door", args=[token_for(subject, draw, version, at=at)])


def way_on(door: Door, *, at: dt.datetime) -> Way:
    """After an answer: the check's next question, or the next refresher that is due."""
    if door.draw.purpose == Draw.Purpose.DELAYED_CHECK:
        left = unanswered(door.subject, door.draw)
        address = address_of(door.subject, door.draw, left[0], at=at) if left else ""
        return Way(address=address, left=len(left), next_at=None)
    due = due_for(door.subject, door.cohort, at)
    found = first_open(door.cohort, due)
    address = address_of(door.subject, *found, at=at) if found else ""
    later = None if found else next_at(door.subject, door.cohort, at)
    return Way(address=address, left=len(due) if found else 0, next_at=later)


def unanswered(subject: Subject, draw: Draw) -> list[QuestionVersion]:
    """The check's questions this subject has still to answer, in order."""
    done = set(
        Response.objects.filter(draw=draw, subject=subject).values_list("version_id", flat=True)
    )
    return [version for version in draw_versions(draw) if version.pk not in done]


def first_open(cohort: Cohort, due: tuple[DueQuestion, ...]) -> tuple[Draw, QuestionVersion] | None:
    """The first due question whose draw is open, with its present version."""
    doors = open_draws(cohort, {row.question_id for row in due})
    return next((doors[row.question_id] for row in due if row.question_id in doors), None)


def open_draws(
    cohort: Cohort, question_ids: Collection[int]
) -> dict[int, tuple[Draw, QuestionVersion]]:
    """Of so many questions those that can be asked again now, by id, each with its draw."""
    current = {
        pk: question.current
        for pk, question in Question.objects.select_related("current").in_bulk(question_ids).items()
        if question.current is not None
    }
    nonces = {draw_nonce(cohort.code, version.pk): pk for pk, version in current.items()}
    draws = Draw.objects.filter(nonce__in=nonces)
    return {nonces[draw.nonce]: (draw, current[nonces[draw.nonce]]) for draw in draws}


def _claims(token: str, at: dt.datetime) -> tokens.Claims:
    try:
        claims = tokens.read(token, use=USE, at=at)
    except ValueError:
        claims = None
    if claims is None:
        raise Missing
    return claims
