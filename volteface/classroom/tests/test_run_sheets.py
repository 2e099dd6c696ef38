"""Three run sheets: they fill the time, fit the room, stay under the line, and differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom.queries.fits import shipped_fits
from volteface.classroom.rules.fits import ELSEWHERE, HERE, NAMES, Fit
from volteface.classroom.rules.plan import LONGEST_FIX, MOST_TALK
from volteface.classroom.rules.run_sheets import (
    Aim,
    RunSheet,
    Situation,
    Wrong,
    closest,
    run_sheets,
    suits,
)
from volteface.classroom.rules.talk import PLAIN, Talk

FITS = shipped_fits()
WEAK = Aim(key="gap", learners=36, low=0.2, high=0.4, enough=True)
KNOWN = Aim(key="recall", learners=36, low=0.75, high=0.9, enough=True, mastered=True)
CRAM = Wrong(key="cram", count=14, answered=36, certain=9, objective="gap", wants_fix=True)
EASE = Wrong(key="ease", count=12, answered=36, certain=2, objective="recall", wants_fix=True)
RARE = Wrong(key="rare", count=2, answered=36, objective="gap")

wrongs = st.lists(
    st.builds(
        Wrong,
        key=st.sampled_from(["a", "b", "c"]),
        count=st.integers(1, 40),
        answered=st.just(40),
        wants_fix=st.booleans(),
    ),
    max_size=3,
    unique_by=lambda one: one.key,
).map(tuple)
situations = st.builds(
    Situation,
    minutes=st.integers(5, 300),
    people=st.integers(0, 2_000),
    room=st.sampled_from(["rows", "tables", "floor"]),
    seats=st.one_of(st.none(), st.integers(1, 2_000)),
    questions=st.integers(0, 30),
    aims=st.sampled_from([(), (WEAK,), (WEAK, KNOWN), (KNOWN,)]),
    wrongs=wrongs,
    ready=st.integers(0, 50),
    needs_help=st.integers(0, 50),
    audience=st.integers(0, 100),
)


@st.composite
def written(draw: st.DrawFn) -> dict[str, Fit]:
    """Techniques that teachers wrote, from shipped ones or from nothing, of any length."""
    found = {}
    for number in range(draw(st.integers(1, 3))):
        least, usual, most = sorted(draw(st.tuples(*[st.integers(1, 240)] * 3)))
        origin = draw(st.sampled_from(["", *FITS]))
        fit = Fit(
            name=f"own{number}",
            title=f"Own {number}",
            talk=Talk(fixed=draw(st.integers(0, 9)), share=draw(st.sampled_from([0, 0.5, 1.0]))),
            rooms=draw(st.sampled_from([("rows",), ("rows", "tables", "floor")])),
            least_people=draw(st.integers(1, 40)),
            most_people=draw(st.one_of(st.none(), st.integers(40, 200))),
            least_minutes=least,
            minutes=usual,
            most_minutes=most,
            after=FITS[origin].after if origin else "",
            written=draw(st.sampled_from([HERE, ELSEWHERE])),
            stands_for=origin,
            beside=frozenset() if origin else frozenset({"jigsaw", "snowball", "error_hunt"}),
        )
        found[fit.name] = fit
    return found


def _techniques(sheet: RunSheet) -> list[str]:
    return [block.technique for block in sheet.blocks]


@settings(max_examples=100)
@given(situations)
def test_every_sheet_fills_the_meeting_under_the_line_with_what_fits(given_: Situation) -> None:
    sheets = run_sheets(given_, FITS)
    assert [sheet.name for sheet in sheets] == list(NAMES)
    assert sheets == run_sheets(given_, dict(reversed(FITS.items())))
    for sheet in sheets:
        assert sheet.minutes == given_.minutes
        assert sheet.talk_share <= MOST_TALK
        for block in sheet.blocks:
            assert 0 <= block.talk_minutes <= block.minutes > 0
            if block.technique in PLAIN:
                continue
            fit = FITS[block.technique]
            assert suits(fit, given_)
            assert fit.least_minutes <= block.minutes <= fit.most_minutes
            assert not fit.after or fit.after in _techniques(sheet)


def test_a_long_first_test_leaves_time_for_the_break() -> None:
    wrong = Wrong(key="a", count=1, answered=40, certain=0, objective="", wants_fix=True)
    meeting = Situation(
        minutes=110, people=0, room="rows", seats=None, questions=3, aims=(), wrongs=(wrong,),
        ready=0, needs_help=0, audience=0, teams=0,
    )  # fmt: skip
    long = replace(
        FITS["readiness_alone"],
        name="own", least_minutes=80, minutes=80, most_minutes=80,
        written=HERE, stands_for="readiness_alone", rooms=("rows",),
    )  # fmt: skip
    for sheet in run_sheets(meeting, FITS | {"own": long}):
        assert sheet.minutes == meeting.minutes


@settings(max_examples=60)
@given(situations, written())
def test_what_teachers_wrote_is_used_as_it_says_and_once_a_kind(
    given_: Situation, own: dict[str, Fit]
) -> None:
    sheets = run_sheets(given_, FITS | own)
    assert sheets == run_sheets(given_, dict(reversed((FITS | own).items())))
    for sheet in sheets:
        assert sheet.minutes == given_.minutes
        assert sheet.talk_share <= MOST_TALK
        kinds = [block.kind for block in sheet.blocks]
        for block in sheet.blocks:
            fit = (FITS | own).get(block.technique)
            if fit is None:
                continue
            assert suits(fit, given_)
            assert fit.least_minutes <= block.minutes <= fit.most_minutes
            assert block.kind == fit.kind
            assert kinds.count(fit.kind) == 1
            assert not fit.after or fit.after in kinds


def _own(name: str, *, stands_for: str = "", beside: str = "", written: str = HERE) -> Fit:
    return replace(
        FITS[stands_for or beside],
        name=name,
        written=written,
        stands_for=stands_for,
        beside=frozenset({beside} - {""}),
    )


@pytest.mark.parametrize(
    ("own", "first", "second"),
    [
        # The course's own version takes the place of the shipped one, everywhere.
        (_own("ours", stands_for="board_game"), "ours", "jigsaw"),
        (_own("ours", stands_for="jigsaw"), "board_game", "ours"),
        # A colleague's waits for the shipped one not to fit.
        (_own("theirs", stands_for="board_game", written=ELSEWHERE), "board_game", "jigsaw"),
        # From nothing: before what serves the same goal, after what gives the sheet its name.
        (_own("new", beside="jigsaw"), "board_game", "new"),
        (_own("new", beside="board_game"), "board_game", "new"),
        (_own("new", beside="jigsaw", written=ELSEWHERE), "board_game", "jigsaw"),
    ],
)
def test_where_what_teachers_wrote_comes_in(own: Fit, first: str, second: str) -> None:
    given_ = Situation(minutes=105, people=30, room="tables", questions=12, audience=30)
    names = _techniques(run_sheets(given_, {**FITS, own.name: own})[1])
    assert names[1:3] == [first, second]


def test_a_colleagues_version_comes_where_the_shipped_one_does_not_fit() -> None:
    theirs = replace(_own("theirs", stands_for="board_game", written=ELSEWHERE), rooms=("rows",))
    given_ = Situation(minutes=60, people=30, room="rows", questions=12, audience=30)
    assert "theirs" in _techniques(run_sheets(given_, FITS | {"theirs": theirs})[1])


@settings(max_examples=60)
@given(situations)
def test_no_misconception_takes_more_than_five_minutes_and_only_measured_ones(
    given_: Situation,
) -> None:
    wanted = {one.key for one in given_.wrongs if one.wants_fix}
    for sheet in run_sheets(given_, FITS):
        fixes = [block for block in sheet.blocks if block.technique == "mini_fix"]
        assert {block.misconception for block in fixes} <= wanted
        assert len({block.misconception for block in fixes}) == len(fixes)
        assert all(block.minutes == LONGEST_FIX for block in fixes)


@settings(max_examples=60)
@given(
    st.integers(40, 120),
    st.integers(10, 60),
    st.sampled_from(["rows", "tables"]),
    st.booleans(),
)
def test_the_three_are_three(minutes: int, people: int, room: str, strong: bool) -> None:
    sheets = run_sheets(
        Situation(
            minutes=minutes, people=people, room=room, questions=12, aims=(WEAK, KNOWN),
            wrongs=(CRAM,), ready=people if strong else 0, audience=people,
        ),
        FITS,
    )  # fmt: skip
    mains = [
        {name for name in _techniques(sheet) if name not in PLAIN}
        - {"opening_check", "exit_ticket"}
        for sheet in sheets
    ]
    assert len({frozenset(main) for main in mains}) == len(NAMES)
    assert "peer_instruction" in mains[0]
    assert "mini_fix" in _techniques(sheets[2])


@pytest.mark.parametrize(
    ("room", "people", "seats", "strong", "first"),
    [
        ("tables", 30, None, False, "board_game"),
        ("tables", 30, None, True, "case_in_teams"),
        ("rows", 120, None, False, "ranking_sorting"),
        ("rows", 200, None, False, "case_in_teams"),
        ("floor", 30, None, False, "jigsaw"),
        # Nobody can walk: what needs a floor is out.
        ("floor", 30, 31, False, "ranking_sorting"),
        ("tables", 2, None, False, "concept_map"),
    ],
)
def test_what_teams_do_follows_room_people_and_readiness(
    room: str, people: int, seats: int | None, strong: bool, first: str
) -> None:
    sheet = run_sheets(
        Situation(
            minutes=60, people=people, room=room, seats=seats, questions=12,
            ready=people if strong else 0, audience=people,
        ),
        FITS,
    )[1]  # fmt: skip
    names = [name for name in _techniques(sheet) if name not in ("opening_check", "practice")]
    assert names[0] == first


def test_the_hour_that_repairs_tests_mends_and_applies() -> None:
    sheet = run_sheets(
        Situation(minutes=60, people=36, room="tables", questions=12, aims=(WEAK,),
                  wrongs=(CRAM, EASE, RARE), needs_help=14, audience=36),
        FITS,
    )[2]  # fmt: skip
    found = [(block.technique, block.minutes, block.misconception) for block in sheet.blocks]
    assert found == [
        ("readiness_alone", 10, ""),
        ("mini_fix", 5, "cram"),
        ("mini_fix", 5, "ease"),
        ("error_hunt", 24, ""),
        ("debrief", 8, ""),
        ("exit_ticket", 3, ""),
    ]


def test_four_hours_have_breaks_between_the_blocks() -> None:
    for sheet in run_sheets(Situation(minutes=240, people=30, room="tables", questions=12), FITS):
        names = _techniques(sheet)
        assert names.count("break") == 2
        assert names[0] != "break" != names[-1]


@pytest.mark.parametrize(
    ("wrongs", "ready", "needs_help", "name"),
    [
        ((CRAM, EASE), 20, 4, "repair"),
        ((CRAM,), 5, 16, "repair"),
        ((CRAM,), 25, 4, "discuss"),
        ((RARE,), 25, 4, "teams"),
        ((), 8, 4, "discuss"),
        ((), 0, 0, ""),
    ],
)
def test_the_answers_ask_for_one_of_them(
    wrongs: tuple[Wrong, ...], ready: int, needs_help: int, name: str
) -> None:
    given_ = Situation(minutes=60, people=36, room="tables", wrongs=wrongs, ready=ready,
                       needs_help=needs_help, audience=36)  # fmt: skip
    assert closest(given_) == name
