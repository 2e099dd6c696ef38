"""What the forms of films and pools in the editor offer: captions, questions, who belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from volteface.courses.queries.editor import shortened
from volteface.courses.queries.files import assets_of
from volteface.courses.queries.pools import questions_of_pools, variants_in
from volteface.courses.rules.body import read_pool
from volteface.courses.rules.film_form import FilmForm, form_of
from volteface.questions.queries import content_of, live_questions, stem_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from volteface.courses.models import Course
    from volteface.questions.models import Question

# So many of the bank's questions, the newest first, can be chosen in a film's form.
_OFFERED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmChoices:
    """A film's form, and what can be chosen in it."""

    form: FilmForm
    # Names of caption files.
    captions: tuple[str, ...]
    # (key, words) of questions.
    questions: tuple[tuple[str, str], ...]
    # The film's own file, where its captions are written; empty for somebody else's film.
    asset_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolChoices:
    """A pool that is drawn from: how many, of which questions."""

    name: str
    draw: int
    # (the question's code, words) of each question.
    questions: tuple[tuple[str, str], ...]


def film_choices(course: Course, sources: Sequence[str]) -> dict[str, FilmChoices]:
    """The forms of these films' blocks, by block; two queries for all of them."""
    forms = {source: form for source in sources if (form := form_of(source))}
    if not forms:
        return {}
    codes = dict(assets_of(course).values_list("name", "code"))
    captions = tuple(name for name in codes if name.lower().endswith(".vtt"))
    asked = {key for form in forms.values() for _, key in form.questions}
    bank = live_questions(course.bank).filter(current__isnull=False).select_related("current")
    newest = list(bank.order_by("-pk").values_list("pk", flat=True)[:_OFFERED])
    questions = tuple(_lines(bank.filter(Q(pk__in=newest) | Q(key__in=asked)).order_by("-pk")))
    return {
        source: FilmChoices(
            form=form,
            captions=_with(captions, form.captions),
            questions=questions,
            asset_code=str(codes.get(form.source, "")),
        )
        for source, form in forms.items()
    }


def pool_choices(course: Course, sources: Sequence[str]) -> dict[str, PoolChoices]:
    """What these lines draw from, by line; two queries for all of them."""
    places = {source: place for source in sources if (place := read_pool(source.strip()))}
    found = questions_of_pools(course.bank, places) if places else {}
    return {
        source: PoolChoices(
            name=place.name,
            draw=place.draw,
            questions=tuple(
                (question.code, words)
                for question, (_key, words) in _both(variants_in(place.name, found))
            ),
        )
        for source, place in places.items()
    }


def _both(questions: list[Question]) -> Iterable[tuple[Question, tuple[str, str]]]:
    return zip(questions, _lines(questions), strict=True)


def _lines(questions: Iterable[Question]) -> list[tuple[str, str]]:
    return [
        (question.key, shortened(stem_in_words(content_of(question.current))))
        for question in questions
        if question.current is not None
    ]


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The names, and one that is named although its file is missing."""
    return names if not name or name in names else (name, *names)
