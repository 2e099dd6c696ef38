"""Static files under hashed names, JavaScript modules' imports included, and one look for all."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    from collections.abc import Iterator

# Every page has all of these, in this order; where names are hashed, as one file.
SHEETS = ("tokens", "base", "layout", "components", "forms", "parts", "blocks", "charts")
_LOOK = "core/look.css"


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no stubs
    """Hashes names, rewrites ``import`` in modules, and keeps compressed copies."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Put the look together first: on a slow line eight files cost eight turns."""
        if not dry_run:
            sheets = [Path(self.path(f"core/{name}.css")).read_text("utf-8") for name in SHEETS]
            Path(self.path(_LOOK)).write_text("\n".join(sheets), "utf-8")
            paths[_LOOK] = (self, _LOOK)
        yield from super().post_process(paths, dry_run, **options)


@lru_cache(maxsize=1)
def look() -> tuple[str, ...]:
    """The stylesheets of every page: one, or its parts where names are not hashed."""
    if isinstance(staticfiles_storage, HashedStaticFiles):
        return (_LOOK,)
    return tuple(f"core/{name}.css" for name in SHEETS)
