"""Markdown as sanitised HTML: formulas become MathML, pictures come from the course's own files.

Whatever was typed, the result runs nothing and loads nothing from elsewhere: raw HTML passes an
allow-list, links are http(s) or mail, and a picture whose name nobody knows becomes its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from volteface.core.dollar_signs import read_first_signs_too
from volteface.core.formulas import mathml

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

# Gives the address of a file by the name authors write, or None when there is no such file.
# It must be hashable: rendered text is cached under it.
type Resolver = Callable[[str], str | None]

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li"),
    *("em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "kbd", "q"),
    *("a", "img", "abbr", "cite", "dfn", "samp", "var", "dl", "dt", "dd", "figure", "figcaption"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "details", "summary"),
    *("span", "div", "bdi", "ruby", "rt", "rp"),
}
_MATHML_TAGS = {
    *("math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "msup", "msub", "msubsup"),
    *("mfrac", "msqrt", "mroot", "mover", "munder", "munderover", "mmultiscripts", "mprescripts"),
    *("mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose", "mfenced", "none"),
}
_MATHML_ATTRIBUTES = {
    *("mathvariant", "stretchy", "fence", "form", "separator", "lspace", "rspace", "accent"),
    *("displaystyle", "scriptlevel", "columnalign", "rowspacing", "columnspacing", "notation"),
    *("linethickness", "width", "height", "depth", "voffset", "movablelimits", "minsize"),
    *("maxsize", "symmetric", "largeop", "accentunder", "open", "close", "separators"),
    *("columnlines", "rowlines", "dir"),
}
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "abbr": {"title"},
    "th": {"scope", "colspan", "rowspan", "class"},
    "td": {"colspan", "rowspan", "class"},
    "ol": {"start", "reversed"},
    "details": {"open"},
    "code": {"class"},
    "span": {"class", "lang", "dir"},
    "div": {"class", "lang", "dir"},
    "p": {"lang", "dir"},
    "math": {"display"},
} | {tag: _MATHML_ATTRIBUTES | {"display"} for tag in _MATHML_TAGS}
# Our own classes only: text must not dress up as a part of the page.
_CLASS = re.compile(
    r"(language-[\w+#.-]{1,30}|align-(start|center|end)|formula(-block|-source)?|missing-file)"
)
_ABSOLUTE = re.compile(r"(https?|mailto):", re.IGNORECASE)
# The title that says a picture is there for its looks: ``![](rule.png "decorative")``.
DECORATIVE = "decorative"
_TYPED_FORMULA = re.compile(r'<span class="formula-source">([^<]*)</span>')
_STRETCHES = {
    "heading_open": "heading",
    "fence": "code",
    "code_block": "html",
    "html_block": "html",
    "table_open": "table",
    "math_block": "formula",
}
_SINGLE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p[ >]).)*)</p>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as a text asks for it; one that says nothing is decorative only when told so."""

    name: str
    words: str
    title: str = ""
    is_decorative: bool = False


def no_images(name: str) -> str | None:  # noqa: ARG001 - it knows no file, whatever the name
    """The resolver of text that has no files of its own."""
    return None


@lru_cache(maxsize=4096)
def html(markdown: str, images: Resolver = no_images) -> Markup:
    """Render and sanitise; the result may be put into a page as it is."""
    rendered = _PARSER.render(_safe_text(markdown), {"images": images})
    return _clean(rendered, images)


@lru_cache(maxsize=4096)
def inline(markdown: str, images: Resolver = no_images) -> Markup:
    """Like ``html``, but one lone paragraph loses its ``<p>``, as a label or a heading needs it."""
    whole = html(markdown, images)
    lone = _SINGLE_PARAGRAPH.fullmatch(whole)
    return Markup(lone.group(1)) if lone else whole  # noqa: S704 - a part of sanitised HTML


@lru_cache(maxsize=4096)
def plain(markdown: str) -> str:
    """The words alone, on one line: for titles, mails, search and tables."""
    words: list[str] = []
    for token in _PARSER.parse(_safe_text(markdown)):
        if token.children is not None:
            words.extend(_words_of(child) for child in token.children)
            words.append(" ")
        elif token.type in {"fence", "code_block", "math_block", "math_block_label"}:
            words.append(token.content + " ")
    return " ".join("".join(words).split())


@lru_cache(maxsize=4096)
def editable(markdown: str, images: Resolver = no_images) -> Markup:
    """Like ``html``, for editing in place: a formula also carries what was typed for it."""
    rendered = _PARSER.render(_safe_text(markdown), {"images": images, "editable": True})
    return Markup(_TYPED_FORMULA.sub(_formula_to_edit, _clean(rendered, images)))  # noqa: S704 - sanitised, and each formula is sanitised again


