"""A test on paper before it is set: its forms, their letters, and what cannot be done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.games.paper import PAPERS
from volteface.classroom.rules.fold import MOST_LETTERS
from volteface.classroom.rules.paper_forms import LETTERS, forms_of, order_in, turned, write_boxes
from volteface.questions.queries import content_of, stem_in_words
from volteface.questions.queries.content import FULL, from_json, votable_kinds
from volteface.questions.queries.shown import question_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.classroom.games.paper import Paper
    from volteface.questions.models import QuestionVersion
    from volteface.questions.queries.content import Content
    from volteface.questions.queries.shown import QuestionView

LETTERED = votable_kinds()
# Typed into one field: what a sheet says can be entered as it stands there.
TYPED = {"numeric": "value", "calculated": "value", "short_text": "text"}
# Boxes to write a letter or a number in: typed as one word, in the order of the boxes.
BOXED = {"matching": "part", "categorise": "part", "ordering": "order"}
_SHOWN = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """How a test is printed."""

    forms: int = 1
    # How many fold sheets; none when it is not taken in teams.
    teams: int = 0
    paper: str = "a4"
    large: bool = False

    @property
    def sheet(self) -> Paper:
        """The paper."""
        return PAPERS[self.paper]

    @property
    def letters(self) -> tuple[str, ...]:
        """Of its forms."""
        return forms_of(self.forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOnPaper:
    """A question in one form: ``options`` are ids in the order of their letters."""

    number: int
    version: QuestionVersion
    view: QuestionView
    options: tuple[str, ...] = ()
    # The letters that are right; empty where nothing is chosen.
    right: tuple[str, ...] = ()
    several: bool = False

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters to choose from."""
        return tuple(LETTERS[: len(self.options)])

    @property
    def field(self) -> str:
        """The field a typed answer goes into; empty for kinds that are not typed in."""
        return TYPED.get(self.version.kind, "")

    @property
    def boxes(self) -> tuple[str, ...]:
        """The fields behind its boxes, in the order on paper; none for other kinds."""
        prefix = BOXED.get(self.version.kind)
        return tuple(f"{prefix}-{each}" for each, _words in self.view.options) if prefix else ()

    @property
    def is_marked(self) -> bool:
        """Whether it is answered in words or drawings, and marked on the paper."""
        return not (self.options or self.field or self.boxes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOnPaper:
    """One form: its questions in its order."""

    letter: str
    asked: tuple[AskedOnPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A question that is left out, with the reason."""

    version: QuestionVersion
    words: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    """What a test asks on paper, and what it cannot ask there."""

    versions: tuple[QuestionVersion, ...]
    left_out: tuple[Refused, ...] = ()
    # Those a fold sheet cannot have.
    not_in_teams: tuple[Refused, ...] = ()
    # Those whose answers are marked on the paper itself.
    by_hand: tuple[Refused, ...] = field(default=())


def content_for(
    versions: Sequence[QuestionVersion], *, pictures: Mapping[str, object]
) -> PaperContent:
    """What of a selection can be printed; ``pictures`` are the addresses that can be set."""
    reasons = [(version, _unprintable(version, pictures)) for version in versions]
    kept = tuple(version for version, why in reasons if not why)
    return PaperContent(
        versions=kept,
        left_out=_refused((version, why) for version, why in reasons if why),
        not_in_teams=_refused((version, why) for version in kept if (why := _not_folded(version))),
        by_hand=_refused((version, why) for version in kept if (why := _not_typed(version))),
    )


def form_of(versions: Sequence[QuestionVersion], letter: str, *, seed: str) -> FormOnPaper:
    """One form of a test; the same seed gives the same paper."""
    by_code = {version.code: version for version in versions}
    order = order_in(letter, list(by_code), seed=seed)
    return FormOnPaper(
        letter=letter,
        asked=tuple(
            asked_in(by_code[code], letter, number=number, seed=seed)
            for number, code in enumerate(order, 1)
        ),
    )


def forms_on_paper(
    versions: Sequence[QuestionVersion], order: PaperOrder, *, seed: str
) -> list[FormOnPaper]:
    """Every form of a test."""
    return [form_of(versions, letter, seed=seed) for letter in order.letters]


def asked_in(version: QuestionVersion, letter: str, *, number: int, seed: str) -> AskedOnPaper:
    """A question as a form asks it: its options turned on by one from form to form.

    How sure somebody is, paper does not ask: nobody would type it in.
    """
    if version.kind not in LETTERED:
        # Whatever is drawn or shuffled otherwise is each form's own.
        view = question_view(version, seed=f"paper:{seed}:{letter}")
        return AskedOnPaper(number=number, version=version, view=replace(view, certainty=False))
    view = question_view(version, seed=f"paper:{seed}")
    content = content_of(version)
    options = list(view.options)
    if version.kind == "true_false":
        # True comes first, as everybody expects.
        options.sort(key=lambda pair: pair[0] != "true")
    elif content.settings.shuffle:
        options = turned(options, letter)
    right = right_options(version)
    return AskedOnPaper(
        number=number,
        version=version,
        view=replace(view, options=tuple(options), certainty=False),
        options=tuple(option for option, _words in options),
        right=tuple(
            LETTERS[place] for place, (option, _words) in enumerate(options) if option in right
        ),
        several=version.kind == "multiple",
    )


def right_options(version: QuestionVersion) -> frozenset[str]:
    """The ids of what is right: worth the full mark, or a part of it where several are chosen."""
    return _right_in(content_of(version))


def _right_in(content: Content) -> frozenset[str]:
    several = content.kind == "multiple"
    return frozenset(
        option.id
        for option in content.options
        if (option.fraction > 0 if several else option.fraction >= FULL)
    )


def in_boxes(one: AskedOnPaper, *, order: Sequence[str], parts: Mapping[str, str]) -> str:
    """An answer as its boxes say it: places in an order, or the letters of what is joined."""
    letters = {
        value: letter for letter, (value, *_shown) in zip(LETTERS, one.view.choices, strict=False)
    }
    places = {option: str(place) for place, option in enumerate(order, 1)}
    return write_boxes(
        [
            places.get(option, "") or letters.get(parts.get(option, ""), "")
            for option, _words in one.view.options
        ]
    )


def key_in_boxes(one: AskedOnPaper) -> str:
    """What is right, in the same way."""
    options = content_of(one.version).options
    if BOXED.get(one.version.kind) == "order":
        return in_boxes(one, order=[each.id for each in options], parts={})
    return in_boxes(
        one, order=(), parts={each.id: " ".join(each.match.split()) for each in options}
    )


def can_fold(version: QuestionVersion) -> bool:
    """Whether a fold sheet can have this question."""
    return not _not_folded(version)


def beginning(version: QuestionVersion) -> str:
    """The first words of a question."""
    words = stem_in_words(content_of(version))
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _refused(pairs: Iterable[tuple[QuestionVersion, str]]) -> tuple[Refused, ...]:
    return tuple(
        Refused(version=version, words=beginning(version), why=why) for version, why in pairs
    )


def _unprintable(version: QuestionVersion, pictures: Mapping[str, object]) -> str:
    view = question_view(version, seed="paper")
    if view.picture and view.picture not in pictures:
        return _("Its picture is of a kind that cannot be printed.")
    if content_of(version).settings.picture and not view.picture:
        return _("Its picture is missing.")
    if "<video" in view.stem_html or "<audio" in view.stem_html:
        return _("It plays a film or sound.")
    return ""


def _not_folded(version: QuestionVersion) -> str:
    if version.kind not in LETTERED:
        return _("It has no letters to choose from.")
    # By its own key: one that was mended since changes no sheet that was printed.
    content = from_json(version.content)
    right = _right_in(content)
    if version.kind == "multiple" or len(right) > 1:
        return _("It has several right letters; a fold sheet uncovers one.")
    if len(content.options) > MOST_LETTERS:
        return _("It has more than six options.")
    return "" if right else _("It has no right letter.")


def _not_typed(version: QuestionVersion) -> str:
    if version.kind in LETTERED or version.kind in TYPED or version.kind in BOXED:
        return ""
    return _("It is answered on the question paper and marked there.")
