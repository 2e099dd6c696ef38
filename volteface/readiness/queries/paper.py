"""The briefing as data for its paper template: strings only, worded and cut to one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from babel.dates import format_datetime, format_time
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.core.clock import local
from volteface.readiness.queries import sentences

if TYPE_CHECKING:
    import datetime as dt

    from volteface.readiness.queries.sheet import Briefing, PersonView

_NAMES, _NOTES, _AGENDA, _LINE = 10, 4, 9, 80


def paper_of(briefing: Briefing) -> dict[str, object]:
    """Everything the template prints."""
    locale = (get_language() or "en").replace("-", "_")
    return {
        **_head(briefing, locale),
        "beliefs_title": _("What they believe"),
        "beliefs": [
            {
                "count": belief.count,
                "text": _short(belief.text),
                "chose": sentences.chosen(
                    replace(belief, option=_short(belief.option, 34)), length=40
                ),
                "facts": sentences.belief_facts(belief),
                "quotation": sentences.quoted(
                    replace(belief, quotation=_short(belief.quotation, 66))
                ),
            }
            for belief in briefing.beliefs
        ],
        "nothing": "" if briefing.beliefs else sentences.empty_line(briefing),
        "agenda_title": _("Suggested hour"),
        "agenda": [
            [
                format_time(local(block.starts_at, briefing.occasion.zone), "HH:mm", locale=locale),
                _short(block.title, 70),
                _("%(count)s min") % {"count": block.minutes},
            ]
            for block in briefing.agenda[:_AGENDA]
        ],
        "look_title": _("Look out for"),
        "look": sentences.to_look_out_for(briefing)
        + list(filter(None, [sentences.mastered_line(briefing, length=_LINE)]))
        + [_short(note.text) for note in briefing.notes[:_NOTES]],
        "help_title": _("Whom to help"),
        "help": _names(briefing.to_help, briefing.to_help_more),
        "print_title": _("To print"),
        "print": sentences.to_print(briefing),
    }


def _head(briefing: Briefing, locale: str) -> dict[str, object]:
    occasion = briefing.occasion
    meeting = local(occasion.meeting_at, occasion.zone)
    when = format_datetime(meeting, "EEEE d MMMM, HH:mm", locale=locale)
    return {
        "language": locale.partition("_")[0],
        "title": occasion.title,
        "eyebrow": _("Briefing"),
        "lead": " · ".join(filter(None, (when, occasion.place, occasion.audience_name))),
        "ready": briefing.ready,
        "of": _("of %(count)s are ready") % {"count": briefing.audience},
        "counts": [
            {"shape": count.component, "count": count.count, "word": count.word}
            for count in briefing.counts
        ],
        "change": sentences.change_line(briefing),
        "foot": _foot(briefing.computed_at, occasion.zone, locale),
    }


def _names(people: tuple[PersonView, ...], more: int) -> list[str]:
    lines = [
        " · ".join(filter(None, (person.name, person.group, _brief(person.reason))))
        for person in people[:_NAMES]
    ]
    left = len(people) - len(lines) + more if len(people) > _NAMES else more
    return [*lines, _("and %(count)s more") % {"count": left}] if left else lines


def _brief(reason: str) -> str:
    """The reason without the belief it ends with: the beliefs stand above, in full."""
    return _short(reason.partition(":")[0].strip(), 44)


def _foot(at: dt.datetime, zone: str, locale: str) -> str:
    moment = format_datetime(local(at, zone), "d MMM, HH:mm", locale=locale)
    return _("Counted %(moment)s from the answers given so far; confidential.") % {"moment": moment}


def _short(text: str, length: int = _LINE) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"
