"""PDF by Typst: templates are ours, everything people wrote reaches them as data only."""

from __future__ import annotations

import json
import tempfile
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

from volteface.core import faces
from volteface.core.errors import DomainError

_PACKAGE = Path(__file__).resolve().parents[1]


class Unprintable(DomainError):
    """The text holds characters that no installed face has."""


def render(
    template: str, data: dict[str, object], *, files: dict[str, bytes] | None = None
) -> bytes:
    """Compile ``<app>/typst/<name>.typ``, given as ``app/name.typ``; it reads ``data.json``.

    ``files`` are pictures (SVG, PNG) the template reads by name. Raises ``Unprintable``.
    """
    app, name = template.split("/", 1)
    with tempfile.TemporaryDirectory(prefix="typst-") as folder:
        root = Path(folder)
        (root / "main.typ").write_bytes((_PACKAGE / app / "typst" / name).read_bytes())
        for shared in (_PACKAGE / "core" / "typst").glob("*.typ"):
            (root / shared.name).write_bytes(shared.read_bytes())
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False, default=str), "utf-8")
        for file_name, content in (files or {}).items():
            (root / Path(file_name).name).write_bytes(content)
        return bytes(_compiler_fonts().compile(root / "main.typ", root))


def render_illustrated(template: str, data: dict[str, object], *, files: dict[str, bytes]) -> bytes:
    """Like ``render`` of data with ``pictures``: set without them when one cannot be read."""
    try:
        return render(template, data, files=files)
    except typst.TypstError:
        return render(template, data | {"pictures": False}, files=files)


class _Compiler:
    """Compiles with our faces only, so that paper looks the same on every machine."""

    def __init__(self, font_paths: list[str]) -> None:
        self._fonts = typst.Fonts(
            font_paths=font_paths, include_system_fonts=False, include_embedded_fonts=True
        )

    def compile(self, main: Path, root: Path) -> bytes:
        compiler = typst.Compiler(str(main), root=str(root), font_paths=self._fonts)
        output = compiler.compile(format="pdf")
        if not isinstance(output, bytes):
            message = "typst returned no document"
            raise TypeError(message)
        return output


@lru_cache(maxsize=1)
def _compiler_fonts() -> _Compiler:
    return _Compiler([str(Path(settings.BUILD_DIR) / "fonts"), *faces.extra_folders()])
