"""Bringing files in: looked at first, then whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from volteface.accounts.testing import build_subject
from volteface.core.models import Batch
from volteface.courses.models import Asset
from volteface.courses.queries import live_modules
from volteface.courses.queries.modules import module_file
from volteface.courses.testing import DOCUMENT, build_course, build_module
from volteface.interop.actions import bringing as bringing_module
from volteface.interop.actions import confirm_import, drop_import, import_file, preview_import
from volteface.interop.errors import FileIsRefused, ImportIsSettled
from volteface.interop.markdown import write
from volteface.interop.models import ImportBatch
from volteface.interop.queries.exports import course_zip
from volteface.questions.models import Question
from volteface.questions.queries import content_of, current_versions, live_questions

from .corpora import corpus

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.courses.actions.writing import PreparedModule
    from volteface.courses.models import Course
    from volteface.courses.queries.document import ModuleDocument

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
GIFT = b"::One:: True?{T}\n\n// [id:two]\nTwo?{=2}\n\nPairs{=a->b}"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture
def teacher() -> Subject:
    return build_subject("Ines")


@pytest.fixture
def course(teacher: Subject) -> Course:
    return build_course(by=teacher)


def packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def test_questions_land_in_the_bank_and_the_rest_is_named(course: Course, teacher: Subject) -> None:
    report = import_file(course, name="q.gift", data=GIFT, by=teacher, at=AT)
    assert report.to_json() == {
        "format": "gift",
        "questions": {"true_false": 1, "short_text": 1},
        "steps": 0,
        "skipped": [
            {"where": "line 6, “Pairs{=a->b}”", "why": "Matching needs at least two pairs."}
        ],
    }
    assert {version.kind for version in current_versions(course.bank)} == {
        "true_false",
        "short_text",
    }
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.parsed) == ("done", None)
    assert Batch.objects.get().current_at == AT


def test_the_same_file_again_changes_nothing(course: Course, teacher: Subject) -> None:
    import_file(course, name="q.gift", data=GIFT, by=teacher, at=AT)
    import_file(course, name="q.gift", data=GIFT, by=teacher, at=AT)
    assert live_questions(course.bank).count() == 2
    import_file(course, name="q.gift", data=GIFT.replace(b"{=2}", b"{=two}"), by=teacher, at=AT)
    assert live_questions(course.bank).count() == 2
    two = live_questions(course.bank).get(key="x-two")
    assert content_of(two.current).options[0].text == "two"


def test_a_dry_run_writes_nothing(course: Course, teacher: Subject) -> None:
    report = import_file(course, name="q.gift", data=GIFT, by=teacher, at=AT, dry_run=True)
    assert sum(report.questions.values()) == 2
    assert not Question.objects.exists()
    assert not ImportBatch.objects.exists()


def test_the_long_example_comes_in_whole(course: Course) -> None:
    data = corpus("gift/moodle/examples.txt").read_bytes()
    report = import_file(course, name="examples.txt", data=data, by=None, at=AT)
    assert sum(report.questions.values()) == 43
    assert report.questions["single"] + report.questions["multiple"] == 18
    assert report.questions["matching"] == 3
    assert not report.skipped
    assert live_questions(course.bank).count() == 43


def test_a_module_file_becomes_a_module(course: Course, teacher: Subject) -> None:
    data = write(DOCUMENT).encode()
    report = import_file(course, name="spacing.md", data=data, by=teacher, at=AT)
    assert (report.format, report.steps, dict(report.questions)) == ("markdown", 2, {"single": 1})
    (module,) = live_modules(course)
    assert module_file(module) == DOCUMENT


def test_a_lesson_comes_in_with_its_pictures(course: Course, teacher: Subject) -> None:
    episode = (
        "---\ntitle: Loops\nteaching: 5\nexercises: 5\n---\n## A\n![x](fig/a.png) ![y](fig/b.svg)\n"
    )
    data = packed(
        {
            "lesson/episodes/01-loops.md": episode.encode(),
            "lesson/episodes/02-more.md": episode.replace("Loops", "More").encode(),
            "lesson/episodes/fig/a.png": PNG,
            "lesson/episodes/fig/b.svg": b"<svg/>",
        }
    )
    report = import_file(course, name="lesson.zip", data=data, by=teacher, at=AT)
    assert (report.format, report.steps) == ("carpentries", 2)
    assert [module.key for module in live_modules(course)] == ["loops", "more"]
    assert Asset.objects.filter(course=course).count() == 1
    assert any("svg" in item.where for item in report.skipped)
    assert not list((Path(bringing_files())).glob("*.zip"))


def bringing_files() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR) / "imports"


def test_if_anything_fails_nothing_stays(
    course: Course, teacher: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_module(course)
    real = bringing_module.prepare_module

    def failing(course: Course, document: ModuleDocument, **given: Any) -> PreparedModule:
        if document.key == "last":
            raise RuntimeError
        return real(course, document, **given)

    monkeypatch.setattr(bringing_module, "prepare_module", failing)
    changed = write(DOCUMENT).replace("The gap", "Another gap")
    new = "---\ntitle: New\nkey: new\n---\n\n# One\n\n::: question open {#qn}\nWhy?\n:::\n"
    files = {
        "01-spacing.md": changed.encode(),
        "02-new.md": new.encode(),
        "03-last.md": b"---\ntitle: Last\nkey: last\n---\n\n# One\n\nText.\n",
        "a.png": PNG,
    }
    with pytest.raises(RuntimeError):
        import_file(course, name="x.zip", data=packed(files), by=teacher, at=AT)
    (module,) = live_modules(course)
    assert module_file(module) == DOCUMENT
    assert list(live_questions(course.bank).values_list("key", flat=True)) == ["q7f3a"]
    assert not Asset.objects.filter(archived_at__isnull=True).exists()
    assert ImportBatch.objects.get().state == "refused"
    assert Batch.objects.get().abandoned_at == AT
    monkeypatch.setattr(bringing_module, "prepare_module", real)
    import_file(course, name="x.zip", data=packed(files), by=teacher, at=AT)
    assert [row.key for row in live_modules(course)] == ["spacing", "new", "last"]
    assert set(live_questions(course.bank).values_list("key", flat=True)) == {"q7f3a", "qn"}


def test_a_preview_is_confirmed_once(course: Course, teacher: Subject) -> None:
    batch = preview_import(course, name="q.gift", data=GIFT, by=teacher, at=AT)
    assert not Question.objects.exists()
    confirm_import(batch, by=teacher, at=AT)
    with pytest.raises(ImportIsSettled):
        confirm_import(batch, by=teacher, at=AT)
    dropped = preview_import(course, name="q.gift", data=GIFT, by=teacher, at=AT)
    drop_import(dropped)
    with pytest.raises(ImportIsSettled):
        confirm_import(dropped, by=teacher, at=AT)


def test_a_wrong_file_is_refused_with_why_and_where(course: Course) -> None:
    with pytest.raises(FileIsRefused, match="none of the formats") as refusal:
        import_file(course, name="x.txt", data=b"just words", by=None, at=AT)
    assert refusal.value.where == "x.txt"
    with pytest.raises(FileIsRefused, match="too large: 50 MB"):
        import_file(course, name="x.txt", data=b"x" * (50 * 1024 * 1024 + 1), by=None, at=AT)


def test_a_whole_course_goes_out_and_comes_back(course: Course, teacher: Subject) -> None:
    build_module(course)
    import_file(course, name="q.gift", data=GIFT, by=teacher, at=AT)
    with course_zip(course) as file:
        data = file.read()
    other = build_course("other", by=teacher)
    report = import_file(other, name="course.zip", data=data, by=teacher, at=AT)
    assert report.skipped == ()
    assert [module_file(module) for module in live_modules(other)] == [DOCUMENT]
    assert set(live_questions(other.bank).values_list("key", flat=True)) == set(
        live_questions(course.bank).values_list("key", flat=True)
    )
