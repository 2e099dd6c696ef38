"""Django's entry for the interop app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteropConfig(AppConfig):
    name = "volteface.interop"
    label = "interop"

    def ready(self) -> None:
        """Put import and export on the course page; say what is kept about who used them."""
        from volteface.accounts.events import (  # noqa: PLC0415
            kept,
            register_erasure,
            register_personal_data,
            rows_by,
        )
        from volteface.courses.events import Tool, register_part, register_tool  # noqa: PLC0415
        from volteface.interop.models import ImportBatch  # noqa: PLC0415 - models come first

        register_erasure(ImportBatch, kept(ImportBatch, "by"))
        register_personal_data(
            ImportBatch,
            rows_by(ImportBatch, "by", leave_out=("parsed",)),
            label=_("Files you brought in"),
        )
        for label, icon, name in (
            (_("Bring what you have"), "file-input", "import_file"),
            (_("Take the course along"), "file-output", "export_course"),
        ):
            register_tool(Tool(page="course", label=label, icon=icon, url_name=f"interop:{name}"))
        for page in ("list", "course"):
            register_part(page, "interop/_drop.html")
        register_tool(
            Tool(
                page="module",
                label=_("Markdown file"),
                icon="file-output",
                url_name="interop:export_module",
            )
        )
