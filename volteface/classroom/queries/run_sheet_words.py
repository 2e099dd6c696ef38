"""What is said of a generated run sheet and of each of its blocks: the answers first, with n."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from volteface.classroom.rules.fits import DISCUSS, REPAIR, TEAMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.classroom.rules.run_sheets import Aim, Laid, Situation, Wrong
    from volteface.classroom.techniques.sheet import Sheet, Text

_QUOTED = 70
_TEAM = 5

# Title, what kind of meeting it is.
SHEETS: dict[str, tuple[Text, Text]] = {
    DISCUSS: (
        gettext_lazy("Vote and discuss"),
        gettext_lazy("Questions to the whole room; neighbours convince each other."),
    ),
    TEAMS: (
        gettext_lazy("Work in teams"),
        gettext_lazy("The tables do the work; you go from one to the next."),
    ),
    REPAIR: (
        gettext_lazy("Repair, then apply"),
        gettext_lazy("A test, five minutes for each misconception, then a task that needs it."),
    ),
}

# What the activity adds, after what the answers say.
_ADDS: dict[str, Text] = {
    "board_game": gettext_lazy("At the board everybody answers every card."),
    "case_in_teams": gettext_lazy("A case makes them use it, and defend it."),
    "concept_map": gettext_lazy("Drawing it shows which links are missing."),
    "debate": gettext_lazy("Defending a side needs reasons, not memory."),
    "error_hunt": gettext_lazy("They look for the very errors the answers showed."),
    "gallery_walk": gettext_lazy("Walking from sheet to sheet, they add and correct."),
    "jigsaw": gettext_lazy("Everybody explains one part that the others need."),
    "muddiest_point": gettext_lazy("What is still unclear gets its minute."),
    "question_design": gettext_lazy("A good wrong option takes understanding to write."),
    "ranking_sorting": gettext_lazy("Putting in order makes them compare."),
    "readiness_team": gettext_lazy("The same questions, now agreed on: they explain and appeal."),
    "role_play": gettext_lazy("Playing the case, they must use it at once."),
    "snowball": gettext_lazy("From two to four to eight, each reason is tried out."),
    "think_pair_share": gettext_lazy("Think, tell a neighbour, then the room."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A question of the preparation and how it went."""

    title: str
    objective: str
    wrong: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The situation with its texts; everything a reason may quote."""

    situation: Situation
    objectives: Mapping[str, str]
    beliefs: Mapping[str, str]
    # The most missed first, only those anybody missed.
    missed: tuple[Missed, ...]
    # The techniques that teachers wrote, by name.
    written: Mapping[str, Sheet]

    def aim(self, key: str) -> Aim | None:
        """How an objective stands."""
        return next((aim for aim in self.situation.aims if aim.key == key), None)

    def wrong(self, key: str) -> Wrong | None:
        """How widespread a misconception is."""
        return next((one for one in self.situation.wrongs if one.key == key), None)


def reason_of(block: Laid, sheet: str, told: Told, *, first: bool) -> str:
    """Why this block: what the answers say, and what the activity does about it.

    The ``first`` activity of the teams is explained by who is ready, the others by their objective.
    """
    special = {
        "opening_check": _opening,
        "readiness_alone": _opening,
        "peer_instruction": _voting,
        "mini_fix": _fixing,
        "debrief": _closing,
        "exit_ticket": _leaving,
        "practice": _working,
        "break": _pausing,
    }
    if block.kind in special:
        return special[block.kind](block, told)
    known = _ready(told.situation) if sheet == TEAMS and first else ""
    said = known or _aimed(block.objective, told) or _none_yet(told.situation)
    return f"{said} {_adds(block, told)}".strip()


def title_of(block: Laid, told: Told) -> str:
    """A mini-fix is called by what it mends; any other block by its technique."""
    if block.technique in told.written:
        return str(told.written[block.technique].title)
    if block.technique != "mini_fix":
        return ""
    return fix_title(told.beliefs.get(block.misconception, block.misconception))


def fix_title(belief: str) -> str:
    """A mini-fix is called by what it mends."""
    return (_("Mini-fix: “%(belief)s”") % {"belief": short(belief, 100)})[:120]


def case_for(name: str, told: Told) -> str:
    """Why one would choose this sheet, from the answers."""
    situation = told.situation
    if name == TEAMS:
        return _ready(situation) or _none_yet(situation)
    if name == REPAIR:
        return _repairing(situation)
    divided = [aim for aim in situation.aims if aim.enough and not aim.mastered]
    if not divided:
        return _none_yet(situation) or _all_well(situation)
    return ngettext(
        "%(count)s of %(all)s objectives is not yet mastered by most (%(n)s answered).",
        "%(count)s of %(all)s objectives are not yet mastered by most (%(n)s answered).",
        len(divided),
    ) % {
        "count": len(divided),
        "all": len(situation.aims),
        "n": max(aim.learners for aim in divided),
    }


def short(text: str, length: int = _QUOTED) -> str:
    """The text, cut at a word."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _adds(block: Laid, told: Told) -> str:
    """What the activity adds: of one that teachers wrote, what its sheet says in two sentences."""
    written = told.written.get(block.technique)
    if written is None:
        return str(_ADDS.get(block.technique, ""))
    return short(str(written.summary), 160) or _("Written by teachers here.")


