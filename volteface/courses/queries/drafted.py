"""What the watching rules find in a draft, worked out once for a text and remembered.

A finding depends on words alone, so it is kept under a digest of them: any change of a step, a
question or a promise asks anew, and no other process need be told. Contents are read once per
version, and a long draft is looked through in the worker process.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core import worker
from volteface.courses.queries.asked import keys_asked
from volteface.courses.queries.files import assets_of
from volteface.courses.rules.body import pieces_of
from volteface.courses.rules.document import VideoBlock
from volteface.courses.rules.watch.draft import Draft, DraftQuestion, DraftStep
from volteface.courses.rules.watch.looking import notices
from volteface.questions.models import QuestionVersion
from volteface.questions.queries import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.courses.models import Module, Step
    from volteface.courses.queries.asked import Asked
    from volteface.courses.queries.outline import Promises
    from volteface.courses.rules.watch.draft import Notice

# A draft that asks more is looked through in the worker process, and not while a page waits.
LONG = 300
_CHUNK = 500
_KEPT_QUESTIONS, _KEPT_DRAFTS = 20_000, 200
_questions: dict[str, DraftQuestion] = {}
_found: dict[bytes, tuple[Notice, ...]] = {}


class Drafted:
    """A draft and what is found in it."""

    def __init__(
        self,
        module: Module,
        steps: Sequence[Step],
        asked: Mapping[str, Asked],
        promises: Promises,
    ) -> None:
        self.module, self.steps, self.asked, self.promises = module, steps, asked, promises
        self._files = _files(module, steps)
        self._digest = self._words()

    @property
    def is_at_hand(self) -> bool:
        """Whether asking costs next to nothing."""
        return len(self.asked) <= LONG or self._digest in _found

    def notices(self) -> tuple[Notice, ...]:
        """Everything the rules find."""
        found = _found.get(self._digest)
        if found is None:
            draft = self._draft()
            looked = worker.compute(notices, draft) if len(self.asked) > LONG else notices(draft)
            if len(_found) >= _KEPT_DRAFTS:
                _found.clear()
            found = _found[self._digest] = tuple(looked)
        return found

    def _words(self) -> bytes:
        module, promises = self.module, self.promises
        said = hashlib.blake2b()
        about = (module.course.language, promises, bool(module.why.strip()), sorted(self._files))
        said.update(repr(about).encode())
        for step in self.steps:
            said.update(repr((step.code, step.title, step.minutes, step.level)).encode())
            said.update(step.body.encode())
        for each in self.asked.values():
            said.update(f"{each.key} {each.version} {sorted(each.objectives)}".encode())
        return said.digest()

    def _draft(self) -> Draft:
        return Draft(
            language=self.module.course.language,
            objectives=dict(self.promises.objectives),
            steps=tuple(_step(step, self.asked) for step in self.steps),
            questions=_draft_questions(self.asked),
            files=self._files,
            has_why=bool(self.module.why.strip()),
            has_key_points=bool(self.promises.key_points),
        )


def _files(module: Module, steps: Iterable[Step]) -> frozenset[str]:
    """The names of the course's files, where a film may lack one."""
    films = any(isinstance(piece, VideoBlock) for step in steps for piece in pieces_of(step.body))
    return frozenset(assets_of(module.course).values_list("name", flat=True) if films else ())


def _step(step: Step, asked: Mapping[str, Asked]) -> DraftStep:
    return DraftStep(
        code=step.code,
        title=step.title,
        minutes=step.minutes,
        level=step.level,
        pieces=pieces_of(step.body),
        asked=keys_asked(step.body, asked),
    )


def _draft_questions(asked: Mapping[str, Asked]) -> dict[str, DraftQuestion]:
    if len(_questions) >= _KEPT_QUESTIONS:
        _questions.clear()
    missing = [each for each in asked.values() if each.version not in _questions]
    for start in range(0, len(missing), _CHUNK):
        chunk = {each.version.partition(":")[0]: each for each in missing[start : start + _CHUNK]}
        versions = QuestionVersion.objects.filter(code__in=chunk).select_related("keyed_by")
        for version in versions:
            each = chunk[version.code]
            _questions[each.version] = _question(each.key, version)
    return {
        key: replace(_questions[each.version], key=key, objectives=each.objectives)
        for key, each in asked.items()
    }


def _question(key: str, version: QuestionVersion) -> DraftQuestion:
    content = content_of(version)
    return DraftQuestion(
        key=key,
        kind=content.kind,
        stem=content.stem,
        options=tuple((option.text, option.fraction > 0) for option in content.options),
    )
