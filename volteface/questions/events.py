"""Who a bank belongs to: the app above that owns banks says so here, once, when it is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from volteface.core.markup import no_images

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise
    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.core.markup import Resolver
    from volteface.questions.models import Question

    type Panel = Callable[[Question, dt.datetime], Markup]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a bank is at home, for the way back from its pages."""

    title: str
    url: str
    language: str


class Owner(Protocol):
    """What the owner of banks answers."""

    def may_edit(self, subject: Subject, bank_id: int, *, at: dt.datetime) -> bool:
        """Whether ``subject`` may read keys and write questions in this bank."""

    def home(self, bank_id: int) -> Home | None:
        """The owner's page for this bank."""

    def images(self, bank_id: int) -> Resolver:
        """The files that the bank's questions may show."""

    def pictures(self, bank_id: int) -> list[str]:
        """The names of the pictures among them."""


class _Nobody:
    """Banks without an owner are closed to everybody."""

    def may_edit(self, subject: Subject, bank_id: int, *, at: dt.datetime) -> bool:  # noqa: ARG002 - the owner's face
        return False

    def home(self, bank_id: int) -> Home | None:  # noqa: ARG002 - the owner's face
        return None

    def images(self, bank_id: int) -> Resolver:  # noqa: ARG002 - the owner's face
        return no_images

    def pictures(self, bank_id: int) -> list[str]:  # noqa: ARG002 - the owner's face
        return []


_owner: Owner = _Nobody()


def register_owner(owner: Owner) -> None:
    """Let ``owner`` decide who edits banks; the last one registered is asked."""
    global _owner  # noqa: PLW0603 - the registry's one place
    _owner = owner


def owner() -> Owner:
    """The registered owner of banks."""
    return _owner


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTool:
    """Something a higher app does with a bank: a link on its page; ``url_name`` takes its code."""

    label: StrOrPromise
    icon: str
    url_name: str


_tools: dict[str, BankTool] = {}


def register_bank_tool(tool: BankTool) -> None:
    """Put a link on every bank's page; the same address again replaces it."""
    _tools[tool.url_name] = tool


def bank_tools() -> tuple[BankTool, ...]:
    """The links, in the order they were registered."""
    return tuple(_tools.values())


_panels: list[Panel] = []


def register_panel(panel: Panel) -> None:
    """Show what ``panel(question, at)`` says beside every question's editor, when it says anything.

    It must be quick: an editor opens in half a second, whatever was answered.
    """
    if panel not in _panels:
        _panels.append(panel)


def panels(question: Question, at: dt.datetime) -> list[Markup]:
    """What higher apps have to say of a question to its authors."""
    said = (panel(question, at) for panel in _panels)
    return [html for html in said if html]
