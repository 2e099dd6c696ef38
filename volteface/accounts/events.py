"""What other apps hang on accounts: what they hold about a person and how it ends (T24), names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrPromise

    from volteface.accounts.models import Subject

    type Export = Callable[[Subject], Iterable[Mapping[str, object]]]
    type Names = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """One table that holds something about a person, and how its rows are told to them."""

    model: type[Model]
    label: str | _StrPromise
    export: Export


_held: dict[type[Model], PersonalData] = {}


def register_personal_data(
    model: type[Model], export: Export, *, label: str | _StrPromise = ""
) -> None:
    """Let ``export(subject)`` give every row of ``model`` that is about a subject."""
    _held[model] = PersonalData(
        model=model,
        label=label or str(model._meta.verbose_name_plural),  # noqa: SLF001 - Django documents it
        export=export,
    )


def personal_data() -> list[PersonalData]:
    """Every registered table, in the order the page shows them."""
    return sorted(_held.values(), key=lambda held: held.model._meta.label)  # noqa: SLF001 - Django documents it


_names: dict[str, Names] = {}


def register_scope_names(scope: str, names: Names) -> None:
    """Let ``names(codes)`` say what people call the things a grant of this scope is for."""
    _names[scope] = names


def scope_names(scopes: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The name of each scope and code; what nobody names is left out. One query a scope."""
    by_scope: dict[str, set[str]] = {}
    for scope, code in scopes:
        by_scope.setdefault(scope, set()).add(code)
    return {
        (scope, code): name
        for scope, codes in by_scope.items()
        if scope in _names
        for code, name in _names[scope](codes).items()
    }


def rows_by(
    model: type[Model],
    path: str,
    *,
    leave_out: Iterable[str] = (),
    only: Callable[[], Q] | None = None,
) -> Export:
    """The common export: the rows whose ``path`` leads to the subject, field by field.

    Keys of other tables become their public code, name or text; ``leave_out`` names secrets,
    ``only`` holds back rows whose time to be known has not come.
    """
    # Whose it is need not be said to them.
    hidden = {*leave_out, "id", path.partition("__")[0]}

    def export(subject: Subject) -> Iterable[Mapping[str, object]]:
        fields = [field for field in model._meta.concrete_fields if field.name not in hidden]  # noqa: SLF001 - Django documents it
        related = [field.name for field in fields if field.is_relation]
        rows = model._default_manager.filter(  # noqa: SLF001 - Django documents it
            only() if only else Q(), **{path: subject}
        )
        if related:
            rows = rows.select_related(*related)
        for row in rows.iterator(chunk_size=500):
            yield {field.name: _said(getattr(row, field.name)) for field in fields}

    return export


def _said(value: object) -> object:
    if value is None or isinstance(value, (str, int, float, bool, dict, list)):
        return value
    code = getattr(value, "code", None)
    return str(code) if code is not None and hasattr(value, "pk") else str(value)


class Ending(StrEnum):
    """What becomes of rows when the person they lead to is erased."""

    REMOVED = "removed"
    # The row stays under the pseudonym; what was written in free text goes.
    EMPTIED = "emptied"
    # The row stays under the pseudonym: nothing in it says who it was.
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """How one table lets go of a person; counts and statistics keep what says nothing of them."""

    ending: Ending
    rows: Callable[[Subject], QuerySet[Model]]
    # What emptied columns hold afterwards.
    values: Mapping[str, object]


_erasures: dict[type[Model], tuple[Erasure, ...]] = {}
type Leaving = Callable[[Subject, dt.datetime], None]
_leavings: list[Leaving] = []


def register_erasure(model: type[Model], *erasures: Erasure) -> None:
    """Say what becomes of ``model``'s rows when a person is erased."""
    _erasures[model] = erasures


def erasures() -> Mapping[type[Model], tuple[Erasure, ...]]:
    """Every registered table."""
    return _erasures


def register_leaving(leave: Leaving) -> None:
    """Let ``leave(subject, at)`` end what a person takes part in, before they are erased."""
    if leave not in _leavings:
        _leavings.append(leave)


def leavings() -> list[Leaving]:
    """What ends before a person is erased, in the order it was registered."""
    return list(_leavings)


def removed(model: type[Model], path: str = "subject") -> Erasure:
    """The rows whose ``path`` leads to the subject are deleted."""
    return Erasure(ending=Ending.REMOVED, rows=_rows_of(model, path), values={})


def kept(
    model: type[Model], path: str = "subject", *, only: Q | None = None, **values: object
) -> Erasure:
    """The rows whose ``path`` leads to the subject stay, under the pseudonym.

    ``values`` take away what nobody reads and a device might be told by.
    """
    return Erasure(ending=Ending.KEPT, rows=_rows_of(model, path, only), values=values)


def emptied(
    model: type[Model], path: str = "subject", *, only: Q | None = None, **values: object
) -> Erasure:
    """The rows whose ``path`` leads to the subject get these ``values``; ``only`` some of them."""
    return Erasure(ending=Ending.EMPTIED, rows=_rows_of(model, path, only), values=values)


def _rows_of(
    model: type[Model], path: str, only: Q | None = None
) -> Callable[[Subject], QuerySet[Model]]:
    def rows(subject: Subject) -> QuerySet[Model]:
        return model._default_manager.filter(only or Q(), **{path: subject})  # noqa: SLF001 - Django documents it

    return rows
