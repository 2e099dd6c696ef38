"""The door of this machine's command line: while a server runs, only it writes."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from volteface.core import clock
from volteface.core.errors import DomainError, Missing
from volteface.interop.actions import import_file
from volteface.interop.errors import FileIsRefused
from volteface.interop.events import command_token
from volteface.interop.queries import course_by_code
from volteface.interop.rules.source import LARGEST

if TYPE_CHECKING:
    from django.http import HttpRequest


# No cookie is read here: the secret in the header is the permission, so nothing can be forged.
@csrf_exempt
@login_not_required
@require_POST
def command(request: HttpRequest) -> JsonResponse:
    """A file for a course, from somebody who can read this server's lock file."""
    expected = command_token()
    given = request.headers.get("X-Command-Token", "")
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Missing
    options = json.loads(request.headers.get("X-Command", "{}"))
    with translation.override("en"):
        try:
            report = import_file(
                course_by_code(str(options.get("course", ""))),
                name=unquote(str(options.get("name", "file")))[:200],
                data=request.read(LARGEST + 1),
                by=None,
                at=clock.now(),
                dry_run=bool(options.get("dry_run")),
            )
        except FileIsRefused as error:
            return JsonResponse({"error": str(error), "where": error.where}, status=422)
        except DomainError as error:
            return JsonResponse({"error": str(error), "where": ""}, status=422)
    return JsonResponse(report.to_json())