def _opening(block: Laid, told: Told) -> str:
    if told.missed:
        return _("Begins with what was most missed: %(question)s.") % {
            "question": _missed(told.missed[0])
        }
    del block
    return _("Nothing is answered yet: it shows where the room stands, and takes attendance.")


def _voting(block: Laid, told: Told) -> str:
    wrong = next((one for one in told.situation.wrongs), None)
    said = _believed(wrong, told) if wrong else _aimed(block.objective, told)
    said = said or ngettext(
        "%(count)s question can be voted on.",
        "%(count)s questions can be voted on.",
        told.situation.questions,
    ) % {"count": told.situation.questions}
    return _("%(data)s Convincing a neighbour is what moves it.") % {"data": said}


def _fixing(block: Laid, told: Told) -> str:
    wrong = told.wrong(block.misconception)
    data = _believed(wrong, told, named=False) if wrong else ""
    return _("%(data)s Five minutes, no more; then they use it.") % {"data": data}


def _closing(block: Laid, told: Told) -> str:
    del block
    if told.missed:
        named = "; ".join(_missed(one) for one in told.missed[:2])
        return _("On what was most missed: %(questions)s.") % {"questions": named}
    return _("On what stayed open. Without it an activity stays an activity.")


def _leaving(block: Laid, told: Told) -> str:
    del block
    waiting = sum(aim.enough and not aim.mastered for aim in told.situation.aims)
    if not waiting:
        return _("Says what the refreshers should bring back.")
    return ngettext(
        "%(count)s objective of %(all)s is not safe yet: it says whether the refreshers bring it "
        "back.",
        "%(count)s objectives of %(all)s are not safe yet: it says which the refreshers bring "
        "back.",
        waiting,
    ) % {"count": waiting, "all": len(told.situation.aims)}


def _working(block: Laid, told: Told) -> str:
    del block
    situation = told.situation
    if situation.needs_help:
        return ngettext(
            "%(count)s of %(all)s needs help: you go there while the others work.",
            "%(count)s of %(all)s need help: you go to them while the others work.",
            situation.needs_help,
        ) % {"count": situation.needs_help, "all": situation.audience}
    return _("No other activity fits these minutes; you go round and help.")


def _pausing(block: Laid, told: Told) -> str:
    del block
    return _("%(minutes)s minutes are too long without one.") % {"minutes": told.situation.minutes}


def _missed(one: Missed) -> str:
    return _("“%(question)s” (%(wrong)s of %(answered)s wrong)") % {
        "question": short(one.title),
        "wrong": one.wrong,
        "answered": one.answered,
    }


def _aimed(key: str, told: Told) -> str:
    """How the objective stands, in per cent only where enough have answered.

    Of what most master, the question that was missed most says more.
    """
    aim, text = told.aim(key), short(told.objectives.get(key, key))
    missed = next((one for one in told.missed if one.objective == key), None)
    if aim is not None and aim.mastered:
        return (
            _("Most master this objective; still missed: %(question)s.")
            % {"question": _missed(missed)}
            if missed
            else ""
        )
    if aim is not None and aim.enough:
        return _("“%(objective)s”: %(low)s to %(high)s %% of %(n)s master it.") % {
            "objective": text,
            "low": round(100 * aim.low),
            "high": round(100 * aim.high),
            "n": aim.learners,
        }
    return f"{_missed(missed)}." if missed else ""


def _believed(wrong: Wrong, told: Told, *, named: bool = True) -> str:
    values = {
        "count": wrong.count,
        "answered": wrong.answered,
        "certain": wrong.certain,
        "belief": short(told.beliefs.get(wrong.key, wrong.key)),
    }
    if not named:
        said = ngettext(
            "%(count)s of %(answered)s shows it", "%(count)s of %(answered)s show it", wrong.count
        )
    else:
        said = ngettext(
            "%(count)s of %(answered)s shows “%(belief)s”",
            "%(count)s of %(answered)s show “%(belief)s”",
            wrong.count,
        )
    said %= values
    if wrong.certain:
        said = _("%(said)s, %(certain)s of them certain") % {**values, "said": said}
    return f"{said}."


def _ready(situation: Situation) -> str:
    if not situation.ready:
        return ""
    teams = situation.teams or ceil(situation.audience / _TEAM)
    each = situation.ready // teams
    values = {"ready": situation.ready, "all": situation.audience, "each": each}
    if each:
        return _("%(ready)s of %(all)s are ready: %(each)s or more for each team.") % values
    return _("%(ready)s of %(all)s are ready: not one for every team, so mix them.") % values


def _repairing(situation: Situation) -> str:
    fixes = [one for one in situation.wrongs if one.wants_fix]
    if not fixes:
        return _("No misconception is widespread enough for a mini-fix: a test and a task.")
    return ngettext(
        "%(count)s misconception is widespread enough for a mini-fix (%(n)s answered).",
        "%(count)s misconceptions are widespread enough for a mini-fix (%(n)s answered).",
        len(fixes),
    ) % {"count": len(fixes), "n": max(one.answered for one in fixes)}


def _all_well(situation: Situation) -> str:
    enough = [aim for aim in situation.aims if aim.enough]
    if not enough:
        return _("Too few have answered to say what divides them.")
    return _(
        "Most master every objective (%(n)s answered): vote on what was missed all the same."
    ) % {"n": max(aim.learners for aim in enough)}


def _none_yet(situation: Situation) -> str:
    if situation.ready or situation.needs_help or situation.aims:
        return ""
    return _("Nothing is answered yet.")
