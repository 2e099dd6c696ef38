"""Django's entry for the web app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from volteface.core.navigation import Entry, register

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class WebConfig(AppConfig):
    name = "volteface.web"
    label = "web"

    def ready(self) -> None:
        # Models and addresses exist only now.
        from django.urls import reverse  # noqa: PLC0415

        from volteface.accounts.queries import administers  # noqa: PLC0415
        from volteface.courses.events import register_module_note  # noqa: PLC0415
        from volteface.timetable.events import register_cycle_path  # noqa: PLC0415
        from volteface.web import handlers  # noqa: PLC0415
        from volteface.web.module_notes import past_runs  # noqa: PLC0415
        from volteface.web.queries import search  # noqa: PLC0415

        search.register()
        register_module_note(past_runs)
        handlers.register()
        register_cycle_path(lambda code: reverse("web:cycle", args=[code]))
        register(
            Entry(
                label=_("System"),
                icon="activity",
                url_name="web:system",
                position=80,
                shown=administers,
                section="account",
            )
        )
        places = (
            (_("Home"), "house", "web:home", 10, "main", "get"),
            (_("Search"), "search", "core:search", 5, "account", "get"),
            (_("Your account"), "user-round", "accounts:profile", 10, "account", "get"),
            (_("What reaches you"), "bell", "messaging:preferences", 20, "account", "get"),
            (_("Accessibility"), "accessibility", "web:accessibility", 10, "footer", "get"),
            (_("Sign out"), "log-out", "accounts:sign_out", 90, "account", "post"),
        )
        for label, icon, name, position, section, method in places:
            register(_entry(label, icon, name, position, section, method))


def _entry(
    label: StrOrPromise, icon: str, name: str, position: int, section: str, method: str
) -> Entry:
    return Entry(
        label=label,
        icon=icon,
        url_name=name,
        position=position,
        shown=lambda _request: True,
        section=section,
        method=method,
    )
