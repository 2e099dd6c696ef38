"""A module as material for games: its published questions, its terms, key points and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.games.material import Choice, Item, Material, Pairing, Sequence, Term
from volteface.core import markup, media_store
from volteface.courses.models import EditionQuestion
from volteface.courses.queries.files import asset_path, assets_of
from volteface.courses.queries.outline import objectives_of, terms_of
from volteface.questions.queries import content_of

from .card_material import card_material

if TYPE_CHECKING:
    from volteface.courses.models import Course, Module
    from volteface.questions.models import QuestionVersion
    from volteface.questions.queries.content import Content

# What the typesetter reads.
_SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_LARGEST_PICTURE = 8_000_000
_CHOSEN = frozenset({"single", "multiple", "true_false"})
_PAIRED = frozenset({"matching", "categorise"})


@dataclass(slots=True)
class Desk:
    """The pictures that go along with a kit, by the names authors write."""

    paths: dict[str, tuple[Path, str]]
    files: dict[str, bytes]

    def picture(self, name: str) -> str:
        """Put a picture beside the kit; its name there, or nothing."""
        path, suffix = self.paths.get(name, (Path(), ""))
        if not suffix or not path.is_file() or path.stat().st_size > _LARGEST_PICTURE:
            return ""
        own = f"{path.name[:24]}.{suffix}"
        self.files.setdefault(own, path.read_bytes())
        return own


def desk_of(course: Course) -> Desk:
    """A course's pictures, read when a card shows one; one query."""
    paths = {
        asset.name: (
            media_store.file_at(asset_path(asset.sha256)),
            _SUFFIXES[asset.media_type],
        )
        for asset in assets_of(course)
        if asset.media_type in _SUFFIXES
    }
    return Desk(paths=paths, files={})


def material_of(module: Module, *, by_learners: bool = True) -> Material:
    """What its games are made of; without a published edition it has no questions of its own.

    ``by_learners`` also takes the cards that learners made and the teacher accepted.
    """
    cards = card_material(module)
    versions = _versions(module)
    if by_learners:
        versions = list(dict.fromkeys((*versions, *cards.versions)))
    items: list[Item] = []
    sequences: list[Sequence] = []
    pairings: list[Pairing] = list(cards.lone) if by_learners else []
    pools: set[str] = set()
    for version in versions:
        content = content_of(version)
        # Variants of one question would be cards that answer each other.
        pool = content.settings.pool
        if pool and pool in pools:
            continue
        pools.add(pool)
        if version.kind == "ordering":
            sequences.append(_sequence(version, content))
        elif version.kind in _PAIRED:
            pairings.append(_pairing(version, content))
        else:
            items.append(_item(version, content))
    return Material(
        module=module.key,
        title=module.title,
        language=module.course.language.partition("-")[0],
        objectives=objectives_of(module),
        key_points=tuple(module.key_points.values_list("text", flat=True)),
        items=tuple(items),
        sequences=tuple(sequences),
        pairings=tuple(pairings),
        terms=_terms(module, without=frozenset() if by_learners else cards.terms),
        thanks=cards.names if by_learners else (),
    )


def _terms(module: Module, *, without: frozenset[str]) -> tuple[Term, ...]:
    return tuple(
        Term(term=term.term, meaning=term.meaning, when=term.when, objective=term.objective)
        for term in terms_of(module)
        if term.term.casefold() not in without
    )


def _versions(module: Module) -> list[QuestionVersion]:
    if module.published_id is None:
        return []
    rows = (
        EditionQuestion.objects.filter(edition_id=module.published_id)
        .select_related("version__question")
        .prefetch_related("version__question__objectives")
        .order_by("step__position", "position")
    )
    return list(dict.fromkeys(row.version for row in rows))


def _item(version: QuestionVersion, content: Content) -> Item:
    said = version.kind == "true_false"
    chosen = version.kind in _CHOSEN
    pictures = markup.pictures_in(content.stem)
    return Item(
        key=version.question.key,
        version=version.code,
        kind=version.kind,
        stem=content.stem,
        options=tuple(
            Choice(
                id=option.id,
                text=_(option.text) if said else option.text,
                worth=option.fraction,
                misconception=option.misconception,
                feedback=option.feedback,
            )
            for option in content.options
            if chosen
        ),
        objective=_objective(version),
        explanation=content.explanation,
        keep_order=said or not content.settings.shuffle,
        picture=pictures[0].name if pictures else content.settings.picture,
        answer=_answer(content) if not chosen else "",
    )


def _answer(content: Content) -> str:
    """The accepted answer of a number or a short text."""
    if content.kind not in {"numeric", "short_text"}:
        return ""
    right = next((option.text for option in content.options if option.fraction >= 1), "")
    unit = content.settings.unit
    return f"{right} {unit}".strip() if right else ""


def _sequence(version: QuestionVersion, content: Content) -> Sequence:
    return Sequence(
        key=version.question.key,
        version=version.code,
        stem=content.stem,
        parts=tuple(option.text for option in content.options if option.text.strip()),
        objective=_objective(version),
    )


def _pairing(version: QuestionVersion, content: Content) -> Pairing:
    return Pairing(
        key=version.question.key,
        version=version.code,
        stem=content.stem,
        pairs=tuple(
            (option.text, option.match)
            for option in content.options
            if option.text.strip() and option.match.strip()
        ),
        objective=_objective(version),
    )


def _objective(version: QuestionVersion) -> str:
    return next((objective.key for objective in version.question.objectives.all()), "")
