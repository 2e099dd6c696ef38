"""HTML typed in place or pasted becomes Markdown that shows the same, and runs nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from volteface.core import markup
from volteface.core.html_as_markdown import looks_same, markdown_of


def images(name: str) -> str | None:
    return f"/media/{name}" if name.endswith(".png") else None


def round_of(markdown: str) -> str:
    return markdown_of(
        markup.editable(markdown, images),
        names={"/media/a.png": "a.png", "/media/b c.png": "b c.png"},
    ).markdown


@pytest.mark.parametrize(
    "markdown",
    [
        "Plain words.",
        "## Heading\n\nA **bold** and *italic* and `code` and [link](https://example.org/a).",
        "***both*** and **bold *and* italic** and *italic **and** bold* and **_x_**",
        "- one\n- two\n  - deeper\n  - deepest\n- three",
        "1. one\n2. two\n\n   with more\n3. three",
        "3. three\n4. four",
        "> A quote\n>\n> of two paragraphs",
        "> - a list\n> - in a quote",
        "A line\\\nand another",
        "| a | b |\n|:--|--:|\n| 1 \\| x | **2** |",
        "$x^2$ and $a_1$, not 5 $ and 6 $",
        "![A cat](a.png)",
        'Before ![](a.png "decorative") after ![A](<b c.png>)',
        "~~gone~~ H<sub>2</sub>O",
        "2 * 3 * 4, snake_case_name, _ alone, a_b, <tag>, &amp;, \\* \\[x\\](y)",
        "1\\. not a list\n\n\\- nor this\n\n\\# nor a heading\n\n\\> nor a quote",
        "*a*b and **a**b",
        "---",
        "- a\n\n* b",
        "Say [it \\[so\\]](https://example.org/x_(y))",
        "`` a`b `` and ` `` `",
        "## C \\#",
        "\\{{ question q1 }}",
        "\\::: video x",
        "$\\\\$ and \\$",
        "$\\_$\\\\",
        "$x^2$ is 5",
        "Wait… «\u00a0oui\u00a0» 10\u202f%\u00a0?",
    ],
)
def test_what_is_edited_in_place_shows_the_same_after_a_round(markdown: str) -> None:
    again = round_of(markdown)
    assert looks_same(markup.html(again, images), markup.html(markdown, images))
    assert round_of(again) == again


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


WORDS = st.text(alphabet="ab _*`[]()<>!#\\$&|~-+.1{}:é«", min_size=1, max_size=12)
INLINE = st.recursive(
    WORDS.map(_text),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        *(inner.map(lambda text, tag=tag: f"<{tag}>{text}</{tag}>") for tag in ("strong", "em")),
    ),
    max_leaves=5,
)


BLOCK = st.one_of(
    INLINE.map(lambda text: f"<p>{text}</p>"),
    INLINE.map(lambda text: f"<h3>{text}</h3>"),
    st.lists(INLINE, min_size=1, max_size=3).map(
        lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    ),
    st.lists(INLINE, min_size=1, max_size=2).map(
        lambda cells: (
            "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
        )
    ),
    INLINE.map(lambda text: f"<blockquote><p>{text}</p></blockquote>"),
)


@settings(max_examples=150, deadline=None)
@example("<p>$\\_$\\</p>")
@example("<p>$\\~$ |\\</p>")
@example("<table><tr><td>$\\_$|11</td></tr></table>")
@given(st.lists(BLOCK, min_size=1, max_size=4).map("".join))
def test_no_word_is_lost_whatever_was_typed(html: str) -> None:
    written = markdown_of(html).markdown
    said = "".join(re.sub(r"<[^>]*>", "", html).split())
    said = said.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    rendered = re.sub(r"<annotation.*?</annotation>", "", str(markup.html(written)))
    if "<math" in rendered or "formula-source" in rendered:
        return
    text = re.sub(r"<[^>]*>", "", rendered)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\xa0", "")
    assert "".join(text.split()) == said.replace("\xa0", "")


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {margin:0}</style>
</head><body lang=EN-GB><!--StartFragment-->
<p class=MsoTitle>Spacing<o:p></o:p></p>
<h1>Why gaps <span style='mso-spacerun:yes'>  </span>help</h1>
<p class=MsoNormal>Leave a <b>gap</b>, <i style='mso-bidi-font-style:normal'>always</i>.
<a href="https://example.org/">More</a><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span><![endif]>First</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp;</span></span>Deeper</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Numbered</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>When</b></p></td>
<td><p class=MsoNormal>What</p></td></tr><tr><td><p>1 | 2</p></td><td><p>a</p><p>b</p></td></tr>
</table><script>alert(1)</script>
<p><img width=10 src="file:///C:/Users/x/clip_image001.png" alt="A curve"></p>
<!--EndFragment--></body></html>"""


def test_what_a_word_processor_puts_on_the_clipboard_keeps_its_structure() -> None:
    converted = markdown_of(WORD, pasted=True)
    assert converted.markdown == (
        "## Spacing\n\n## Why gaps help\n\nLeave a **gap**, *always*. [More](https://example.org/)"
        "\n\n- First\n  - Deeper\n1. Numbered\n\n"
        "| **When** | What |\n| --- | --- |\n| 1 \\| 2 | a<br>b |\n\nA curve"
    )
    assert converted.left_out == 1


def test_looks_that_mean_something_become_what_they_mean() -> None:
    docs = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span '
        'style="font-weight:400">Gaps</span></h2><p dir="ltr"><span style="font-weight:700">Bold'
        '</span><span style="font-style:italic"> it</span> <span style="text-decoration:'
        'line-through">gone</span></p><ul><li dir="ltr"><p>one</p></li><ul><li><p>two</p></li>'
        "</ul></ul></b>"
    )
    assert markdown_of(docs, pasted=True).markdown == (
        "## Gaps\n\n**Bold** *it* ~~gone~~\n\n- one\n\n  - two"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg><script>alert(1)</script></svg>",
        "<p style='background:url(javascript:alert(1))'>x</p>",
        "<<script>script>alert(1)<</script>/script>",
        "<span data-source='</span><script>alert(1)</script>'>y</span>",
        "<pre>```\n<script>alert(1)</script></pre>",
    ],
)
def test_nothing_hostile_runs_after_a_round(html: str) -> None:
    rendered = markup.html(markdown_of(html, pasted=True).markdown)
    assert not re.search(r"<script|javascript:|onerror=[^\"]*>|<svg", rendered.lower()), rendered


def test_a_formula_carries_what_was_typed_for_it() -> None:
    html = markup.editable("Let $x<y$ be.")
    assert 'data-source="x&lt;y"' in html
    assert "<math" in html
    assert markdown_of(html).markdown == "Let $x<y$ be."
