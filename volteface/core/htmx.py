"""One view, two answers: the whole page, or one block of it when htmx asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_token_lazy
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from jinja2_fragments import render_block

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template.backends.jinja2 import Jinja2


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, object],
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render ``template``, or its ``block`` alone for an htmx request that restores no history."""
    wants_block = (
        block is not None
        and request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )
    if wants_block and block is not None:
        html = _block(request, template, context, block)
    else:
        html = render_to_string(template, context, request=request, using="jinja2")
    response = HttpResponse(html, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _block(request: HttpRequest, template: str, context: dict[str, object], block: str) -> str:
    engine: Jinja2 = engines["jinja2"]  # type: ignore[assignment]  # the first configured engine
    whole = engine.get_template(template)
    values: dict[str, object] = {"request": request, **context}
    for processor in engine.template_context_processors:
        values.update(processor(request))
    values["csrf_token"] = csrf_token_lazy(request)
    return render_block(whole.template.environment, template, block, **values)
