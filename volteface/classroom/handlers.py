"""What the classroom finishes by itself: an anonymous room's votes, and kits to print."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.classroom import card_news, news
from volteface.classroom.actions.ballots import write_votes
from volteface.classroom.actions.debriefs import TELL_MISSED
from volteface.classroom.actions.kits import PRINT_KITS, print_kits
from volteface.classroom.actions.papers import COUNT_SHEET, count_sheet
from volteface.classroom.actions.rooms import WRITE_VOTES
from volteface.classroom.actions.telling import ask_to_look_back, tell_missed
from volteface.classroom.card_offers import make_a_card
from volteface.classroom.events import register_debrief
from volteface.classroom.models import KitPrint, PaperSheet
from volteface.classroom.queries.debriefs import is_released
from volteface.classroom.queries.game_debrief import game_paragraphs, game_stage
from volteface.classroom.queries.room_debrief import room_paragraphs
from volteface.classroom.queries.rooms import closed_room
from volteface.classroom.sheet_notes import lines_noted
from volteface.core import jobs
from volteface.courses.events import register_module_note
from volteface.learning.events import register_start_note
from volteface.readiness.events import register_stage
from volteface.timetable.queries.rows import cycle_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping


# A stage of a misconception's curve, as readiness names it.
GAME = "game"
LOOK_BACK_EVERY = dt.timedelta(minutes=1)


def register() -> None:
    """Take the jobs and say what messages say; called once when the apps are ready."""
    news.register()
    card_news.register()
    register_module_note(lines_noted, page="sheet")
    register_debrief("room", room_paragraphs, position=20)
    register_debrief("game", game_paragraphs, position=30)
    register_stage(GAME, game_stage)
    jobs.register(TELL_MISSED, _tell_missed)
    jobs.every("classroom.look_back", LOOK_BACK_EVERY, lambda at: ask_to_look_back(at=at))
    register_start_note(make_a_card)
    jobs.register(WRITE_VOTES, _write_votes)
    jobs.register(PRINT_KITS, _print_kits)
    jobs.register(COUNT_SHEET, _count_sheet)


def _tell_missed(payload: Mapping[str, object], at: dt.datetime) -> None:
    cycle = cycle_by_id(int(str(payload["cycle"])))
    if is_released(cycle):
        tell_missed(cycle, at=at)


def _write_votes(payload: Mapping[str, object], at: dt.datetime) -> None:
    del at
    write_votes(closed_room(str(payload["room"])))


def _count_sheet(payload: Mapping[str, object], at: dt.datetime) -> None:
    sheet = PaperSheet.objects.filter(code=str(payload["sheet"])).first()
    if sheet is not None:
        count_sheet(sheet, at=at)


def _print_kits(payload: Mapping[str, object], at: dt.datetime) -> None:
    row = KitPrint.objects.filter(code=str(payload["print"])).first()
    if row is not None:
        print_kits(row, language=str(payload["language"]), at=at)
