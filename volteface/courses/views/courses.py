"""The list of one's courses, a course's page, and what a course says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.core.errors import Missing
from volteface.courses import actions, queries
from volteface.courses.errors import CodeIsTaken
from volteface.courses.events import part, tools
from volteface.courses.forms import CourseForm, NewCourseForm, TitleForm
from volteface.courses.queries.ledger import ledger_of_course
from volteface.courses.queries.modules import course_rows, module_rows, put_away

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def course_list(request: HttpRequest) -> HttpResponse:
    """The courses one writes."""
    subject, at = subject_of(request), clock.now()
    if not queries.may_create_courses(subject, at):
        raise Missing
    rows = course_rows(queries.courses_taught_by(subject, at))
    return render(request, "courses/list.html", {"rows": rows, "part": part("list")})


@require_http_methods(["GET", "POST"])
def new_course(request: HttpRequest) -> HttpResponse:
    """Begin a course."""
    subject, at = subject_of(request), clock.now()
    if not queries.may_create_courses(subject, at):
        raise Missing
    form = NewCourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            course = actions.create_course(**form.cleaned_data, by=subject, at=at)
        except CodeIsTaken as error:
            form.add_error("code", str(error))
        else:
            return redirect("courses:course", course.code)
    status = 422 if form.errors else 200
    return render(request, "courses/new.html", {"form": form}, status=status)


@require_GET
def course_page(request: HttpRequest, code: str) -> HttpResponse:
    """A course's modules, and the one next thing to do."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    rows = module_rows(course)
    context = {
        "course": course,
        "rows": rows,
        "unfinished": next((row for row in rows if row.state != "published"), None),
        "undo": put_away(course, request.GET.get("undo", "")),
        "tools": tools("course"),
        "ledger": ledger_of_course(course, subject, at=at),
        "part": part("course"),
        "form": TitleForm(),
    }
    return render(request, "courses/course.html", context)


@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a course says about itself."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    says = {"title": course.title, "summary": course.summary, "language": course.language}
    form = CourseForm(request.POST or None, initial=says)
    if request.method == "POST" and form.is_valid():
        actions.describe_course(course, **form.cleaned_data, by=subject, at=at)
        return redirect("courses:course", course.code)
    status = 422 if form.errors else 200
    return render(request, "courses/about.html", {"course": course, "form": form}, status=status)
