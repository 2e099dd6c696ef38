"""The briefing as data for its paper template: strings only, worded and cut to one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from babel.dates import format_datetime, format_time
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.core.clock import local
from volteface.readiness.queries import sentences
from volteface.readiness.queries.said import short
from volteface.readiness.rules import wording

if TYPE_CHECKING:
    import datetime as dt

    from volteface.readiness.queries.sheet import BeliefView, BlockView, Briefing, PersonView

_NAMES, _NOTES, _AGENDA, _LINE = 10, 4, 9, 80
# Together they leave room for the rest of the page; the screen has them all.
_WROTE, _GROUPS, _QUESTIONS, _PRINTS, _PARTS = 2, 2, 2, 4, 8


def paper_of(briefing: Briefing) -> dict[str, object]:
    """Everything the template prints."""
    locale = (get_language() or "en").replace("-", "_")
    return {
        **_head(briefing, locale),
        "beliefs_title": _("What they believe"),
        "beliefs": [_belief(belief) for belief in briefing.beliefs],
        "nothing": "" if briefing.beliefs else sentences.empty_line(briefing),
        "wrote_title": _("What they wrote") if briefing.written else "",
        "wrote": _wrote(briefing),
        "asked_title": _("What they ask") if briefing.questions else "",
        "questions": [
            sentences.asks(replace(one, text=short(one.text, 100)))
            for one in briefing.questions[:_QUESTIONS]
        ],
        "agenda_title": _("Your plan") if briefing.planned else _("Suggested hour"),
        "agenda": [_block(block, briefing, locale) for block in briefing.agenda[:_AGENDA]],
        "look_title": _("Look out for"),
        "look": sentences.to_look_out_for(briefing)
        + list(filter(None, [sentences.fix_line(briefing)]))
        + list(filter(None, [sentences.mastered_line(briefing, length=_LINE)]))
        + [short(note.text, _LINE) for note in briefing.notes[:_NOTES]],
        "help_title": _("Whom to help"),
        "help": [_named(person) for person in briefing.to_help[:_NAMES]],
        # So many more than stand here, said by the template once it knows how many it printed.
        "help_more": len(briefing.to_help[_NAMES:]) + briefing.to_help_more,
        "help_rest": _("and %(count)s more") % {"count": "{}"},
        "print_title": _("To print"),
        "print": [short(line.text, _LINE) for line in sentences.to_print(briefing)[:_PRINTS]],
    }


def _wrote(briefing: Briefing) -> list[dict[str, object]]:
    """The open questions most answered, with what most wrote to each."""
    most = sorted(briefing.written, key=lambda one: -one.answered)[:_WROTE]
    return [
        {
            "stem": short(one.stem, _LINE),
            "groups": [
                sentences.wrote(replace(group, quotation=short(group.quotation, 100)))
                for group in one.groups[:_GROUPS]
            ]
            + sentences.rest_lines(one),
        }
        for one in most
    ]


def _parts(briefing: Briefing, locale: str) -> list[dict[str, object]]:
    """Each of several meetings: whose, when, and its bar."""
    return [
        {
            "name": short(part.occasion.audience_name, 32),
            "when": format_datetime(
                local(part.occasion.meeting_at, part.occasion.zone),
                "EEE d MMM, HH:mm",
                locale=locale,
            ),
            "ready": f"{part.ready}/{part.audience}",
            "counts": [{"shape": count.component, "count": count.count} for count in part.counts],
        }
        for part in briefing.parts[:_PARTS]
    ]


def _belief(belief: BeliefView) -> dict[str, object]:
    cut = replace(belief, option=short(belief.option, 34), quotation=short(belief.quotation, 66))
    return {
        "count": belief.count,
        "text": sentences.in_quotes(short(belief.text, _LINE)),
        "chose": sentences.chosen(cut, length=40),
        "facts": sentences.belief_facts(belief),
        "quotation": sentences.quoted(cut),
    }


def _block(block: BlockView, briefing: Briefing, locale: str) -> list[str]:
    return [
        _clock(block, briefing, locale),
        short(block.title, 70),
        _("%(count)s min") % {"count": block.minutes},
    ]


def _clock(block: BlockView, briefing: Briefing, locale: str) -> str:
    """On the clock, or since each meeting's beginning where they begin at different times."""
    if not briefing.one_time:
        return f"+{block.minutes_in}"
    return format_time(local(block.starts_at, briefing.occasion.zone), "HH:mm", locale=locale)


def _head(briefing: Briefing, locale: str) -> dict[str, object]:
    occasion = briefing.occasion
    meeting = local(occasion.meeting_at, occasion.zone)
    when = (
        format_datetime(meeting, "EEEE d MMMM, HH:mm", locale=locale) if briefing.one_time else ""
    )
    return {
        "language": locale.partition("_")[0],
        "title": occasion.title,
        "eyebrow": _("Briefing"),
        "lead": " · ".join(
            filter(None, (when, occasion.place, short(occasion.audience_name, _LINE)))
        ),
        "ready": briefing.ready,
        "of": sentences.of_ready(briefing),
        "counts": [
            {"shape": count.component, "count": count.count, "word": count.word}
            for count in briefing.counts
        ],
        "change": sentences.change_line(briefing),
        "parts": _parts(briefing, locale),
        "parts_more": _("and %(count)s more") % {"count": len(briefing.parts) - _PARTS}
        if len(briefing.parts) > _PARTS
        else "",
        "foot": _foot(briefing.computed_at, occasion.zone, locale),
    }


def _named(person: PersonView) -> str:
    """Name, group and state on one line; the beliefs stand above, the reasons on the screen."""
    state = _(wording.STATES[person.state].teacher)
    return " · ".join(filter(None, (short(person.name, 40), person.group, state)))


def _foot(at: dt.datetime, zone: str, locale: str) -> str:
    moment = format_datetime(local(at, zone), "d MMM, HH:mm", locale=locale)
    return _("Counted %(moment)s from the answers given so far; confidential.") % {"moment": moment}
