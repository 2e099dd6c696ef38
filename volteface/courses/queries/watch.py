"""What the watching rules say of a module, in words, with the way to where it is mended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from volteface.courses.events import watchers
from volteface.courses.models import DismissedHint
from volteface.courses.rules.watch.looking import REASONS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from volteface.courses.models import Module
    from volteface.courses.queries.drafted import Drafted
    from volteface.courses.rules.watch.draft import Notice

HINTS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class HintView:
    """A hint as its author reads it."""

    mark: str
    text: str
    why: str
    source: str
    mend: str
    how: str
    # Where: a step's code and title, and the page on which it is mended.
    step: str
    place: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A page of the hints, how many there are in all, and how many were put aside."""

    hints: tuple[HintView, ...]
    page: Page[Notice | HintView]
    count: int
    dismissed: int
    # How many are about each step, by its code.
    by_step: Mapping[str, int]

    def about(self, step: str) -> tuple[HintView, ...]:
        """The hints about one step."""
        return tuple(hint for hint in self.hints if hint.step == step)


def watched_draft(
    drafted: Drafted, *, at: dt.datetime, number: str = "", most: int = HINTS_A_PAGE
) -> Watched:
    """The hints about a draft but those put aside: the page ``number`` of ``most`` each."""
    module = drafted.module
    put_aside = set(DismissedHint.objects.filter(module=module).values_list("mark", flat=True))
    found: list[Notice | HintView] = [*drafted.notices(), *_others(module, at)]
    shown = [each for each in found if each.mark not in put_aside]
    page = Paginator(shown, most).get_page(number)
    titles = {step.code: step.title for step in drafted.steps}
    return Watched(
        hints=tuple(
            each if isinstance(each, HintView) else _view(each, drafted, titles) for each in page
        ),
        page=page,
        count=len(shown),
        dismissed=len(found) - len(shown),
        by_step=Counter(each.step for each in shown),
    )


def _view(notice: Notice, drafted: Drafted, titles: Mapping[str, str]) -> HintView:
    reason = REASONS[notice.rule]
    return HintView(
        mark=notice.mark,
        text=_(notice.text) % notice.values,
        why=_(reason.why),
        source=_(reason.source),
        mend=_(reason.mend),
        how=_(reason.how) if reason.how else "",
        step=notice.step,
        place=titles.get(notice.step, ""),
        path=_path(notice, drafted),
    )


def _path(notice: Notice, drafted: Drafted) -> str:
    question = drafted.asked.get(notice.question)
    if question is not None:
        return reverse("questions:edit", args=[question.code])
    if notice.step:
        return reverse("courses:step", args=[notice.step])
    if notice.rule == "promise":
        return reverse("courses:about", args=[drafted.module.code])
    return ""


def _others(module: Module, at: dt.datetime) -> Iterable[HintView]:
    for watcher in watchers():
        for remark in watcher(module, at):
            yield HintView(
                mark=remark.mark,
                text=remark.text,
                why=remark.why,
                source=remark.source,
                mend=remark.mend,
                how="",
                step="",
                place="",
                path=remark.path,
            )
