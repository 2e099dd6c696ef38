"""The named cast: one institution with somebody of every kind, made by the apps' actions.

Every secret in it is a unique word of ``tests/canaries.py``: the crawl looks for it elsewhere.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.accounts.actions import ensure_person, grant_role, make_sign_in_link, suspend_person
from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.plans import add_activity
from volteface.classroom.actions.rooms import add_vote, open_room
from volteface.classroom.actions.teams import lock_teams, make_teams
from volteface.classroom.actions.techniques import begin_technique
from volteface.classroom.models import TeamPlan
from volteface.classroom.testing import (
    build_appeal,
    build_card,
    build_note,
    build_played_kit,
    build_sheet,
)
from volteface.core import jobs
from volteface.courses.actions import create_course, publish_module, save_asset, write_module
from volteface.dialogue.actions import ask, write_note
from volteface.interop.actions import preview_import
from volteface.interop.markdown import parse
from volteface.learning.actions import (
    ensure_preparation_draw,
    open_draw,
    open_step,
    record_response,
)
from volteface.learning.actions.notes import write_note as write_own_note
from volteface.learning.queries import draw_versions
from volteface.messaging.actions.mail import stop_path
from volteface.messaging.actions.sending import send_due
from volteface.messaging.queries import inbox_of
from volteface.questions.models import Question
from volteface.refreshers.queries.doors import token_for
from volteface.rosters.actions import (
    create_cohort,
    create_group,
    enrol,
    leave,
    open_enrolment,
    set_time_factor,
    suspend_membership,
)
from volteface.rosters.actions.intake import preview_roster
from volteface.rosters.models import Cohort
from volteface.timetable.actions import ensure_feed, extend, plan_cycles, publish_cycle
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.courses.models import Course, Module
    from volteface.rosters.models import Membership

# The personas of the access matrix, by what they are to the first cohort's group A.
PERSONAS = (
    "anonymous", "guest", "barred", "suspended", "former", "learner", "other_group",
    "other_course", "tutor", "teacher", "other_teacher", "manager", "administrator",
)  # fmt: skip
# Those who are nobody: never signed in, in a room without an account, or suspended altogether.
NOBODY = frozenset({"anonymous", "guest", "barred"})

MODULE = """---
title: {title}
key: {key}
why: Why it matters, canarywhy{mark}.
objectives:
  gap: Choose a gap that fits
key points:
  - Gaps make it stick.
misconceptions:
  cram: Just before the exam is best, canarymisconception{mark}
---

# The gap {{#gap level=core minutes=4}}

Leave a gap, canarybody{mark}.

