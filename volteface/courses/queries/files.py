"""A course's files and their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat

from volteface.core.errors import Missing
from volteface.core.lanes.media import address
from volteface.courses.models import Asset, Course

if TYPE_CHECKING:
    from django.db.models import QuerySet

FOLDER = "courses"


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


def pictures_of_bank(bank_id: int) -> list[str]:
    """The names of the pictures of the course that owns a bank."""
    assets = Asset.objects.filter(course__bank_id=bank_id, archived_at__isnull=True)
    pictures = assets.filter(media_type__startswith="image/").order_by("name")
    return list(pictures.values_list("name", flat=True))


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
    is_film: bool
    written: str


def file_rows(course: Course) -> list[FileRow]:
    """The course's files; one query."""
    return [
        FileRow(
            asset=asset,
            address=asset_address(asset),
            size=filesizeformat(asset.size),
            is_picture=asset.media_type.startswith("image/"),
            is_film=asset.media_type.startswith(("video/", "audio/")),
            written=written(asset),
        )
        for asset in assets_of(course)
    ]


def asset_for(course: Course, code: str) -> Asset:
    """The course's file with this code; raises ``Missing``."""
    asset = assets_of(course).filter(code=code).first()
    if asset is None:
        raise Missing
    return asset


def written(asset: Asset) -> str:
    """The Markdown that shows a file in a step."""
    if asset.media_type.startswith("image/"):
        return f"![]({asset.name})"
    if asset.media_type.startswith(("video/", "audio/")):
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
