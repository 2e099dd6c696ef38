"""Markdown becomes HTML that runs nothing, loads nothing from elsewhere and is quick (T06, T29)."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.core import formulas, markup


def files(name: str) -> str | None:
    """Two files are there."""
    return {"my picture.png": "/media/1", "hand.pdf": "/media/2"}.get(name)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Title", "<h2>Title</h2>"),
        ("![A *b*](<my picture.png>)", '<img src="/media/1" alt="A b">'),
        ("![A](https://e.example/x.png)", '<span class="missing-file">[A]</span>'),
        ("[h](hand.pdf)", '<a href="/media/2" rel="noopener noreferrer">h</a>'),
        ("[h](https://a.b)", '<a href="https://a.b" rel="noopener noreferrer">h</a>'),
        ("[h](/account/)", '<a rel="noopener noreferrer">h</a>'),
        ("<b onclick=x>b</b><script>x</script>", "<b>b</b>"),
        ('<span class="button">a</span>', "<span>a</span>"),
        ("|a|\n|-:|\n|1|", '<td class="align-end">1</td>'),
        ("```py\nx<1\n```", '<code class="language-py">x&lt;1'),
        ("$x^2$", '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'),
        ("$5 and $10", "$5 and $10"),
        ("$$\nx\n$$", '<math display="block">'),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert html in markup.html(text, files)


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<iframe src=//e.example></iframe><object data=x><embed src=x>",
        "<style>*{}</style><link rel=stylesheet href=//e.example>",
        "$\\href{javascript:alert(1)}{x}$ $\\text{<img src=x onerror=alert(1)>}$",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "<form action=/x><input name=q><button>b</button></form>",
    ],
)
def test_what_is_hostile_is_gone(text: str) -> None:
    html = markup.html(text, files).lower()
    for harm in ("<script", "<iframe", "<object", "<style", "<form", "<svg", "<link", "<input"):
        assert harm not in html
    for tag in html.split("<")[1:]:
        inside = tag.split(">")[0]
        assert "onerror" not in inside
        assert "javascript:" not in inside
        assert "style=" not in inside


@settings(max_examples=200)
@given(st.text(st.sampled_from("<>&\"'=/\\`$*_[]()!#-| \nabimgsrconerrorstyle{}^"), max_size=120))
def test_any_text_gives_html_without_handlers_or_styles(text: str) -> None:
    html = markup.html(text, files)
    for tag in html.split("<")[1:]:
        inside = tag.split(">")[0]
        assert " on" not in inside.replace(" one", "").lower() or "=" not in inside
        assert "style=" not in inside
    assert markup.plain(text) is not None


def test_words_alone_are_on_one_line() -> None:
    assert markup.plain("# A **b**\n\n- `c` ![d](e)\n\n$f$") == "A b c d f"
    assert markup.inline("One *line*") == "One <em>line</em>"
    assert markup.inline("Two\n\nlines").startswith("<p>")


@pytest.mark.parametrize("source", ["x" * 2_001, "\\frac", "{" * 900, "\\begin{matrix}" * 100])
def test_a_formula_that_cannot_be_drawn_shows_its_source(source: str) -> None:
    assert formulas.mathml(source, block=False).startswith('<code class="formula-source">')


@pytest.mark.parametrize("text", ["$x$ is 5", "$x$ and \\\\", "$x$", "2 $x$ 2", "- $x$ 1"])
def test_a_formula_is_drawn_wherever_in_its_line_it_stands(text: str) -> None:
    assert "<math" in markup.html(text)


@pytest.mark.parametrize("text", ["\\$x$ is", "5$x$", "$x$5", "5 $ and 6 $", "$ x$"])
def test_other_dollar_signs_stay_signs(text: str) -> None:
    assert "<math" not in markup.html(text)


def test_a_slow_formula_is_given_up() -> None:
    before = time.perf_counter()
    formulas.mathml("\\left(" * 300 + "x^{" * 20, block=False)
    assert time.perf_counter() - before < 1


@pytest.mark.parametrize("text", ["[" * 20_000, ">" * 20_000, "*a " * 20_000, "- " * 20_000])
def test_huge_input_takes_less_than_two_seconds(text: str) -> None:
    before = time.perf_counter()
    markup.html(text)
    assert time.perf_counter() - before < 2
