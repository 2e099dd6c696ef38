"""Icons exist, components render, tokens are the only colours."""

import re
from pathlib import Path

import pytest
from django.test import Client

from volteface.core.icons import icon, shape

PACKAGE = Path(__file__).resolve().parents[2]
ICON = re.compile(r"""\bicon\(\s*"([a-z0-9-]+)"|icon(?:_name)?="([a-z0-9-]+)\"""")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?:^|[\s;{])(?:left|right|top|bottom|width|height|"
    r"min-width|max-width|min-height|max-height)\s*:"
)


def test_every_icon_that_templates_name_exists() -> None:
    named = set()
    for template in PACKAGE.glob("*/jinja2/**/*.html"):
        for match in ICON.finditer(template.read_text("utf-8")):
            named.add((match[1] or match[2], template.name))
    for name, where in sorted(named):
        assert "<svg" in icon(name), where


def test_an_icon_is_hidden_unless_it_is_labelled() -> None:
    assert 'aria-hidden="true"' in icon("mail")
    assert 'aria-label="a &lt;b&gt;"' in icon("mail", label="a <b>")
    assert "<circle" in shape("ready")


@pytest.mark.parametrize(
    "sheet", sorted(PACKAGE.glob("*/static/**/*.css")), ids=lambda path: path.name
)
def test_stylesheets_take_colours_from_tokens_and_directions_from_the_text(sheet: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    if sheet.name != "tokens.css":
        assert COLOUR.findall(css) == []
    assert PHYSICAL.findall(css) == []
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("variant", ["plain", "long", "rtl", "nonsense"])
def test_the_styleguide_shows_every_component(variant: str) -> None:
    response = Client().get("/styleguide/", {"variant": variant})
    assert response.status_code == 200
    html = response.content.decode()
    assert "style=" not in html
    assert html.count('class="theme-panel') == 2


def test_the_styleguide_is_only_read() -> None:
    assert Client().post("/styleguide/").status_code == 405
