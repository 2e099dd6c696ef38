"""A course's files: their addresses, and films with what goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from markupsafe import Markup

from volteface.core.errors import Missing
from volteface.core.lanes.media import address
from volteface.courses.models import Asset, Course

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    from volteface.courses.rules.blocks import StoredBlock

FOLDER = "courses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A film to be played; without an address when its file is not there."""

    # Its file's name in the course: notes on where somebody stopped are kept under it.
    source: str
    title: str
    address: str
    media_type: str
    captions_address: str
    captions_language: str
    minutes: int
    transcript_html: Markup
    html: Markup


@dataclass(frozen=True, slots=True)
class CourseFiles:
    """Resolves the names authors write; equal when the files are, so rendered text is cached."""

    addresses: tuple[tuple[str, str], ...]

    def __call__(self, name: str) -> str | None:
        return dict(self.addresses).get(name)


def images_of(course: Course) -> CourseFiles:
    """The resolver of a course's pictures and other files; one query."""
    return CourseFiles(tuple((asset.name, asset_address(asset)) for asset in assets_of(course)))


def images_of_bank(bank_id: int) -> CourseFiles:
    """The resolver of the course that owns a bank; one query."""
    assets = Asset.objects.filter(course__bank_id=bank_id, archived_at__isnull=True)
    return CourseFiles(
        tuple((asset.name, asset_address(asset)) for asset in assets.order_by("name"))
    )


def assets_of(course: Course) -> QuerySet[Asset]:
    """The course's files, by name."""
    return Asset.objects.filter(course=course, archived_at__isnull=True).order_by("name")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file as its authors see it, with the words that show it in a step."""

    asset: Asset
    address: str
    size: str
    is_picture: bool
    written: str


def file_rows(course: Course) -> list[FileRow]:
    """The course's files; one query."""
    return [
        FileRow(
            asset=asset,
            address=asset_address(asset),
            size=filesizeformat(asset.size),
            is_picture=asset.media_type.startswith("image/"),
            written=_written(asset),
        )
        for asset in assets_of(course)
    ]


def asset_for(course: Course, code: str) -> Asset:
    """The course's file with this code; raises ``Missing``."""
    asset = assets_of(course).filter(code=code).first()
    if asset is None:
        raise Missing
    return asset


def _written(asset: Asset) -> str:
    if asset.media_type.startswith("image/"):
        return f"![]({asset.name})"
    if asset.media_type.startswith("video/"):
        return f"::: video {asset.name}\n:::"
    if asset.media_type == "text/vtt":
        return f"captions={asset.name}"
    return f"[{asset.name}]({asset.name})"


def asset_path(sha256: str) -> str:
    """Where a file with this content is kept, below the media folder."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}"


def asset_address(asset: Asset) -> str:
    """Where the file is fetched; the address itself is the permission."""
    return address(asset_path(asset.sha256), name=asset.name)


def films(course: Course, steps: Sequence[Sequence[StoredBlock]]) -> Callable[[StoredBlock], Film]:
    """What turns a stored film into one to be played; one query, none without films."""
    blocks = [block for step in steps for block in step if block.source]
    names = {name for block in blocks for name in (block.source, block.captions) if name}
    found = (
        {asset.name: asset for asset in assets_of(course).filter(name__in=names)} if names else {}
    )

    def film_of(block: StoredBlock) -> Film:
        asset, captions = found.get(block.source), found.get(block.captions)
        facts = {
            "source": block.source,
            "title": block.title,
            "address": asset_address(asset) if asset else "",
            "media_type": asset.media_type if asset else "",
            "captions_address": asset_address(captions) if captions else "",
            "captions_language": course.language,
            "minutes": block.minutes,
            "transcript_html": Markup(block.transcript_html),  # noqa: S704 - sanitised when rendered
        }
        html = render_to_string("courses/film.html", {"film": facts}, using="jinja2")
        return Film(**facts, html=Markup(html))  # type: ignore[arg-type]  # noqa: S704 - a template's output

    return film_of
