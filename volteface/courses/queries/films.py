"""Films as they are played: with captions, transcript, chapters, and questions at their times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.template.loader import render_to_string
from markupsafe import Markup

from volteface.core import markup, media_store
from volteface.courses.queries.files import asset_address, asset_path, assets_of
from volteface.courses.rules import captions
from volteface.courses.rules.blocks import StoredBlock, StoredMark
from volteface.courses.rules.document import EmbedBlock, VideoBlock
from volteface.courses.rules.embeds import embed_of
from volteface.courses.rules.film import kept_captions, time_text
from volteface.questions.queries import content_of, stem_in_words, versions_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.core.markup import Resolver
    from volteface.courses.models import Asset, Course
    from volteface.courses.rules.body import Piece
    from volteface.courses.rules.captions import Cue
    from volteface.questions.models import QuestionVersion

NO_HTML = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something at a second of a film: words, or the code of a question's version."""

    at: float
    time: str
    words: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A film to be played; without an address when its file is not there."""

    # Its file's name in the course: what was watched is kept under it.
    source: str
    title: str
    address: str
    media_type: str
    # As long as its file says; 0 when nobody can tell.
    seconds: float
    captions_address: str
    captions_language: str
    minutes: int
    transcript_html: Markup
    cues: tuple[Moment, ...]
    chapters: tuple[Moment, ...]
    questions: tuple[Moment, ...]
    # What its page calls it, so that a link can lead to it.
    anchor: str = ""
    html: Markup = NO_HTML

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to see but captions."""
        return self.media_type.startswith("audio/")


class FilmOf(Protocol):
    """Turns a stored film into one to be played."""

    def __call__(self, block: StoredBlock, anchor: str = "") -> Film:
        """``anchor`` is what its page calls it."""


def films(course: Course, steps: Sequence[Sequence[StoredBlock]]) -> FilmOf:
    """What turns a stored film into one to be played; two queries, none without films."""
    blocks = [block for step in steps for block in step if block.source or block.embed]
    names = {
        name for block in blocks for name in (block.source, kept_captions(block.captions)) if name
    }
    found = (
        {asset.name: asset for asset in assets_of(course).filter(name__in=names)} if names else {}
    )
    asked = {mark.version_id for block in blocks for mark in block.marks if mark.version_id}
    versions = versions_by_id(asked) if asked else {}

    def film_of(block: StoredBlock, anchor: str = "") -> Film:
        return _film(block, found, versions, language=course.language, anchor=anchor)

    return film_of


def stored_piece(piece: Piece, versions: Mapping[str, int], images: Resolver) -> StoredBlock:
    """A text, film or embed as an edition keeps it; ``versions`` are those it may ask, by key."""
    if isinstance(piece, VideoBlock):
        return StoredBlock(
            source=piece.source,
            title=piece.title,
            captions=piece.captions,
            minutes=piece.minutes,
            transcript_html=str(markup.html(piece.transcript, images)),
            marks=tuple(
                StoredMark(at=mark.at, chapter=mark.chapter, version_id=versions.get(mark.key, 0))
                for mark in piece.marks
                if mark.chapter or mark.key in versions
            ),
        )
    if isinstance(piece, EmbedBlock):
        return StoredBlock(
            embed=piece.url,
            title=piece.title,
            minutes=piece.minutes,
            transcript_html=str(markup.html(piece.transcript, images)),
        )
    return StoredBlock(html=str(markup.html(piece.markdown, images)))  # type: ignore[union-attr]  # a question's place is no piece of its own


def cues_of(asset: Asset | None) -> tuple[Cue, ...]:
    """The captions a file of the course holds; none when it cannot be read."""
    if asset is None:
        return ()
    try:
        data = media_store.file_at(asset_path(asset.sha256)).read_bytes()
        return captions.read(data)
    except (OSError, captions.CaptionsAreWrong):
        return ()


def _film(
    block: StoredBlock,
    found: Mapping[str, Asset],
    versions: Mapping[int, QuestionVersion],
    *,
    language: str,
    anchor: str,
) -> Film:
    asset, words = found.get(block.source), found.get(kept_captions(block.captions))
    film = Film(
        source=block.source,
        anchor=anchor,
        title=block.title,
        address=asset_address(asset) if asset else "",
        media_type=asset.media_type if asset else "",
        seconds=asset.seconds if asset else 0,
        captions_address=asset_address(words) if words else "",
        captions_language=language,
        minutes=block.minutes,
        transcript_html=Markup(block.transcript_html),  # noqa: S704 - sanitised when rendered
        cues=tuple(_cue(cue) for cue in cues_of(words)),
        chapters=tuple(
            Moment(at=mark.at, time=time_text(mark.at), words=mark.chapter)
            for mark in block.marks
            if mark.chapter
        ),
        questions=tuple(
            Moment(
                at=mark.at,
                time=time_text(mark.at),
                words=stem_in_words(content_of(versions[mark.version_id])),
                question=versions[mark.version_id].code,
            )
            for mark in block.marks
            if mark.version_id in versions
        ),
    )
    return _shown(film, block)


def _shown(film: Film, block: StoredBlock) -> Film:
    """The film with its HTML."""
    context: dict[str, object] = {"film": film}
    name = "courses/film.html"
    if block.embed:
        name = "courses/embed.html"
        context["embed"] = embed_of(block.embed, hosts=settings.EMBED_HOSTS)
        context["url"] = block.embed
    html = render_to_string(name, context, using="jinja2")
    fields = {name: getattr(film, name) for name in Film.__dataclass_fields__ if name != "html"}
    return Film(**fields, html=Markup(html))  # noqa: S704 - a template's output


def _cue(cue: Cue) -> Moment:
    return Moment(at=cue.start / 1_000, time=time_text(cue.start // 1_000), words=cue.words)
