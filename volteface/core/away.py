"""Away from the network: the app's manifest, its service worker, and the page shown without one."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from volteface.core.phrases import file_address
from volteface.core.static_files import look

if TYPE_CHECKING:
    from django.http import HttpRequest

_DAY = 60 * 60 * 24
_WORKER = Path(__file__).resolve().parent / "static" / "core" / "service-worker.js"
# What the page without a network needs; everything else comes with what is taken along.
_SCRIPTS = ("app", "leaving", "offline", "taken")
# The surface and the accent of tokens.css, for the frame a phone draws around the app.
_SURFACE, _ACCENT = "#fbfaf6", "#c2371d"


@login_not_required
@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a phone needs to install the site as an app."""
    icons = [_icon("icon.svg", "any", "image/svg+xml")]
    icons += [_icon(f"icon-{size}.png", f"{size}x{size}", "image/png") for size in (192, 512)]
    icons.append(_icon("icon-full.png", "512x512", "image/png") | {"purpose": "maskable"})
    said = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:12],
        "description": _("Prepare for your meetings, also without a network."),
        "lang": get_language() or "en",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _SURFACE,
        "theme_color": _ACCENT,
        "icons": icons,
    }
    response = JsonResponse(said, content_type="application/manifest+json")
    response["Cache-Control"] = f"public, max-age={_DAY}"
    return response


@login_not_required
@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The worker, from the root so that its rules hold for every page."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"
    return response


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown in place of a page that was not taken along; the same for everybody."""
    return render(request, "core/offline.html")


@lru_cache(maxsize=1)
def _worker() -> str:
    files = [file_address(sheet) for sheet in look()]
    files += [file_address(f"core/{name}.js") for name in _SCRIPTS]
    files += [file_address(f"core/fonts/{name}.woff2") for name in ("text", "heading")]
    files.append(file_address("core/icon.svg"))
    source = _WORKER.read_text("utf-8")
    version = hashlib.sha256((source + "".join(files)).encode()).hexdigest()[:12]
    for mark, value in (
        ('["/*FILES*/"]', json.dumps(files)),
        ("/*VERSION*/", version),
        ("/*DOOR*/", reverse(settings.LOGIN_URL)),
        ("/*OFFLINE*/", reverse("core:offline")),
    ):
        source = source.replace(mark, value)
    return source


def _icon(name: str, sizes: str, media_type: str) -> dict[str, str]:
    return {"src": file_address(f"core/{name}"), "sizes": sizes, "type": media_type}
