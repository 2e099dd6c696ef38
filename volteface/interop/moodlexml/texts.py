"""The texts of a Moodle question as Markdown, with the files that came inside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.parsed import File
from volteface.interop.rules.html_text import holds_html, markdown_of, own_name, words_of
from volteface.interop.rules.plain_text import escaped

if TYPE_CHECKING:
    from volteface.interop.moodlexml.items import Text

PICTURE = N_("A picture is not part of the file: add it to the course's files under its name.")
SILENT = N_("A picture has no alternative text: write what it shows.")
UNUSED = N_("A file came with the question and no word of it points there; it is kept.")


# Why, as a sentence to translate, and what exactly (a file's name), or nothing.
type Loss = tuple[str, str]


@dataclass(kw_only=True)
class Texts:
    """Translates the texts of one question and gathers what comes with them."""

    where: str
    losses: list[Loss] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)

    def markdown(self, text: Text) -> str:
        """The words as Markdown; files are kept under names of their own."""
        names = {name: self._keep(name, data) for name, data in text.files}
        if text.format in {"html", "moodle"} and (names or holds_html(text.words)):
            translated = markdown_of(text.words, names)
            for name, data in translated.embedded:
                self.files[name] = File(name=name, data=data, where=self.where)
            self.losses += [(PICTURE, name) for name in translated.pictures]
            self.losses += [(SILENT, name) for name in translated.silent]
            self._name_unused(names, translated.markdown)
            return translated.markdown
        if text.format == "markdown":
            return _with_names(text.words, names)
        return escaped(text.words)

    def words(self, text: Text) -> str:
        """The words alone, on one line."""
        if text.format in {"html", "moodle"} and holds_html(text.words):
            return words_of(text.words)
        return " ".join(text.words.split())

    def _keep(self, name: str, data: bytes) -> str:
        own = own_name(name.rpartition("/")[2], data)
        self.files[own] = File(name=own, data=data, where=self.where)
        return own

    def _name_unused(self, names: dict[str, str], markdown: str) -> None:
        self.losses += [(UNUSED, own) for own in names.values() if own not in markdown]


def _with_names(markdown: str, names: dict[str, str]) -> str:
    for given, own in names.items():
        markdown = markdown.replace(f"@@PLUGINFILE@@/{given}", own)
    return markdown
