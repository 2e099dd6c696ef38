"""Item statistics in words, in the reader's language; each figure says how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup

from volteface.questions.queries.items import (
    FEWEST,
    FEWEST_FOR_MODELS,
    agreement_word,
    difficulty_word,
    reliability_word,
)

if TYPE_CHECKING:
    from volteface.insights.queries.items import ModulePage, QuestionPage
    from volteface.questions.queries.items import Estimate, ItemStatistics, OptionUse

NOTHING = "–"
ENOUGH = FEWEST
_INTERVAL = (
    '<svg class="interval" width="100%" height="12" aria-hidden="true" focusable="false">'
    '<line class="tone-line" x1="0" x2="100%" y1="6" y2="6"/>'
    '<line class="tone-muted" x1="50%" x2="50%" y1="1" y2="11"/>'
    '<line class="tone-ink thick" x1="{:.1f}%" x2="{:.1f}%" y1="6" y2="6"/>'
    '<circle class="tone-ink" cx="{:.1f}%" cy="6" r="4"/></svg>'
)
ENOUGH_FOR_MODELS = FEWEST_FOR_MODELS


def share(of: Estimate | None) -> str:
    """``62 % (55 to 69)``."""
    if of is None:
        return NOTHING
    return _("%(mean)s %% (%(low)s to %(high)s)") % {
        "mean": round(100 * of.value),
        "low": round(100 * of.low),
        "high": round(100 * of.high),
    }


def estimate(of: Estimate | None) -> str:
    """``0.42 (0.28 to 0.55)``."""
    if of is None:
        return NOTHING
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": number(of.value),
        "low": number(of.low),
        "high": number(of.high),
    }


def drawn(of: Estimate) -> Markup:
    """The interval of a correlation on a line from −1 to 1, with zero marked."""
    low, middle, high = (50 + 50 * value for value in (of.low, of.value, of.high))
    return Markup(_INTERVAL).format(low, high, middle)  # noqa: S704 - a drawing of ours with numbers


def number(value: float | None, places: int = 2) -> str:
    """A number with the reader's decimal mark and a true minus."""
    if value is None:
        return NOTHING
    locale = (get_language() or "en").replace("-", "_")
    pattern = "0." + "0" * places if places else "0"
    # Rounding must not leave a minus before nothing.
    rounded = round(value, places) + 0.0
    return str(format_decimal(rounded, pattern, locale=locale)).replace("-", "−")


def percent(value: float) -> str:
    """``62 %``."""
    return f"{100 * value:.0f} %"


def difficulty(of: ItemStatistics) -> str:
    """What the share of right answers is called."""
    return _(difficulty_word(of.difficulty.value)) if of.difficulty else ""


def agreement(of: ItemStatistics) -> str:
    """What the agreement with the other questions is called; a wrong key only beyond chance."""
    if of.item_rest is None:
        return ""
    if of.item_rest.value < 0 and not of.key_is_probably_wrong:
        return _("revise; chance alone may have made it negative")
    return _(agreement_word(of.item_rest.value))


def reliable(alpha: float) -> str:
    """What a reliability is good for."""
    return _(reliability_word(alpha))


def option_note(use: OptionUse) -> str:
    """What is to be said of an option, if anything."""
    if use.is_right:
        return _("right answer")
    if use.functions is False:
        return _("hardly anybody falls for it: replace it or leave it out")
    return ""


def certainty(level: int) -> str:
    """How sure somebody said they were."""
    return {1: _("guessed"), 2: _("fairly sure"), 3: _("certain")}.get(level, str(level))


def left_out(count: int) -> str:
    """How many first answers no figure is made from, and why."""
    return ngettext(
        "%(num)s first answer is left out: it came faster than the question can be read.",
        "%(num)s first answers are left out: they came faster than the question can be read.",
        count,
    ) % {"num": count}


def seconds(value: float) -> str:
    """``24 s``."""
    return f"{value:.0f} s"


def occasion_tabs(page: QuestionPage | ModulePage) -> list[tuple[str, str, bool, int]]:
    """The occasions as tabs: label, address, whether it is shown, answers."""
    return [
        (one.label.capitalize(), f"?on={one.purpose}", one == page.occasion, one.answers)
        for one in page.occasions
    ]
