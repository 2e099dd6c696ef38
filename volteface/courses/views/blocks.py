"""What the editor asks for: Markdown as blocks, HTML as Markdown, things to put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock, markup
from volteface.core.htmx import answer
from volteface.courses import actions, queries
from volteface.courses.actions.pasting import keep_pictures
from volteface.courses.errors import FileIsRefused
from volteface.courses.forms import UploadForm
from volteface.courses.queries.blocks import editor_blocks, typed_markdown
from volteface.courses.queries.editor import editor_context, questions_to_ask
from volteface.courses.queries.files import file_rows, images_of, written
from volteface.courses.rules.film_form import with_form
from volteface.courses.rules.source import split

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from volteface.courses.models import Step

_LONGEST = 100_000


@require_POST
def blocks(request: HttpRequest, code: str) -> JsonResponse:
    """Markdown (``body``) or what was typed in place (``html``) as blocks; nothing is saved.

    With ``film``, the fields of a film's form (JSON), the body is that film's block.
    """
    step = queries.step_for(subject_of(request), code, at=clock.now())
    if "html" in request.POST:
        source = _typed(request, step, "html")
    else:
        source = request.POST.get("body", "")
        # A film's block with its form filled in.
        source = with_form(source, request.POST["film"]) if "film" in request.POST else source
    return JsonResponse(_shown(request, step, source[:_LONGEST]))


@require_POST
def paste(request: HttpRequest, code: str) -> JsonResponse:
    """What a word processor put on the clipboard, as blocks between ``before`` and ``after``.

    A few words of one paragraph are answered as ``inline`` HTML to be put at the caret.
    """
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    course = step.module.course
    html = keep_pictures(course, _clipboard(request), by=subject, at=at)
    found = typed_markdown(course, html, pasted=True)
    if inline := _inline(step, found.markdown):
        return JsonResponse({"inline": inline})
    parts = [_typed(request, step, "before"), found.markdown, _typed(request, step, "after")]
    source = "\n\n".join(part for part in parts if part.strip())
    said = _left_out(found.left_out)
    return JsonResponse(_shown(request, step, source[:_LONGEST]) | {"said": said})


@require_GET
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """Questions of the bank with these words, to be put into the step."""
    step = queries.step_for(subject_of(request), code, at=clock.now())
    words = request.GET.get("q", "")[:200]
    context = editor_context(step) | {"words": words, "questions": questions_to_ask(step, words)}
    return answer(request, "courses/questions.html", context, block="rows")


@require_http_methods(["GET", "POST"])
def put_in(request: HttpRequest, code: str) -> HttpResponse:
    """The course's pictures and films to choose from; POST adds one and answers its Markdown."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    course = step.module.course
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        context = editor_context(step) | {"rows": file_rows(course)}
        status = 200 if request.method == "GET" else 422
        return answer(request, "courses/put_in.html", context, block="rows", status=status)
    upload = form.cleaned_data["file"]
    try:
        asset = actions.save_asset(course, name=upload.name, data=upload, by=subject, at=at)
    except FileIsRefused as error:
        return JsonResponse({"message": str(error)}, status=422)
    return JsonResponse({"source": written(asset)})


def _shown(request: HttpRequest, step: Step, source: str) -> dict[str, str]:
    context = {"blocks": editor_blocks(step, source), "course": step.module.course, "step": step}
    html = render_to_string("courses/_blocks.html", context, request=request, using="jinja2")
    return {"source": source, "html": html}


def _typed(request: HttpRequest, step: Step, name: str) -> str:
    return typed_markdown(step.module.course, request.POST.get(name, "")).markdown


def _clipboard(request: HttpRequest) -> str:
    """Sent as a file: pictures make it longer than a form's fields may be."""
    upload = request.FILES.get("html")
    return upload.read().decode("utf-8", "replace") if upload else request.POST.get("html", "")


def _inline(step: Step, markdown: str) -> str:
    images = images_of(step.module.course)
    found = split(markdown).blocks
    is_words = len(found) == 1 and found[0].kind == "text" and "\n\n" not in markdown
    html = str(markup.editable(markdown, images)).strip() if is_words else ""
    return html[3:-4] if html.startswith("<p>") and html.count("<p>") == 1 else ""


def _left_out(count: int) -> str:
    if not count:
        return ""
    text = ngettext(
        "%(num)s picture could not come along: add it as a file.",
        "%(num)s pictures could not come along: add them as files.",
        count,
    )
    return text % {"num": count}
