"""The sentences of a briefing, the same on the page, on paper and in the mail."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.readiness.events import Note
from volteface.readiness.queries.said import short
from volteface.readiness.queries.worded import counted_word

if TYPE_CHECKING:
    from volteface.readiness.events import Question
    from volteface.readiness.queries.sheet import (
        BeliefView,
        Briefing,
        PartView,
        SaidView,
        WrittenView,
    )


def in_quotes(words: str) -> str:
    """Somebody's words, quoted as the reader's language does."""
    return _("“%(words)s”") % {"words": words}


def belief_count(belief: BeliefView) -> str:
    """``41 of 112 show it, 17 of them certain``."""
    said = ngettext(
        "%(count)s of %(answered)s shows it",
        "%(count)s of %(answered)s show it",
        belief.count,
    ) % {"count": belief.count, "answered": belief.answered}
    if not belief.certain:
        return said
    return _("%(said)s, %(certain)s of them certain") % {"said": said, "certain": belief.certain}


def belief_place(belief: BeliefView) -> str:
    """``question 3 · 58 % right``."""
    return " · ".join(filter(None, (belief_question(belief), belief_right(belief))))


def belief_question(belief: BeliefView) -> str:
    """``question 3``: the count is of this question alone."""
    if not belief.question_number:
        return ""
    return _("question %(number)s") % {"number": belief.question_number}


def belief_right(belief: BeliefView) -> str:
    """``58 % right``, where enough answered."""
    if belief.right_share is None:
        return ""
    return _("%(share)s %% right") % {"share": round(100 * belief.right_share)}


def belief_facts(belief: BeliefView) -> str:
    """``41 of 112 show it, 17 of them certain · question 3 · 58 % right``."""
    return " · ".join(filter(None, (belief_count(belief), belief_place(belief))))


def chosen(belief: BeliefView, *, length: int = 200) -> str:
    """``To “When do you review?” they chose: the day before``; the question cut to ``length``."""
    if not belief.option:
        return ""
    if not belief.stem:
        return _("They chose: %(option)s") % {"option": belief.option}
    stem = short(belief.stem, length)
    return _("To “%(stem)s” they chose: %(option)s") % {"stem": stem, "option": belief.option}


def quoted(belief: BeliefView) -> str:
    """What one of them wrote, said to be just that: it need not be about this question."""
    if not belief.quotation:
        return ""
    return _("One of them wrote: “%(text)s”") % {"text": belief.quotation}


def change_line(briefing: Briefing) -> str:
    """``+9 ready, −4 not started since the last briefing``; nothing when nothing changed."""
    moved = [
        f"{'+' if change > 0 else '−'}{abs(change)} {counted_word(sight, abs(change))}"
        for sight, change in briefing.changes.items()
        if change
    ]
    if not moved:
        return ""
    return _("%(changes)s since the last briefing") % {"changes": ", ".join(moved)}


def mastered_line(briefing: Briefing, *, length: int = 120) -> str:
    """What need not be explained again; nothing where no objective is safely mastered."""
    known = [one.text for one in briefing.objectives if one.band == "most"]
    if not known:
        return ""
    if len(known) == len(briefing.objectives) > 1:
        return _("No need to explain again: most master every objective.")
    words = short("; ".join(known), length)
    return _("No need to explain again, most master it: %(objectives)s") % {"objectives": words}


def to_look_out_for(briefing: Briefing) -> list[str]:
    """Who needs somebody's eye, without a name."""
    lines = [
        ngettext(
            "%(count)s person is stuck on “%(step)s”.",
            "%(count)s people are stuck on “%(step)s”.",
            step.count,
        )
        % {"count": step.count, "step": step.title}
        for step in briefing.stuck_at
    ]
    absent = briefing.count_of("not_started")
    if briefing.catch_up:
        lines.append(
            ngettext(
                "%(count)s has not started: keep a catch-up corner while the others go on.",
                "%(count)s have not started: keep a catch-up corner while the others go on.",
                absent,
            )
            % {"count": absent}
        )
    elif absent and absent < briefing.audience:
        lines.append(
            ngettext("%(count)s has not started.", "%(count)s have not started.", absent)
            % {"count": absent}
        )
    return lines


