"""Links and pictures of a lesson's text: what leads into the lesson's folder is found or named."""

from __future__ import annotations

import hashlib
import posixpath
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from volteface.core.words import N_
from volteface.interop.parsed import File, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_PICTURE = N_(
    "The picture is not in the lesson. Add it to the course's files under its own name."
)
NO_FILE = N_("Files to download do not come in. Add it to the course's files.")
FAR_PICTURE = N_("The picture is on another site; a link to it came in.")

_SPAN = re.compile(r"(?<!`)(`{1,9})(?!`)(?:(?!\n\n).){1,1000}?(?<!`)\1(?!`)", re.DOTALL)
_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]]{0,2000})\]\(\s*<?(?P<path>[^)\s>]{1,1000})>?(?:\s+\"[^\"]*\")?\s*\)"
    r"(?:\{(?P<more>[^}]{0,2000})\})?"
)
_TAG_IMAGE = re.compile(r"<img\s(?P<attributes>[^>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?P<name>\w+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\]]{1,1000})\]\(\s*<?(?P<path>[^)\s>]{1,1000})>?[^)]{0,300}\)(?:\{[^}]{0,300}\})?"
)
_REFERENCE = re.compile(
    r"(?<!!)\[(?P<words>[^\]]{1,1000})\](?:\[(?P<name>[^\]]{0,300})\])?(?![(:\[])"
)
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<name>[^\]]{1,300})\]:[ \t]*<?(?P<path>\S+?)>?(?:[ \t]+\"[^\"]*\")?[ \t]*$",
    re.MULTILINE,
)
_LIQUID = re.compile(r"\{%.{0,300}?%\}|\{\{\s*(?:page|site)\.\w+\s*\}\}/?")
_KRAMDOWN = re.compile(r"\{:[^}\n]{0,300}\}")
_FAR = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_PAGES = {"", ".md", ".html", ".htm", ".rmd"}


@dataclass(kw_only=True)
class Links:
    """A lesson's files, and what its texts asked of them so far."""

    files: Mapping[str, bytes]
    definitions: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def define(self, text: str) -> None:
        """Remember the addresses that ``[name]: address`` lines give."""
        for match in _DEFINITION.finditer(text):
            self.definitions.setdefault(match["name"].strip().lower(), match["path"])

    def found(self) -> tuple[File, ...]:
        """The pictures that texts use and the lesson holds, by the names texts now use."""
        return tuple(
            File(name=name, data=self.files[path], where=path) for path, name in self.taken.items()
        )

    def rewritten(self, text: str, *, path: str, line: int) -> str:
        """A text without code fences in which every link leads somewhere."""
        text = _DEFINITION.sub("", _KRAMDOWN.sub("", _LIQUID.sub("", text)))
        parts: list[str] = []
        position = 0
        for span in _SPAN.finditer(text):
            parts += [self._words(text[position : span.start()], path, line), span[0]]
            line += text[position : span.end()].count("\n")
            position = span.end()
        parts.append(self._words(text[position:], path, line))
        return "".join(parts)

    def _words(self, text: str, path: str, line: int) -> str:
        def places(before: str) -> Callable[[re.Match[str]], str]:
            ends = [match.start() for match in re.finditer("\n", before)]
            return lambda match: f"{path}, line {line + bisect_left(ends, match.start())}"

        text = _TAG_IMAGE.sub(_as_markdown, text)
        place = places(text)
        text = _IMAGE.sub(lambda match: self._image(match, path, place(match)), text)
        text = _REFERENCE.sub(self._reference, text)
        place = places(text)
        return _LINK.sub(lambda match: self._link(match, place(match)), text)

    def _image(self, match: re.Match[str], path: str, where: str) -> str:
        more = dict(_attributes(match["more"] or ""))
        alt = " ".join((match["alt"] or more.get("alt", "")).split()).replace("]", ")")
        target = self.definitions.get(match["path"].lower(), match["path"])
        name = PurePosixPath(unquote(target)).name
        if _FAR.match(target):
            self.skipped.append(Skipped(where=f"{where}, {name}", why=FAR_PICTURE))
            return f"[{alt or name}]({target})"
        file = self._file(path, unquote(target))
        if file is None:
            self.skipped.append(Skipped(where=f"{where}, {target}", why=NO_PICTURE))
            return f"![{alt}](<{name}>)"
        return f"![{alt}](<{self._name(file)}>)"

    def _file(self, path: str, target: str) -> str | None:
        target = target.lstrip("/")
        folder = posixpath.dirname(path)
        tries = (posixpath.join(folder, target), target, posixpath.join("episodes", target))
        return next(
            (found for found in map(posixpath.normpath, tries) if found in self.files), None
        )

    def _name(self, file: str) -> str:
        if file not in self.taken:
            path = PurePosixPath(file)
            # The content is part of the name: no picture replaces another lesson's of that name.
            mark = hashlib.sha256(self.files[file]).hexdigest()[:6]
            stem = re.sub(r"[^\w.-]+", "-", path.stem)[:80]
            self.taken[file] = f"{stem}-{mark}{path.suffix.lower()}"
        return self.taken[file]

    def _reference(self, match: re.Match[str]) -> str:
        name = (match["name"] or match["words"]).strip().lower()
        target = self.definitions.get(name)
        return f"[{match['words']}]({target})" if target else match[0]

    def _link(self, match: re.Match[str], where: str) -> str:
        target = match["path"]
        if _FAR.match(target):
            return f"[{match['words']}]({target})"
        file = target.partition("#")[0]
        if PurePosixPath(file).suffix.lower() not in _PAGES:
            self.skipped.append(Skipped(where=f"{where}, {file}", why=NO_FILE))
        # Another page of the lesson: its module has an address of its own, so the words stay.
        return match["words"]


def _as_markdown(match: re.Match[str]) -> str:
    given = dict(_attributes(match["attributes"]))
    return f"![{given.get('alt', '')}]({given['src']})" if given.get("src") else ""


def _attributes(text: str) -> list[tuple[str, str]]:
    return [
        (match["name"].lower(), unescape(match["double"] or match["single"] or ""))
        for match in _ATTRIBUTE.finditer(text)
    ]
