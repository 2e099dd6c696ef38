"""The styleguide: every component in both themes, long words and right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.core import charts
from volteface.core.charts import Bar, Part, Point

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_SWATCHES = (
    "surface", "raised", "sunken", "ink", "muted", "line",
    "accent", "ready", "help", "waiting", "danger",
)  # fmt: skip
_STAGES = ("Inform", "Reserve", "Learn", "Remind", "Brief", "Meet", "Verify", "Refresh", "Effect")
_THEMES = ("light", "dark")
_VARIANTS = ("plain", "long", "rtl")


class _SampleForm(forms.Form):
    """One field of each shape, some of them wrong."""

    title = forms.CharField(max_length=60, help_text="As learners read it.")
    minutes = forms.IntegerField(min_value=1, max_value=60)
    level = forms.ChoiceField(choices=[("core", "core"), ("stretch", "stretch")])
    note = forms.CharField(widget=forms.Textarea, required=False)
    groups = forms.MultipleChoiceField(
        choices=[("1", "Group 1"), ("2", "Group 2")], widget=forms.CheckboxSelectMultiple
    )
    shown = forms.BooleanField(label="Learners may see it", required=False)


@login_not_required
@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component; ``?variant=long`` and ``?variant=rtl`` stretch and turn it."""
    variant = request.GET.get("variant", "plain")
    context = _context(variant if variant in _VARIANTS else "plain")
    return render(request, "core/styleguide.html", context)


def _context(variant: str) -> dict[str, object]:
    words = _stretched if variant == "long" else _plain
    stages = [
        {"label": words(label), "status": _status(index), "note": ""}
        for index, label in enumerate(_STAGES)
    ]
    return {
        "words": words,
        "tabs": [(name, f"?variant={name}", name == variant) for name in _VARIANTS],
        "themes": _THEMES,
        "panel_direction": "rtl" if variant == "rtl" else "ltr",
        "swatches": _SWATCHES,
        "stages": stages,
        "forms": {name: _SampleForm({"minutes": "90"}, auto_id=f"{name}_%s") for name in _THEMES},
        "charts": _drawn(words),
    }


def _plain(text: str) -> str:
    return text


def _stretched(text: str) -> str:
    """Forty per cent longer, as French and German are."""
    vowels = str.maketrans({"a": "áa", "e": "éé", "i": "ìi", "o": "öo", "u": "ùu"})
    return text.translate(vowels)


def _status(index: int) -> str:
    now = _STAGES.index("Learn")
    return "done" if index < now else "now" if index == now else "next"


def _drawn(words: Callable[[str], str]) -> dict[str, object]:
    # Longer because it is the sample data of four charts.
    share = [
        Part(label=words("ready"), count=94, tone="ready", shape="ready"),
        Part(label=words("need help"), count=11, tone="help", shape="help"),
        Part(label=words("started"), count=7, tone="waiting", shape="started"),
        Part(label=words("not started"), count=8, tone="line", shape="not_started"),
    ]
    votes = [
        Bar(label=words("The electron transport chain"), count=61, letter="A", before=120),
        Bar(label=words("Glycolysis"), count=139, letter="B", mark="right", before=71),
        Bar(label=words("The citric acid cycle"), count=12, letter="C", before=21),
    ]
    points = [
        Point(label=words("preparation"), value=0.52, low=0.46, high=0.58, n=112),
        Point(label=words("opening"), value=0.64, low=0.57, high=0.70, n=104),
        Point(label=words("exit"), value=0.81, low=0.75, high=0.86, n=101),
        Point(label=words("3 days later"), value=None),
    ]
    return {
        "share": charts.share_bar(share, label=words("Who is ready")),
        "bars": charts.bars(votes, total=212, label=words("Second vote")),
        "lines": charts.lines(points, label=words("Share right")),
        "dots": charts.dots(
            [(words("lost"), 4), (words("no time"), 7)], label=words("Why they stopped")
        ),
    }
