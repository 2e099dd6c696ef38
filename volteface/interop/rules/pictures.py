"""Pictures of office documents in a form that courses keep."""

from __future__ import annotations

import io
import warnings
from pathlib import PurePosixPath

from PIL import Image

from volteface.interop.rules.html_text import own_name

_KEPT = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".gif": b"GIF8", ".webp": b"RIFF"}
_SAME = {".jpeg": ".jpg", ".jpe": ".jpg", ".jfif": ".jpg"}
_TURNED = {".bmp", ".dib", ".tif", ".tiff"}
_LARGEST = 4_500_000
_MOST_PIXELS = 50_000_000
# Wide enough for a projector.
_WIDEST = 2_000


def fitting(name: str, data: bytes) -> tuple[str, bytes] | None:
    """The picture under a name of its own, turned or made smaller where it must; else nothing."""
    path = PurePosixPath(name)
    suffix = _SAME.get(path.suffix.lower(), path.suffix.lower())
    begins = _KEPT.get(suffix)
    if begins is not None and data.startswith(begins) and len(data) <= _LARGEST:
        return own_name(f"{path.stem}{suffix}", data), data
    if suffix not in _KEPT and suffix not in _TURNED:
        return None
    return _turned(path.stem, data)


def _turned(stem: str, data: bytes) -> tuple[str, bytes] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return None
                seen = picture.has_transparency_data
                turned = picture.convert("RGBA" if seen else "RGB")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return None
    turned.thumbnail((_WIDEST, _WIDEST))
    written = io.BytesIO()
    turned.save(written, "PNG" if seen else "JPEG", quality=88)
    made = written.getvalue()
    return own_name(f"{stem}.{'png' if seen else 'jpg'}", made), made
