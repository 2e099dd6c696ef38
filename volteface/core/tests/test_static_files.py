"""One look for every page, as one file where names are hashed."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles.finders import find

from volteface.core.static_files import SHEETS, HashedStaticFiles, look

FONT = b"a font"


def test_the_sheets_become_one_file_in_their_order(tmp_path: Path) -> None:
    storage = HashedStaticFiles(location=tmp_path, base_url="/static/")
    sheets = {name: Path(str(find(f"core/{name}.css"))).read_text("utf-8") for name in SHEETS}
    (tmp_path / "core" / "fonts").mkdir(parents=True)
    for name, text in sheets.items():
        (tmp_path / "core" / f"{name}.css").write_text(text, "utf-8")
    fonts = set(re.findall(r'url\("(fonts/[^"]+)"\)', "".join(sheets.values())))
    for font in fonts:
        (tmp_path / "core" / font).write_bytes(FONT)
    names = [f"core/{name}" for name in (*(f"{sheet}.css" for sheet in SHEETS), *fonts)]
    list(storage.post_process({name: (storage, name) for name in names}))
    made = (tmp_path / storage.stored_name("core/look.css")).read_text("utf-8")
    for font in fonts:
        stem, dot, ending = font.rpartition(".")
        assert re.search(rf'url\("{stem}\.\w+{dot}{ending}"\)', made), font
        made = re.sub(rf"{stem}\.\w+{dot}{ending}", font, made)
    assert made == "\n".join(sheets.values())


def test_where_names_are_not_hashed_the_sheets_are_as_they_are_written() -> None:
    assert look() == tuple(f"core/{name}.css" for name in SHEETS)
