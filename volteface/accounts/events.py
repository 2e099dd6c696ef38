"""What other apps hang on accounts: what they hold about a person (T24), and scopes' names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from django.db.models import Model
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
