"""The ASGI entry point; `dispatch` says which request goes where."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from volteface.config import running  # noqa: E402 - apps must be ready first
from volteface.config.dispatch import Dispatcher  # noqa: E402 - apps must be ready first
from volteface.config.wsgi import application as pages  # noqa: E402 - apps must be ready first
from volteface.interop.events import register_command_token  # noqa: E402 - apps must be ready first

register_command_token(running.command_token)
dispatcher = Dispatcher(pages)
# The name ASGI servers look for.
application = dispatcher
