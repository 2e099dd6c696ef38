"""What a room's votes and checks say in the draft of its debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.events import Paragraph
from volteface.questions.queries import content_of, misconception_texts, stem_in_words
from volteface.questions.queries.shown import option_in_words, right_answers

from .answered import asked_in, rounds_held

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

    from .answered import AskedThere, Figures

# As for a vote: above it one goes on, at it or below something is still to be done.
CLEAR = 0.70
MOST_OPEN, MOST_CLEARED, MOST_STAYED = 3, 2, 2
# A belief that fewer still show is left to their refreshers.
STAYED = 0.10


def room_paragraphs(cycle: Cycle) -> list[Paragraph]:
    """What became clear, what stayed open, beliefs that stayed; no figure under five.

    Of questions that fewer than five answered nobody is told how it went: they are there with
    their answers, so that no one is found out.
    """
    asked = asked_in(rounds_held(cycle))
    last = {one.version.question_id: one for one in asked}
    first = {one.version.question_id: one for one in reversed(asked)}
    cleared = [
        one for key, one in last.items() if _is_clear(one.last) and not _is_clear(first[key].first)
    ]
    still = sorted(
        (one for one in last.values() if not _is_clear(one.last)),
        key=lambda one: 1.0 if one.last.share is None else one.last.share,
    )
    texts = misconception_texts(cycle.module.course.bank)
    said = [_cleared(first[one.version.question_id], one) for one in cleared[:MOST_CLEARED]]
    said += [_open(one, texts) for one in still[:MOST_OPEN]]
    return said + _stayed([one for one in last.values() if one not in still[:MOST_OPEN]], texts)


def _is_clear(figures: Figures) -> bool:
    return figures.share is not None and figures.share > CLEAR


def _cleared(first: AskedThere, last: AskedThere) -> Paragraph:
    begun, ended = first.first, last.last
    lines = [_("**Clear in the end:** “%(stem)s”") % {"stem": _stem(last)}]
    if ended.right is not None:
        lines.append(_right(ended))
    if begun.right is not None:
        before = _("At first %(right)s of %(n)s were.")
        lines.append(before % {"right": begun.right, "n": begun.answers})
    return Paragraph(text=" ".join(lines))


def _open(asked: AskedThere, texts: Mapping[str, str]) -> Paragraph:
    last, version = asked.last, asked.version
    known = last.share is not None
    begins = _("**Still open:** “%(stem)s”") if known else _("**Asked again:** “%(stem)s”")
    lines = [begins % {"stem": _stem(asked)}]
    if last.right is not None:
        lines.append(_right(last))
    wrong = {
        option.id: last.by_option[option.id]
        for option in content_of(version).options
        if option.fraction <= 0 and last.by_option.get(option.id)
    }
    if wrong:
        most = max(wrong, key=lambda option: wrong[option])
        chose = _("%(count)s chose “%(option)s”.")
        lines.append(chose % {"count": wrong[most], "option": option_in_words(version, most)})
    behind = [texts[key] for key in last.by_misconception if key in texts]
    lines += [_("Behind it: “%(belief)s”") % {"belief": belief} for belief in behind]
    return Paragraph(text=" ".join([*lines, *_answer(version)]), carried=(version,))


def _stayed(asked: Sequence[AskedThere], texts: Mapping[str, str]) -> list[Paragraph]:
    """Beliefs that a tenth or more still showed where most were right, the commonest first."""
    held = {
        key: (count / one.last.answers, count, one)
        for one in sorted(asked, key=lambda each: each.last.answers)
        for key, count in one.last.by_misconception.items()
        if key in texts and count >= STAYED * one.last.answers
    }
    commonest = sorted(held.items(), key=lambda item: -item[1][0])[:MOST_STAYED]
    return [
        Paragraph(
            text=" ".join(
                [
                    _("**Not let go of by all:** “%(belief)s”") % {"belief": texts[key]},
                    _("%(count)s of %(n)s still answered so to “%(stem)s”")
                    % {"count": count, "n": one.last.answers, "stem": _stem(one)},
                    *_answer(one.version),
                ]
            ),
            carried=(one.version,),
        )
        for key, (_share, count, one) in commonest
    ]


def _stem(asked: AskedThere) -> str:
    return stem_in_words(content_of(asked.version))


def _right(figures: Figures) -> str:
    said = _("In the end %(right)s of %(n)s were right.")
    return said % {"right": figures.right, "n": figures.answers}


def _answer(version: QuestionVersion) -> list[str]:
    right = " · ".join(words.striptags() for words in right_answers(version))
    why = content_of(version).explanation.strip()
    return [*([_("Right is **%(answer)s**.") % {"answer": right}] if right else []), why]