def stretches(markdown: str) -> tuple[tuple[str, int, int], ...]:
    """The top-level parts of a text: what each is, its first line and the line after its last.

    ``text`` (paragraphs, headings, lists, quotes, rules), ``heading``, ``code``, ``table``,
    ``formula``, ``picture`` (alone in its paragraph) or ``html``. Lines between are blank, or
    define links.
    """
    tokens = _PARSER.parse(_safe_text(markdown))
    found = []
    for index, token in enumerate(tokens):
        if token.level or token.map is None:
            continue
        kind = _STRETCHES.get(token.type, "text")
        if token.type == "paragraph_open" and _is_lone_picture(tokens[index + 1]):
            kind = "picture"
        found.append((kind, token.map[0], token.map[1]))
    return tuple(found)


def pictures_in(markdown: str) -> tuple[Picture, ...]:
    """Every picture of a text, in order."""
    inline = (token for token in _PARSER.parse(_safe_text(markdown)) if token.children)
    children = (child for token in inline for child in token.children or ())
    return tuple(_picture(child) for child in children if child.type == "image")


def _picture(token: Token) -> Picture:
    title = str(token.attrs.get("title", ""))
    return Picture(
        name=unquote(str(token.attrs.get("src", ""))),
        words=" ".join(token.content.split()),
        title="" if title == DECORATIVE else title,
        is_decorative=title == DECORATIVE,
    )


def _is_lone_picture(inline: Token) -> bool:
    children = inline.children or []
    return len(children) == 1 and children[0].type == "image"


def _formula_to_edit(match: re.Match[str]) -> str:
    typed = match[1]
    shown = inline(f"${unescape(typed)}$")
    return f'<span class="formula" contenteditable="false" data-source="{typed}">{shown}</span>'


def _words_of(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.type in {"text", "text_special", "code_inline", "image"}:
        return token.content
    return token.content if token.type.startswith("math_inline") else ""


def _safe_text(text: str) -> str:
    # A lone surrogate cannot be encoded, and NUL ends strings in some libraries.
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _clean(rendered: str, images: Resolver) -> Markup:
    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return value if _CLASS.fullmatch(value) else None
        if tag == "img" and name == "src":
            return _address(value, images)
        if tag == "a" and name == "href":
            return value if _ABSOLUTE.match(value) else _address(value, images)
        return value

    cleaned = nh3.clean(
        rendered,
        tags=_TAGS | _MATHML_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    return Markup(cleaned)  # noqa: S704 - nh3 has cleaned it


def _address(name: str, images: Resolver) -> str | None:
    # Markdown writes "my picture.png" as "my%20picture.png".
    return images(name) or images(unquote(name))


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    name = str(token.attrs.get("src", ""))
    words = renderer.renderInlineAsText(token.children or [], options, env)
    if _address(name, env.get("images", no_images)) is None:
        return f'<span class="missing-file">[{escape(words or name)}]</span>'
    title = str(token.attrs.get("title", ""))
    if title == DECORATIVE and not words and not env.get("editable"):
        title = ""
    titled = f' title="{escape(title)}"' if title else ""
    return f'<img src="{escape(name)}" alt="{escape(words)}"{titled}>'


def _formula(_r: object, tokens: Sequence[Token], index: int, _o: object, env: EnvType) -> str:
    if env.get("editable"):
        typed = escape(tokens[index].content)
        return f'<span class="formula-source">{typed}</span>'
    return mathml(tokens[index].content, block=False)


def _formula_block(_r: object, tokens: Sequence[Token], index: int, *_: Any) -> str:
    return f"<p>{mathml(tokens[index].content, block=True)}</p>\n"


def _tidy_tokens(state: Any) -> None:
    """The page owns the first heading level, and the policy forbids the style attribute."""
    for token in state.tokens:
        if token.tag == "h1":
            token.tag = "h2"
        style = str(token.attrs.pop("style", ""))
        for side, name in (("left", "start"), ("center", "center"), ("right", "end")):
            if style.endswith(side):
                token.attrs["class"] = f"align-{name}"


def _build() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    read_first_signs_too(parser)
    parser.core.ruler.push("tidy_tokens", _tidy_tokens)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("math_inline", _formula)
    parser.add_render_rule("math_inline_double", _formula_block)
    parser.add_render_rule("math_block", _formula_block)
    return parser


_PARSER = _build()
