"""The effect in words, points and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.core import charts
from volteface.insights.rules.reading import number_cell, plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.insights.queries import CheckView, CycleEffect, Effect, GainView
    from volteface.insights.rules.gain import Estimate, Mean

NOTHING = "–"


def label(purpose: str) -> str:
    """A check's name."""
    return {
        "preparation": _("Preparation"),
        "opening_check": _("Opening check"),
        "exit_ticket": _("Exit ticket"),
        "delayed_check": _("Days later"),
    }[purpose]


def points(cycle: CycleEffect) -> list[charts.Point]:
    """The four checks for the chart; what may not be shown is a gap."""
    return [
        charts.Point(
            label=label(check.purpose),
            value=check.mean.mean if check.mean else None,
            low=check.mean.low if check.mean else None,
            high=check.mean.high if check.mean else None,
            n=check.n,
        )
        for check in cycle.checks
    ]


def counts(check: CheckView) -> str:
    """``21 of 35 answers right``."""
    if check.hidden:
        return _("fewer than five people")
    if not check.n:
        return NOTHING
    return _("%(right)s of %(answers)s answers right") % {
        "right": check.right,
        "answers": check.answers,
    }


def mean(of: Mean | None) -> str:
    """``62 % (55 to 69)``."""
    if of is None:
        return NOTHING
    if of.low is None or of.high is None:
        return f"{100 * of.mean:.0f} %"
    return _("%(mean)s %% (%(low)s to %(high)s)") % {
        "mean": round(100 * of.mean),
        "low": round(100 * of.low),
        "high": round(100 * of.high),
    }


def compared(gain: GainView) -> str:
    """What two checks are compared for."""
    if gain.before == "opening_check":
        return _("In the hour: opening check to exit ticket")
    return _("Over the cycle: preparation to days later")


def estimate(of: Estimate | None) -> str:
    """``0.42 (0.28 to 0.55)``; an interval without ends says so."""
    if of is None:
        return NOTHING
    if of.low is None or of.high is None:
        return _("%(value)s (no interval: too little room to gain)") % {"value": _number(of.value)}
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": _number(of.value),
        "low": _number(of.low),
        "high": _number(of.high),
    }


def verdict(gain: GainView) -> str:
    """What may honestly be said of a comparison, in one sentence."""
    if gain.hidden:
        return _("Too few people took both: it shows from ten on.")
    if gain.gain is None:
        return _("Nobody took both yet.")
    difference = gain.gain.difference
    low, high = difference.low or 0.0, difference.high or 0.0
    if low > 0:
        return _("A gain that chance alone would hardly give.")
    if high < 0:
        return _("A loss that chance alone would hardly give: look at the questions first.")
    return _("No clear difference: the interval includes none at all.")


def table(effect: Effect) -> Iterator[list[str]]:
    """The rows of the export: checks, then comparisons."""
    yield ["cycle", "meeting", "audience", "measure", "n", "value", "low", "high"]
    for cycle in effect.cycles:
        head = [
            plain_cell(cycle.title),
            cycle.meeting_at.date().isoformat() if cycle.meeting_at else "",
            plain_cell(cycle.audience),
        ]
        for check in cycle.checks:
            if check.mean is not None:
                found = (check.mean.mean, check.mean.low, check.mean.high)
                yield [*head, check.purpose, str(check.n), *map(number_cell, found)]
        for gain in cycle.gains:
            yield from ([*head, *row] for row in _gain_rows(gain))
    for gain in effect.overall:
        yield from (["all cycles", "", "", *row] for row in _gain_rows(gain))


def _gain_rows(view: GainView) -> Iterator[list[str]]:
    if view.gain is None:
        return
    measures = {
        "difference": view.gain.difference,
        "normalised gain": view.gain.normalised,
        "Cohen's d": view.gain.d,
    }
    for name, of in measures.items():
        if of is not None:
            cells = [number_cell(number) for number in (of.value, of.low, of.high)]
            yield [f"{name}: {view.before} to {view.after}", str(view.n), *cells]


def _number(number: float) -> str:
    locale = (get_language() or "en").replace("-", "_")
    return format_decimal(round(number, 2), "0.00", locale=locale).replace("-", "−")
