"""The dispatcher: answers, event streams and media go to the lane, everything else to Django."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from volteface.config.dispatch import Dispatcher  # noqa: E402 - apps must be ready first
from volteface.config.wsgi import application as pages  # noqa: E402 - apps must be ready first

if TYPE_CHECKING:
    from volteface.config.dispatch import Receive, Scope, Send

_dispatcher = Dispatcher(pages)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI entry point."""
    await _dispatcher(scope, receive, send)
