"""Addresses of the courses app."""

from __future__ import annotations

from django.urls import path

from volteface.courses.views import (
    blocks,
    captions,
    courses,
    files,
    history,
    merging,
    modules,
    presence,
    previews,
    sheets,
    steps,
    watching,
)

app_name = "courses"

urlpatterns = [
    path("", courses.course_list, name="list"),
    path("new/", courses.new_course, name="new"),
    path("module/<slug:code>/", modules.module_page, name="module"),
    path("module/<slug:code>/about/", modules.about, name="about"),
    path("module/<slug:code>/publish/", modules.publish, name="publish"),
    path("module/<slug:code>/unpublish/", modules.unpublish, name="unpublish"),
    path("module/<slug:code>/archive/", modules.archive, name="archive_module"),
    path("module/<slug:code>/restore/", modules.restore, name="restore_module"),
    path("module/<slug:code>/duplicate/", modules.duplicate, name="duplicate_module"),
    path("module/<slug:code>/preview/", previews.module, name="preview_module"),
    path("module/<slug:code>/hints/", watching.hints, name="hints"),
    path("module/<slug:code>/hints/dismiss/", watching.dismiss, name="dismiss_hint"),
    path("module/<slug:code>/hints/show/", watching.show, name="show_hints"),
    path("module/<slug:code>/steps/", steps.new_step, name="new_step"),
    path("module/<slug:code>/sheet/", sheets.sheet, name="sheet"),
    path("module/<slug:code>/sheet/edit/", sheets.edit_sheet, name="edit_sheet"),
    path("module/<slug:code>/sheet.pdf", sheets.sheet_pdf, name="sheet_pdf"),
    path("step/<slug:code>/", steps.editor, name="step"),
    path("step/<slug:code>/beside/", presence.beside, name="beside"),
    path("step/<slug:code>/blocks/", blocks.blocks, name="blocks"),
    path("step/<slug:code>/paste/", blocks.paste, name="paste"),
    path("step/<slug:code>/questions/", blocks.questions, name="questions"),
    path("step/<slug:code>/put-in/", blocks.put_in, name="put_in"),
    path("step/<slug:code>/merge/", merging.merge, name="merge"),
    path("step/<slug:code>/history/", history.history, name="history"),
    path("step/<slug:code>/history/<int:number>/", history.version, name="version"),
    path("step/<slug:code>/duplicate/", steps.duplicate, name="duplicate_step"),
    path("step/<slug:code>/hints/", watching.step_hints, name="step_hints"),
    path("step/<slug:code>/draft/", steps.draft, name="draft"),
    path("step/<slug:code>/preview/", steps.preview, name="preview"),
    path("step/<slug:code>/move/", steps.move, name="move_step"),
    path("step/<slug:code>/archive/", steps.archive, name="archive_step"),
    path("step/<slug:code>/restore/", steps.restore, name="restore_step"),
    path("<slug:code>/", courses.course_page, name="course"),
    path("<slug:code>/about/", courses.about, name="course_about"),
    path("<slug:code>/modules/", modules.new_module, name="new_module"),
    path("<slug:code>/files/", files.files, name="files"),
    path("<slug:code>/files/archive/", files.archive, name="archive_file"),
    path("<slug:code>/files/captions/<slug:file>/", captions.edit, name="captions"),
    path("<slug:code>/files/upload/", files.begin_upload, name="begin_upload"),
    path("<slug:code>/files/upload/drop/", files.drop_upload, name="drop_upload"),
]