def of_all(note: Note) -> Note:
    """The same among lines about some groups: what is of the whole meeting says so."""
    if not note.of_all:
        return note
    return replace(note, text=_("All groups · %(what)s") % {"what": note.text})


def to_print(briefing: Briefing) -> list[Note]:
    """What has to be on paper before the meeting: as ordered, else the kits a plan asks for."""
    if not briefing.kits or any(note.about == "kits" for note in briefing.prints):
        return list(briefing.prints)
    teams = 0 if briefing.parts else sum(note.teams for note in briefing.prints)
    if teams:
        text = ngettext(
            "A kit of the board game for %(count)s team, and a spare one",
            "A kit of the board game for each of %(count)s teams, and a spare one",
            teams,
        )
        line = Note(text=text % {"count": teams}, of_all=True)
        return [of_all(line) if briefing.narrowed else line, *briefing.prints]
    text = ngettext(
        "%(count)s kit of the board game, for boards of up to five, and a spare one",
        "%(count)s kits of the board game, for boards of up to five, and a spare one",
        briefing.kits,
    ) % {"count": briefing.kits}
    return [Note(text=text), *briefing.prints]


def wrote(group: SaidView) -> str:
    """``12 wrote much the same: “the day before”``."""
    return _("%(count)s wrote much the same: “%(text)s”") % {
        "count": group.count,
        "text": group.quotation,
    }


def apart_line(written: WrittenView) -> str:
    """How many of the answers stand alone; nothing where none does."""
    if not written.apart:
        return ""
    if not written.groups:
        return ngettext(
            "%(count)s answer, unlike any other.",
            "%(count)s answers, each different.",
            written.apart,
        ) % {"count": written.apart}
    return ngettext(
        "%(count)s other answer, unlike these.",
        "%(count)s other answers, each different.",
        written.apart,
    ) % {"count": written.apart}


def silent_line(count: int) -> str:
    """How many wrote that there is nothing to write; nothing where nobody did."""
    if not count:
        return ""
    return ngettext(
        "%(count)s wrote only “no”, “nothing”, “all clear” or the like.",
        "%(count)s wrote only “no”, “nothing”, “all clear” or the like.",
        count,
    ) % {"count": count}


def rest_lines(written: WrittenView) -> list[str]:
    """What is left beside the groups: answers like no other where none meet, and empty ones."""
    alone = "" if written.groups else apart_line(written)
    return [line for line in (alone, silent_line(written.silent)) if line]


def asks(question: Question) -> str:
    """``4 ask: “Does it work for lists?”``."""
    text = ngettext("%(count)s asks: “%(text)s”", "%(count)s ask: “%(text)s”", question.votes)
    return text % {"count": question.votes, "text": question.text}


def ready_line(page: Briefing | PartView) -> str:
    """``12 of 20 are ready``."""
    said = ngettext(
        "%(ready)s of %(count)s is ready", "%(ready)s of %(count)s are ready", page.ready
    )
    return said % {"ready": page.ready, "count": page.audience}


def of_ready(briefing: Briefing) -> str:
    """``of 20 are ready``, beside the figure."""
    said = ngettext("of %(count)s is ready", "of %(count)s are ready", briefing.ready)
    return said % {"count": briefing.audience}


def part_line(part: PartView) -> str:
    """One of several meetings: ``Group 1: 12 of 20 are ready.``."""
    return _("%(who)s: %(what)s.") % {
        "who": part.occasion.audience_name,
        "what": ready_line(part),
    }


def fix_line(briefing: Briefing) -> str:
    """The belief worth five minutes that the kept plan has no place for."""
    if not briefing.to_fix:
        return ""
    return _("Worth a mini-fix of five minutes: “%(belief)s”") % {"belief": briefing.to_fix}


def empty_line(briefing: Briefing) -> str:
    """Why there is no belief to show."""
    if not briefing.audience:
        return _("Nobody is enrolled yet. Share the enrolment link of the cohort.")
    if briefing.count_of("not_started") == briefing.audience:
        return _("Nobody has started yet. What they believe shows here with the first answers.")
    return _("No shared belief so far: the wrong answers have little in common.")
