"""Carpentries lessons among the formats: a folder, a zip of it, or one episode."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from volteface.core.markup import plain
from volteface.core.words import N_
from volteface.courses.queries.document import split_lines
from volteface.interop.carpentries.divs import tree
from volteface.interop.carpentries.episode import LISTS, EpisodeReader, EpisodeText
from volteface.interop.carpentries.head import minutes_in, split_head, texts_in, values_of
from volteface.interop.carpentries.links import Links
from volteface.interop.carpentries.quotes import as_divs
from volteface.interop.parsed import Parsed, Skipped, Unreadable
from volteface.interop.rules.slugs import free_slug
from volteface.interop.rules.source import Source, decoded, trunk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.courses.queries.document import ModuleDocument

name = "carpentries"
label = N_("Carpentries lesson")
position = 10

_FOLDERS = ("episodes", "_episodes")
_EPISODE = re.compile(
    r"^:{3,}\s*\{?\.?(?:objectives|questions|keypoints|challenge)\b", re.MULTILINE
)
_NUMBER = re.compile(r"^\d+[a-z]?[-_]")
_NOT_LESSON = {
    "README",
    "LICENSE",
    "CODE_OF_CONDUCT",
    "CONTRIBUTING",
    "CITATION",
    "AUTHORS",
    "links",
}
_TECHNICAL = {"site", "workflows", "bin", "renv", ".github"}
_BREAK = N_("This is a break, not an episode.")
_OTHER_PAGE = N_("Only episodes come in. Put what learners need from this page into a step.")
_R_MARKDOWN = N_("R Markdown is not read. Bring in the Markdown that it makes.")
_EMPTY = N_("The episode has no text.")
_NO_EPISODES = N_("No episode of the lesson could be read.")


def recognises(source: Source) -> bool:
    """A folder with episodes, or a text that looks like one."""
    if source.is_folder:
        return bool(_episode_paths(trunk(source)))
    head, body, _ = split_head(source.text)
    return "teaching" in head or "exercises" in head or _EPISODE.search(body) is not None


def read(source: Source) -> Parsed:
    """Every episode as a module, in the lesson's order."""
    files = trunk(source) if source.is_folder else dict(source.files)
    settings = values_of(decoded(files.get("config.yaml", b""))[0])
    paths = _in_order(_episode_paths(files), settings) if source.is_folder else list(files)
    links = Links(files=files)
    links.define(decoded(files.get("links.md", b""))[0])
    skipped: list[Skipped] = []
    modules: list[ModuleDocument] = []
    taken: set[str] = set()
    for path in paths:
        episode = _episode(path, decoded(files[path])[0], taken, links)
        if isinstance(episode, Skipped):
            skipped.append(episode)
            continue
        reader = EpisodeReader(episode, links, language=_language(settings))
        modules.append(reader.module())
        skipped += [*links.skipped, *reader.skipped]
        links.skipped.clear()
    if source.is_folder:
        skipped += _left_out(files)
    if not modules:
        raise Unreadable(_NO_EPISODES, where=source.name)
    return Parsed(format=name, modules=tuple(modules), files=links.found(), skipped=tuple(skipped))


def _episode_paths(files: Mapping[str, bytes]) -> list[str]:
    return sorted(
        path
        for path in files
        if path.lower().endswith(".md")
        and PurePosixPath(path).parent.name in _FOLDERS
        and len(PurePosixPath(path).parts) == 2  # noqa: PLR2004 - a folder and a file
    )


def _in_order(paths: list[str], settings: dict[str, object]) -> list[str]:
    """The settings' order where they give one, else by name."""
    listed = settings.get("episodes")
    wanted = [str(row) for row in listed] if isinstance(listed, list) else []
    places = {file: at for at, file in enumerate(wanted)}
    return sorted(paths, key=lambda path: (places.get(PurePosixPath(path).name, len(places)), path))


def _episode(path: str, text: str, taken: set[str], links: Links) -> EpisodeText | Skipped:
    head, body, first_line = split_head(text)
    teaching, exercises = minutes_in(head, "teaching"), minutes_in(head, "exercises")
    if "break" in head and not teaching + exercises:
        return Skipped(where=path, why=_BREAK)
    if not body.strip():
        return Skipped(where=path, why=_EMPTY)
    links.define(body)
    stem = _NUMBER.sub("", PurePosixPath(path).stem)
    title = plain(str(head.get("title", "")))[:200] or stem.replace("-", " ").capitalize()
    lines = as_divs(split_lines(body))
    return EpisodeText(
        path=path,
        key=free_slug(stem, "episode", taken),
        title=title,
        tree=tree("\n".join(lines), first_line=first_line),
        teaching=teaching,
        exercises=exercises,
        lists={name: texts_in(head, name) for name in LISTS},
    )


def _left_out(files: Mapping[str, bytes]) -> list[Skipped]:
    """Pages of the lesson that are no episodes."""
    rows = []
    for path in sorted(files):
        pure = PurePosixPath(path)
        if pure.suffix.lower() == ".rmd" and pure.parts[0] in {*_FOLDERS, "_episodes_rmd"}:
            rows.append(Skipped(where=path, why=_R_MARKDOWN))
        elif (
            pure.suffix.lower() == ".md"
            and pure.stem not in _NOT_LESSON
            and pure.parts[0] not in {*_FOLDERS, *_TECHNICAL}
        ):
            rows.append(Skipped(where=path, why=_OTHER_PAGE))
    return rows


def _language(settings: dict[str, object]) -> str:
    given = str(settings.get("lang", "en"))
    return given if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?", given) else "en"
