"""One's own notes: beside a step, and all of them as a page or a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.errors import Missing
from volteface.core.folding import folded
from volteface.core.phrases import address
from volteface.core.tree import paragraphs
from volteface.courses.queries import edition_steps
from volteface.learning.models import Note
from volteface.learning.rules.passages import Passage, Spot, spot_of
from volteface.timetable.queries import cycles_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from volteface.accounts.models import Subject
    from volteface.core.models import ArchivableQuerySet
    from volteface.courses.models import Edition
    from volteface.courses.queries import StepView
    from volteface.timetable.queries import CycleView

MOST_LISTED = 500
_FIRST_WORDS = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note as its writer sees it."""

    code: str
    kind: str
    label: str
    text: str
    quote: str
    second: int | None
    made_at: dt.datetime
    # Where the passage stands now; nothing for the step as a whole and for what is gone.
    spot: Spot | None
    # Its passage was edited away: the words are kept here only.
    is_lost: bool
    cohort_code: str
    cohort: str
    module: str
    step: str
    # The step's page at the passage; empty when the learner may not open it any more.
    url: str

    @property
    def clock(self) -> str:
        """The film's moment as ``1:05``."""
        return "" if self.second is None else f"{self.second // 60}:{self.second % 60:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a step to choose from: its number and first words."""

    number: int
    words: str


def note_for(subject: Subject, code: str) -> Note:
    """The subject's own note; raises `Missing` for anybody else's."""
    note = _own(subject).filter(code=code).first()
    if note is None:
        raise Missing
    return note


def step_of(view: CycleView, key: str) -> StepView:
    """The published step called ``key``; raises `Missing`."""
    for step in _steps(view.module.published):
        if step.key == key:
            return step
    raise Missing


def texts_of(step: StepView) -> tuple[str, ...]:
    """The step's paragraphs as both the page's script and the rules count them."""
    return tuple(
        text for block in step.blocks if not block.version_id for text in paragraphs(block.html)
    )


def paragraphs_of(step: StepView) -> list[Paragraph]:
    """The step's paragraphs to choose one from, by their first words."""
    return [
        Paragraph(number=number, words=_shortened(text))
        for number, text in enumerate(texts_of(step))
        if text
    ]


def notes_at(view: CycleView, subject: Subject, key: str) -> list[NoteView]:
    """The subject's notes at a step, in the order of the text; one query."""
    texts = texts_of(step_of(view, key))
    rows = _own(subject).live().filter(cycle=view.cycle, step_key=key).order_by("made_at", "pk")
    views = [_note_view(row, texts, opens=True) for row in rows]
    return sorted(views, key=_place)


def notes_of(
    subject: Subject, at: dt.datetime, *, cohort: str = "", words: str = ""
) -> list[NoteView]:
    """All of one's notes, the newest first, of one cohort and with all these words if asked."""
    open_ones = {view.cycle.pk for view in cycles_of(subject, at)}
    rows = _own(subject).live().order_by("-changed_at", "-pk")
    if cohort:
        rows = rows.filter(cycle__cohort__code=cohort)
    wanted = folded(words).split()
    views = (
        _note_view(row, _texts(row), opens=row.cycle_id in open_ones) for row in rows.iterator(200)
    )
    found = (view for view in views if all(word in _searched(view) for word in wanted))
    return [view for view, _number in zip(found, range(MOST_LISTED), strict=False)]


def noted_cohorts(subject: Subject) -> list[tuple[str, str]]:
    """The code and title of each cohort one has notes in."""
    rows = _own(subject).live().order_by("cycle__cohort__title")
    return list(rows.values_list("cycle__cohort__code", "cycle__cohort__title").distinct())


def as_markdown(notes: Iterable[NoteView], *, title: str) -> str:
    """The notes as one Markdown file, module by module and step by step."""
    lines = [f"# {title}"]
    module = step = ""
    for note in sorted(notes, key=lambda note: (note.cohort, note.module, note.step)):
        if note.module != module:
            module, step = note.module, ""
            lines.append(f"## {note.module} ({note.cohort})")
        if note.step != step:
            step = note.step
            lines.append(f"### {note.step}")
        if note.quote:
            lines.append("\n".join(f"> {line}" for line in note.quote.splitlines()))
        said = " ".join(filter(None, (f"[{note.clock}]" if note.clock else "", note.text)))
        if said or not note.quote:
            lines.append(said or f"*{note.label}*")
    return "\n\n".join(lines) + "\n"


def _own(subject: Subject) -> ArchivableQuerySet[Note]:
    return Note.objects.filter(subject=subject).select_related(
        "cycle__module__published", "cycle__module__course", "cycle__cohort"
    )


def _steps(edition: Edition | None) -> Sequence[StepView]:
    return edition_steps(edition) if edition is not None else ()


def _texts(note: Note) -> tuple[str, ...]:
    steps = _steps(note.cycle.module.published)
    return next((texts_of(step) for step in steps if step.key == note.step_key), ())


def _note_view(note: Note, texts: Sequence[str], *, opens: bool) -> NoteView:
    has_place = bool(note.quote) or note.block is not None
    passage = Passage(quote=note.quote, prefix=note.prefix, suffix=note.suffix, block=note.block)
    spot = spot_of(passage, texts) if has_place else None
    cycle = note.cycle
    titles = {step.key: step.title for step in _steps(cycle.module.published)}
    url = address("learning:step", cycle.code, note.step_key)
    return NoteView(
        code=note.code,
        kind=note.kind,
        label=str(note.get_kind_display()),
        text=note.text,
        quote=note.quote,
        second=note.second,
        made_at=note.made_at,
        spot=spot,
        is_lost=has_place and spot is None,
        cohort_code=cycle.cohort.code,
        cohort=cycle.cohort.title,
        module=cycle.module.title,
        step=titles.get(note.step_key, note.step_key),
        url=f"{url}#n-{note.code}" if opens and note.step_key in titles else "",
    )


def _place(note: NoteView) -> tuple[int, int]:
    return (note.spot.block, note.spot.start) if note.spot else (-1, 0)


def _searched(note: NoteView) -> str:
    return folded(f"{note.text} {note.quote} {note.module} {note.step}")


def _shortened(text: str) -> str:
    if len(text) <= _FIRST_WORDS:
        return text
    return text[:_FIRST_WORDS].rsplit(" ", 1)[0] + "…"
