"""Taking answers in the lane: POST /a/ with a token, form-encoded or JSON, with or without script.

A form gets 303 to its next page; a script (``Accept: application/json``) gets
``{"saved_at", "seq", "late"}`` and, where the draw gives feedback at once, ``correct`` and
``feedback_html``. Either only after the commit. Time in sight (POST /p/) and going on from a step
(POST /f/) come in the same way.
"""

from __future__ import annotations

import math
import re
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from volteface.accounts.queries import subject_by_id
from volteface.core import clock
from volteface.core.errors import Missing
from volteface.core.lanes import app, tokens
from volteface.core.lanes.memory import memory
from volteface.core.lanes.threads import in_loop_or_thread, in_thread
from volteface.core.lanes.writer import Writer
from volteface.learning import answer_log, rules
from volteface.learning.actions import Incoming, judged
from volteface.learning.answer_log import Glance
from volteface.learning.errors import NothingAnswered, NotInThisDraw, NotOpenYet
from volteface.learning.events import step_finished
from volteface.learning.queries import (
    PROGRESS_USE,
    TOKEN_USE,
    DrawFacts,
    draw_facts,
    epoch_of,
    finish_use,
    look,
    preparation_draw,
)
from volteface.learning.queries.feedback import feedback_html, known_feedback
from volteface.learning.queries.pages import after_step
from volteface.learning.queries.ways import cycle_for
from volteface.questions.queries import parse_answer, typed_answer, unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.core.lanes.requests import LaneRequest
    from volteface.core.lanes.tokens import Claims
    from volteface.learning.answer_log import Given, Saved
    from volteface.questions.models import QuestionVersion

    type Fields = Mapping[str, Sequence[str]]

PATH = "/a/"
PROGRESS_PATH = "/p/"
FINISH_PATH = "/f/"
# A page left open in sight all night says nothing about a step.
MOST_GLANCE = 3_600
MOST_SECONDS = 86_400
MOST_COUNTER = 2**53
CERTAINTIES = {"1": 1, "2": 2, "3": 3}
_DEVICE = re.compile(r"^[A-Za-z0-9-]{0,36}$")
_SHOWN = re.compile(r"^[A-Za-z0-9_,-]{0,400}$")
_STEP = re.compile(r"^[a-z0-9_-]{1,40}$")
_LANGUAGES = {code for code, _name in settings.LANGUAGES}

writer: Writer[Given | Glance, Saved | None] = Writer(answer_log.keep)


def register() -> None:
    """Fill the lane's registries; called once when the apps are ready."""
    memory.register("epoch", lambda key: epoch_of(int(key)), is_small=True)
    memory.register("preparation", lambda key: preparation_draw(int(key)))
    memory.register("draw", lambda key: draw_facts(int(key)))
    app.register("POST", PATH, take_answer)
    app.register("POST", PROGRESS_PATH, take_progress)
    app.register("POST", FINISH_PATH, take_finish)
    app.at_start(_warm)
    app.at_close(writer.stop)


def _warm() -> None:
    """Compile what every learner opens, so that the first of a hall waits no longer."""
    for name in ("module", "step", "_card", "_feedback"):
        get_template(f"learning/{name}.html")


async def allowed(token: str, *, use: str) -> Claims | None:
    """The token's claims while its subject still has the access it was made under."""
    claims = tokens.read(token, use=use, at=clock.now())
    if claims is None:
        return None
    epoch = await memory.get("epoch", str(claims.subject_id))
    return claims if epoch == claims.epoch else None


async def take_answer(request: LaneRequest) -> None:
    """Store one answer and say so once it is on disk."""
    at = clock.now()
    try:
        fields = request.fields()
        incoming_id = uuid.UUID(_one(fields, "answer_id"))
    except ValueError:
        await _refuse(request, {}, 400, "unreadable")
        return
    claims = await allowed(_one(fields, "token"), use=TOKEN_USE)
    if claims is None:
        await _refuse(request, fields, 403, "stale")
        return
    facts: DrawFacts | None = await memory.get("draw", str(claims.target_id))
    version = facts.versions.get(_one(fields, "version")) if facts is not None else None
    if facts is None or version is None:
        await _refuse(request, fields, 404, "unknown")
        return
    back = rules.safe_next(_one(fields, "next"), scope=claims.scope)
    try:
        given = judged(_incoming(fields, incoming_id, claims, version), facts, at=at)
    except NothingAnswered:
        await _ask_again(request, fields, version, back)
        return
    except (NotOpenYet, NotInThisDraw):
        await _refuse(request, fields, 409, "not open", back)
        return
    saved = await writer.write(given)
    if saved is None:
        await _refuse(request, fields, 409, "conflict", back)
        return
    if request.wants_json:
        await request.answer_json(await _receipt(saved, given, version, facts, _language(fields)))
    else:
        await request.redirect(f"{back}#q-{version.code}" if back else "/")


