"""What the watching rules say of a module, in words, with the way to where it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from volteface.courses.events import watchers
from volteface.courses.models import DismissedHint
from volteface.courses.queries.files import assets_of
from volteface.courses.queries.pools import variants_in
from volteface.courses.rules.body import PoolPlace, keys_of, pieces_of
from volteface.courses.rules.document import VideoBlock
from volteface.courses.rules.watch.draft import Draft, DraftQuestion, DraftStep
from volteface.courses.rules.watch.looking import REASONS, notices
from volteface.questions.queries import content_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from volteface.courses.models import Module, Step
    from volteface.courses.queries.outline import Promises
    from volteface.courses.rules.watch.draft import Notice
    from volteface.questions.models import Question


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
    """The hints to show, and how many were put aside."""

    hints: tuple[HintView, ...]
    dismissed: int

    def about(self, step: str) -> tuple[HintView, ...]:
        """The hints about one step."""
        return tuple(hint for hint in self.hints if hint.step == step)


def watched_module(
    module: Module,
    steps: Sequence[Step],
    questions: Mapping[str, Question],
    promises: Promises,
    *,
    at: dt.datetime,
) -> Watched:
    """Every hint about a draft but those put aside; ``questions`` come with their objectives."""
    draft = _draft(module, steps, questions, promises)
    put_aside = set(DismissedHint.objects.filter(module=module).values_list("mark", flat=True))
    found = [*_own(draft, questions, module), *_others(module, at)]
    shown = tuple(hint for hint in found if hint.mark not in put_aside)
    return Watched(hints=shown, dismissed=len(found) - len(shown))


def _draft(
    module: Module, steps: Sequence[Step], questions: Mapping[str, Question], promises: Promises
) -> Draft:
    drafted = tuple(_step(step, questions) for step in steps)
    has_films = any(isinstance(piece, VideoBlock) for step in drafted for piece in step.pieces)
    return Draft(
        language=module.course.language,
        objectives=dict(promises.objectives),
        steps=drafted,
        questions={
            key: _question(question)
            for key, question in questions.items()
            if question.current is not None
        },
        files=frozenset(assets_of(module.course).values_list("name", flat=True))
        if has_films
        else frozenset(),
        has_why=bool(module.why.strip()),
        has_key_points=bool(promises.key_points),
    )


def _step(step: Step, questions: Mapping[str, Question]) -> DraftStep:
    pieces = pieces_of(step.body)
    keys: list[str] = []
    for piece in pieces:
        if isinstance(piece, PoolPlace):
            keys += [question.key for question in variants_in(piece.name, questions)]
        else:
            keys += keys_of(piece)
    return DraftStep(
        code=step.code,
        title=step.title,
        minutes=step.minutes,
        level=step.level,
        pieces=pieces,
        asked=tuple(dict.fromkeys(keys)),
    )


def _question(question: Question) -> DraftQuestion:
    if question.current is None:
        raise LookupError(question.key)
    content = content_of(question.current)
    return DraftQuestion(
        key=question.key,
        kind=content.kind,
        stem=content.stem,
        options=tuple((option.text, option.fraction > 0) for option in content.options),
        objectives=frozenset(each.key for each in question.objectives.all()),
    )


def _own(draft: Draft, questions: Mapping[str, Question], module: Module) -> Iterator[HintView]:
    titles = {step.code: step.title for step in draft.steps}
    for notice in notices(draft):
        reason = REASONS[notice.rule]
        yield HintView(
            mark=notice.mark,
            text=_(notice.text) % notice.values,
            why=_(reason.why),
            source=_(reason.source),
            mend=_(reason.mend),
            how=_(reason.how) if reason.how else "",
            step=notice.step,
            place=titles.get(notice.step, ""),
            path=_path(notice, questions, module),
        )


def _path(notice: Notice, questions: Mapping[str, Question], module: Module) -> str:
    question = questions.get(notice.question)
    if question is not None:
        return reverse("questions:edit", args=[question.code])
    if notice.step:
        return reverse("courses:step", args=[notice.step])
    if notice.rule == "promise":
        return reverse("courses:about", args=[module.code])
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
