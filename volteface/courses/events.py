"""What happened to courses, and the checks before publishing that higher apps add to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.events import Event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from django_stubs_ext import StrOrPromise

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


type PublishCheck = Callable[[Module, dt.datetime], Iterable[Finding]]

_checks: list[PublishCheck] = []


def register_check(check: PublishCheck) -> None:
    """Ask ``check`` before each publishing; it reads and never writes."""
    if check not in _checks:
        _checks.append(check)


def publish_checks() -> tuple[PublishCheck, ...]:
    """The registered checks."""
    return tuple(_checks)
