"""Prints as JSON every page that a face reaches by links, on the data folder of a server."""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from django.test import Client  # noqa: E402  # needs the set-up above

from tests.browser.crawl import addresses  # noqa: E402
from volteface.accounts.models import Person  # noqa: E402
from volteface.web.demo.institution import FACES  # noqa: E402

if __name__ == "__main__":
    client = Client(SERVER_NAME="127.0.0.1")
    if sys.argv[1] in FACES:
        client.force_login(Person.objects.get(email=FACES[sys.argv[1]]))
    print(json.dumps(list(addresses(client).values())))
