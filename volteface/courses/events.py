"""What happened to courses, and the checks before publishing that higher apps add to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.events import Event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise
    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module

# Carries the module's row id.
module_published = Event("module_published")
module_unpublished = Event("module_unpublished")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check has to say; only what makes a module unusable ``blocks`` publishing."""

    text: StrOrPromise
    blocks: bool = False
    # The step it is about, by its code.
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something a higher app does with a course or a module: a link on its page.

    ``url_name`` takes the code of what the page shows.
    """

    page: str
    label: StrOrPromise
    icon: str
    url_name: str


_tools: dict[str, Tool] = {}


def register_tool(tool: Tool) -> None:
    """Put a link on every course's or module's page (``page``: ``course`` or ``module``)."""
    _tools[tool.url_name] = tool


def tools(page: str) -> tuple[Tool, ...]:
    """The links for one kind of page."""
    return tuple(tool for tool in _tools.values() if tool.page == page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The one next thing to do with a module that is published: a link."""

    label: StrOrPromise
    href: str
    icon: str = "arrow-right"


_parts: dict[str, str] = {}


def register_part(page: str, template: str) -> None:
    """Put a higher app's template on a kind of page (``list`` or ``course``)."""
    _parts[page] = template


def part(page: str) -> str:
    """The template that a higher app puts on a kind of page; empty for none."""
    return _parts.get(page, "")


type ModuleNote = Callable[[HttpRequest, Module, Subject, dt.datetime], Markup | None]

_module_notes: dict[str, list[ModuleNote]] = {}


def register_module_note(note: ModuleNote, *, page: str = "module") -> None:
    """Let a higher app say something on a page of a module, as a piece of HTML or nothing.

    ``page`` is ``module`` or ``sheet``, its technique sheet.
    """
    notes = _module_notes.setdefault(page, [])
    if note not in notes:
        notes.append(note)


def module_notes(
    request: HttpRequest, module: Module, subject: Subject, at: dt.datetime, *, page: str = "module"
) -> list[Markup]:
    """What the apps above have to say to an author of the module."""
    said = [note(request, module, subject, at) for note in _module_notes.get(page, ())]
    return [piece for piece in said if piece is not None]


type NextAction = Callable[[Module, Subject, dt.datetime], Action | None]

_next_actions: list[NextAction] = []


def register_next(action: NextAction) -> None:
    """Ask ``action`` what comes after publishing; the first that knows is shown."""
    if action not in _next_actions:
        _next_actions.append(action)


def next_action(module: Module, subject: Subject, at: dt.datetime) -> Action | None:
    """What somebody does next with a published module."""
    found = (action(module, subject, at) for action in _next_actions)
    return next((each for each in found if each is not None), None)


type PublishCheck = Callable[[Module, dt.datetime], Iterable[Finding]]

_checks: list[PublishCheck] = []


def register_check(check: PublishCheck) -> None:
    """Ask ``check`` before each publishing; it reads and never writes."""
    if check not in _checks:
        _checks.append(check)


def publish_checks() -> tuple[PublishCheck, ...]:
    """The registered checks."""
    return tuple(_checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A hint of a higher app while a module is written: what, where, why, whose word, how to mend.

    ``mark`` is what "not this one" is remembered under; ``path`` leads to where it is mended.
    """

    mark: str
    text: str
    why: str
    source: str
    mend: str
    path: str = ""


type Watcher = Callable[[Module, dt.datetime], Iterable[Remark]]

_watchers: list[Watcher] = []


def register_watcher(watcher: Watcher) -> None:
    """Ask ``watcher`` whenever a module is looked at; it reads and is quick."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def watchers() -> tuple[Watcher, ...]:
    """The registered watchers."""
    return tuple(_watchers)