async def take_progress(request: LaneRequest) -> None:
    """Add time in sight of a step; a beacon wants no answer and gets none."""
    try:
        fields = request.fields()
        position = min(max(float(_one(fields, "position") or 0), 0.0), MOST_SECONDS)
    except ValueError:
        await request.refuse(400)
        return
    claims = await allowed(_one(fields, "token"), use=PROGRESS_USE)
    step_key = _one(fields, "step")
    seconds = _number(fields, "seconds", most=MOST_GLANCE)
    if claims is None or seconds is None or not _STEP.match(step_key):
        await request.refuse(403 if claims is None else 400)
        return
    glance = Glance(
        cycle_id=claims.target_id,
        subject_id=claims.subject_id,
        step_key=step_key,
        seconds=seconds,
        position=position if math.isfinite(position) else 0.0,
        at=clock.now(),
    )
    await writer.write(glance)
    await request.answer(b"", status=204)


async def take_finish(request: LaneRequest) -> None:
    """Go on from a step to the next; a script is only told where that is."""
    try:
        fields = request.fields()
    except ValueError:
        await _refuse(request, {}, 400, "unreadable")
        return
    step_key = _one(fields, "step")
    claims = await allowed(_one(fields, "token"), use=finish_use(step_key))
    if claims is None:
        await _refuse(request, fields, 403, "stale")
        return
    glance = Glance(
        cycle_id=claims.target_id,
        subject_id=claims.subject_id,
        step_key=step_key,
        at=clock.now(),
        finishes=True,
    )
    await writer.write(glance)
    if step_finished.is_heard:
        await in_thread(step_finished.announce, claims.target_id)
    try:
        target = await in_loop_or_thread(_onward, claims, step_key)
    except Missing:
        # The step has left the module, or the learner the course, while the page was open.
        await _refuse(request, fields, 404, "gone")
        return
    if request.wants_json:
        await request.answer_json({"next": target})
    else:
        await request.redirect(target)


def _onward(claims: Claims, step_key: str) -> str:
    """Where the learner goes on to, by what they answered. Raises `Missing`."""
    subject = subject_by_id(claims.subject_id)
    view = cycle_for(subject, claims.scope, at=clock.now())
    return after_step(view, subject, step_key)


async def _receipt(
    saved: Saved, given: Given, version: QuestionVersion, facts: DrawFacts, language: str
) -> dict[str, Any]:
    receipt: dict[str, Any] = {
        "saved_at": saved.accepted_at.isoformat(),
        "seq": saved.seq,
        "late": saved.late,
    }
    if facts.immediate_feedback:
        looks = {} if given.correct else await memory.get(look.TOPIC, str(facts.pk))
        said = version, given.answer, language, looks.get(version.question_id, look.NOTHING)
        html = known_feedback(*said)
        if html is None:
            html = await in_thread(feedback_html, *said)
        receipt |= {"correct": given.correct, "feedback_html": html}
    return receipt


def _incoming(
    fields: Fields, answer_id: uuid.UUID, claims: Claims, version: QuestionVersion
) -> Incoming:
    answer = parse_answer(version, fields)
    device, shown = _one(fields, "device"), _one(fields, "shown")
    return Incoming(
        answer_id=answer_id,
        subject_id=claims.subject_id,
        version=version,
        answer=answer or "",
        certainty=CERTAINTIES.get(_one(fields, "certainty")),
        device=device if _DEVICE.match(device) else "",
        counter=_number(fields, "counter", most=MOST_COUNTER) or 0,
        seconds=_number(fields, "seconds", most=MOST_SECONDS),
        options_shown=shown if _SHOWN.match(shown) else "",
    )


async def _ask_again(
    request: LaneRequest, fields: Fields, version: QuestionVersion, back: str
) -> None:
    """What cannot be taken reveals nothing (T05): it only comes back, saying so."""
    answer = typed_answer(version, fields)
    # What was typed into one field, or else the whole answer as it would be stored.
    typed = (_one(fields, "value") or _one(fields, "text") or answer) if answer else ""
    if request.wants_json or not back or len(typed) > rules.LONGEST_TYPED:
        with translation.override(_language(fields)):
            sentence = unreadable(version, answer)
        why = "unreadable answer" if answer and sentence else "empty"
        await _refuse(request, fields, 422, why, back, sentence=sentence)
        return
    joint = "&" if "?" in back else "?"
    asked = urlencode({"empty": version.code} | ({"typed": typed} if typed else {}))
    await request.redirect(f"{back}{joint}{asked}#q-{version.code}")


async def _refuse(
    request: LaneRequest,
    fields: Fields,
    status: int,
    why: str,
    back: str = "",
    *,
    sentence: str = "",
) -> None:
    with translation.override(_language(fields)):
        sentences = {
            "unreadable": _("This answer could not be read. Open the page again and resend it."),
            "stale": _("This page is too old. Open it again; answers on this device are kept."),
            "unknown": _("This question is not asked here."),
            "empty": _("Choose or write an answer first."),
            "gone": _("There is no page here for you"),
            "not open": _("Answers to this question are not taken yet."),
            "conflict": _("Another answer was saved under this number. Open the page again."),
        }
        said = sentence or sentences[why]
        if request.wants_json:
            await request.answer_json({"error": said, "why": why}, status=status)
        else:
            await request.refuse(status, said, back=back)


def _language(fields: Fields) -> str:
    language = _one(fields, "language")
    return language if language in _LANGUAGES else settings.LANGUAGE_CODE


def _one(fields: Fields, name: str) -> str:
    values = fields.get(name)
    return values[0] if values else ""


def _number(fields: Fields, name: str, *, most: int) -> int | None:
    text = _one(fields, name)
    if not text.isdecimal() or len(text) > len(str(most)):
        return None
    return min(int(text), most)