::: question single {{#q{key}1 objective=gap}}
When do you review?

- [ ] Tomorrow {{misconception=cram}}
  > Too early, canaryfeedback{mark}.
- [x] In six days
  > Right, canaryright{mark}.
- [ ] Never

> A fifth of the wait, canaryexplanation{mark}.
:::

::: question open {{#q{key}2 objective=gap}}
What will you change?

> A plan with dates, canarymodel{mark}.
:::

# More gaps {{#more level=stretch minutes=3}}

Leave more of them.

::: question numeric {{#q{key}3 objective=gap}}
How many days?

= 6 ± 1
  > Near a fifth, canarynumber{mark}.
:::

::: question true_false {{#q{key}4 objective=gap}}
Cramming lasts.

= false
:::
"""


@dataclass(slots=True, kw_only=True)
class Cast:
    """Subjects by persona, and the codes that addresses are made of."""

    at: dt.datetime
    subjects: dict[str, Subject] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def args(self, names: str) -> list[str]:
        """Arguments of an address: ``cohort place =suspend`` → two codes and a plain word."""
        return [word[1:] if word[0] == "=" else self.codes[word] for word in names.split()]


def build_cast(at: dt.datetime) -> Cast:
    """Make everybody and everything; the meeting is in two days."""
    cast = Cast(at=at)
    for persona in PERSONAS:
        if persona not in {"anonymous", "guest"}:
            cast.subjects[persona] = _somebody(persona)
    _course(cast)
    _other_course(cast)
    _people(cast)
    _cycles(cast)
    _answers(cast)
    _teams(cast)
    _room(cast)
    _words(cast)
    return cast


def _somebody(persona: str) -> Subject:
    return ensure_person(
        f"{persona}.canary@example.org",
        name=f"Ana canaryname{persona}",
        key=f"canarynumber{persona}",
    ).subject


def _course(cast: Cast) -> None:
    at, teacher = cast.at, cast.subjects["teacher"]
    course = create_course(code="first", title="First course", by=teacher, at=at)
    asset = save_asset(course, name="notes.txt.vtt", data=b"WEBVTT\n", by=teacher, at=at)
    film = save_asset(course, name="talk.webm", data=b"\x1a\x45\xdf\xa3film", by=teacher, at=at)
    module = _module(course, cast, key="one", mark="one")
    draft = _module(course, cast, key="draft", mark="draft", published=False)
    cohort = _cohort(course, cast, "teacher", title="canarycohort one")
    step = module.steps.order_by("position").first()
    assert step is not None
    cast.codes |= {
        "course": course.code,
        "asset": asset.code,
        "film": film.code,
        "module": module.code,
        "draft": draft.code,
        "step": step.code,
        "step_key": step.key,
        "cohort": cohort.code,
        "enrolment": open_enrolment(cohort, by=teacher, at=at).enrolment_code,
    }


def _other_course(cast: Cast) -> None:
    teacher = cast.subjects["other_teacher"]
    course = create_course(code="second", title="Second course", by=teacher, at=cast.at)
    _module(course, cast, key="two", mark="two")
    cohort = _cohort(course, cast, "other_teacher", title="Another cohort")
    cast.codes |= {"other_course": course.code, "other_cohort": cohort.code}
    enrol(cohort, subject=cast.subjects["other_course"], by=teacher, at=cast.at)


def _module(course: Course, cast: Cast, *, key: str, mark: str, published: bool = True) -> Module:
    document, problems = parse(MODULE.format(title=f"Module {key}", key=key, mark=mark))
    assert not problems, problems
    module = write_module(course, document, by=None, at=cast.at)
    if published:
        publish_module(module, by=None, at=cast.at)
        module.refresh_from_db()
    return module


def _cohort(course: Course, cast: Cast, teacher: str, *, title: str) -> Cohort:
    return create_cohort(
        course,
        title=title,
        starts_on=cast.at.date() - dt.timedelta(days=30),
        ends_on=cast.at.date() + dt.timedelta(days=90),
        exam_at=cast.at + dt.timedelta(weeks=8),
        by=cast.subjects[teacher],
        at=cast.at,
    )


def _people(cast: Cast) -> None:
    cohort, by, at = _first_cohort(cast), cast.subjects["teacher"], cast.at
    one, two = (create_group(cohort, name=name, by=by, at=at) for name in ("Ants", "Bees"))
    places: dict[str, Membership] = {}
    for persona in ("learner", "barred", "suspended", "former"):
        places[persona] = enrol(cohort, subject=cast.subjects[persona], group=one, by=by, at=at)
    places["other_group"] = enrol(
        cohort, subject=cast.subjects["other_group"], group=two, by=by, at=at
    )
    enrol(cohort, subject=cast.subjects["tutor"], role="tutor", group=one, by=by, at=at)
    suspend_membership(places["suspended"], by=by, at=at)
    leave(places["former"], by=by, at=at)
    set_time_factor(places["learner"], places["learner"].time_factor * 2, by=by, at=at)
    for persona in ("manager", "administrator"):
        grant_role(cast.subjects[persona], role=persona, scope="installation", by=None, at=at)
    file = b"name,email\nImogen canaryimported,imogen@example.org\n"
    roster = preview_roster(cohort, data=file, file_name="r.csv", by=by, at=at)
    person = cast.subjects["learner"].person
    assert person is not None
    week = dt.timedelta(days=7)
    cast.codes |= {
        "group": one.code,
        "other_group": two.code,
        "place": places["learner"].code,
        "import": roster.code,
        "person": person.code,
        "learner": str(cast.subjects["learner"].code),
        "link": make_sign_in_link(person, at=at, reusable=True, valid=week),
    }


def _cycles(cast: Cast) -> None:
    cohort, by, at = _first_cohort(cast), cast.subjects["teacher"], cast.at
    meeting_at = at + dt.timedelta(days=2)
    module = cohort.course.modules.get(key="one")
    groups = list(cohort.groups.order_by("name"))
    cycles = plan_cycles(
        module,
        cohort=cohort,
        groups=groups,
        starts_at=meeting_at,
        minutes=60,
        place="Room 1",
        slot=(meeting_at - dt.timedelta(days=1), 30),
        by=by,
        at=at,
    )
    for cycle in cycles:
        publish_cycle(cycle, by=by, at=at)
        # What its wake-up does after the commit.
        ensure_preparation_draw(cycle, at=at)
    first, second = cycles
    late = meeting_at - dt.timedelta(hours=1)
    extend(first, cast.subjects["learner"], closes_at=late, reason="canaryreason", by=by, at=at)
    cast.codes |= {
        "cycle": first.code,
        "other_cycle": second.code,
        "meeting": first.meeting.code,
        "feed": ensure_feed(cast.subjects["learner"], at=at).token,
    }


def _answers(cast: Cast) -> None:
    """The learner has answered the open question only: every other key is still a secret."""
    at, learner = cast.at, cast.subjects["learner"]
    cohort = _first_cohort(cast)
    cycle = _cycle(cast)
    draw = ensure_preparation_draw(cycle, at=at)
    assert draw is not None
    versions = draw_versions(draw)
    open_step(cycle, subject=learner, step_key="gap", at=at)
    written = next(version for version in versions if version.kind == "open")
    text = json.dumps({"text": "I will plan, canaryanswer"}, separators=(",", ":"))
    record_response(learner, draw=draw, version=written, answer=text, at=at)
    choice = next(version for version in versions if version.kind == "single")
    again = open_draw(
        "refresher", cohort=cohort, cycle=None, nonce="cast:refresher", versions=[choice], at=at
    )
    note = write_own_note(
        cycle, step_key="gap", kind="note", text="Only mine, canaryownnote", by=learner, at=at
    )
    cast.codes["own_note"] = note.code
    learner.refresh_from_db(fields=["epoch"])
    cast.codes["refresher"] = token_for(learner, again, choice, at=at)


def _teams(cast: Cast) -> None:
    """The learner's team has a mate, whose first name is all that learners may read."""
    by, at, cycle = cast.subjects["teacher"], cast.at, _cycle(cast)
    mate = ensure_person("mate@example.org", name="Canarymate canarynamemate").subject
    enrol(cycle.cohort, subject=mate, group=cycle.group, by=by, at=at)
    make_teams(cycle, size=4, groups=TeamPlan.Groups.MIXED, question=None, by=by, at=at)
    lock_teams(cycle, by=by, at=at)


def _room(cast: Cast) -> None:
    by, at, cycle = cast.subjects["teacher"], cast.at, _cycle(cast)
    activity = add_activity(
        cycle, technique="peer_instruction", title="Vote", minutes=10, by=by, at=at
    )
    room = open_room(cycle, by=by, at=at)
    draw = ensure_preparation_draw(cycle, at=at)
    assert draw is not None
    choice = next(version for version in draw_versions(draw) if version.kind == "single")
    current = add_vote(room, version=choice, by=by, at=at)
    join_as_member(room, subject=cast.subjects["learner"], at=at)
    sheet = build_sheet(cycle, choice, by=by, at=at)
    appeal = build_appeal(sheet, by=by, at=at)
    cast.codes |= {"test": sheet.test.code, "sheet": sheet.code, "appeal": appeal.code}
    kit = build_played_kit(cycle, answer="canarykitkey", at=at)
    cast.codes |= {"activity": activity.code, "room": room.code, "round": current.code}
    cast.codes |= {"kits": kit.order.code, "kit": kit.code}
    own = begin_technique(cycle.module.course, title="canarysheet", by=by, at=at)
    noted = build_note(cycle, activity, line="canarytight", by=by, at=at)
    cast.codes |= {"technique": own.code, "retro": noted.code}


def _words(cast: Cast) -> None:
    cohort, at, learner = _first_cohort(cast), cast.at, cast.subjects["learner"]
    thread = ask(cohort, body="What about canaryquestion?", by=learner, at=at)
    note = write_note(
        cohort, said="Too long", did="Shorter, canarynote", by=cast.subjects["teacher"], at=at
    )
    preview = preview_import(
        cohort.course, name="m.gift", data=b"Two? {T}\n", by=cast.subjects["teacher"], at=at
    )
    # The news of the meeting arrives.
    jobs.run_due(at + dt.timedelta(seconds=1))
    send_due(at + dt.timedelta(minutes=1))
    message = inbox_of(learner).first()
    assert message is not None
    question = Question.objects.get(bank=cohort.course.bank, key="qone1")
    cast.codes |= {
        "own_card": build_card(_cycle(cast), front="canaryowncard", by=learner, at=at).code,
        "peer_card": build_card(
            _cycle(cast), front="canarycard", by=cast.subjects["former"], at=at
        ).code,
        "preview": str(preview.code),
        "bank": cohort.course.bank.code,
        "question": question.code,
        "thread": thread.code,
        "note": note.code,
        "message": message.code,
        "stop": stop_path(learner, "reminder").rstrip("/").rpartition("/")[2],
    }


def bar(cast: Cast) -> None:
    """Suspend the barred person altogether; done last, when their old session exists."""
    person = cast.subjects["barred"].person
    assert person is not None
    suspend_person(person, by=None, at=cast.at)


def _first_cohort(cast: Cast) -> Cohort:
    return Cohort.objects.select_related("course").get(code=cast.codes["cohort"])


def _cycle(cast: Cast) -> Cycle:
    return Cycle.objects.select_related("cohort__course", "module__published").get(
        code=cast.codes["cycle"]
    )
