"""The step editor: saves by itself, shows what learners will see, and loses nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from volteface.courses.models import Asset, StepDraft
from volteface.courses.queries import edition_steps
from volteface.courses.tests.conftest import World, signed_in

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def _says(world: World, **changes: object) -> dict[str, object]:
    step = world.step
    return {
        "title": step.title,
        "level": step.level,
        "minutes": step.minutes,
        "body": step.body,
        "revision": step.revision,
    } | changes


def _address(world: World, name: str = "step") -> str:
    return reverse(f"courses:{name}", args=[world.step.code])


def test_a_step_is_saved_by_itself_and_by_hand(world: World) -> None:
    client = signed_in(world.teacher)
    answer = client.post(_address(world), _says(world, body="New\r\ntext", save="auto"))
    assert answer.json()["revision"] == 1
    assert world.step.body == "New\ntext"
    again = client.post(_address(world), _says(world, save="auto"))
    assert again.json()["revision"] == 1
    assert client.post(_address(world), _says(world, title="Gaps")).status_code == 302
    assert world.step.title == "Gaps"


def test_a_text_at_its_limit_is_saved_however_a_browser_ends_its_lines(world: World) -> None:
    client, body = signed_in(world.teacher), "word\r\n" * 19_999 + "words"
    answer = client.post(_address(world), _says(world, body=body, save="auto"))
    assert answer.status_code == 200
    assert world.step.body == body.replace("\r\n", "\n")
    assert len(world.step.body) == 100_000
    longer = client.post(_address(world), _says(world, body=body + "x", save="auto"))
    assert longer.status_code == 422


def test_a_second_authors_older_text_is_kept_and_both_are_shown(world: World) -> None:
    client = signed_in(world.teacher)
    old = _says(world, body="Mine")
    client.post(_address(world), _says(world, body="Theirs"))
    by_itself = client.post(_address(world), old | {"save": "auto"})
    assert by_itself.status_code == 409
    assert "kept" in by_itself.json()["message"]
    page = client.post(_address(world), old)
    assert page.status_code == 409
    assert "Mine" in page.content.decode()
    assert "Theirs" in page.content.decode()
    assert StepDraft.objects.filter(body="Mine").count() == 2
    assert world.step.body == "Theirs"
    # Saving from that page is a decision.
    client.post(_address(world), old | {"revision": 1})
    assert world.step.body == "Mine"


@pytest.mark.parametrize("changes", [{"title": ""}, {"minutes": "0"}, {"body": "x" * 100_001}])
def test_what_cannot_be_saved_is_shown_again_as_typed(
    world: World, changes: dict[str, object]
) -> None:
    client = signed_in(world.teacher)
    page = client.post(_address(world), _says(world, **changes))
    assert page.status_code == 422
    assert "what you typed is kept" in page.content.decode()
    assert client.post(_address(world), _says(world, **changes, save="auto")).status_code == 422


def test_the_preview_shows_questions_and_what_is_wrong_and_saves_nothing(world: World) -> None:
    client = signed_in(world.teacher)
    body = "**Bold** $x^2$\n\n{{ question q7f3a }}\n\n{{ question nope }}\n\n::: video a.webm\n:::"
    fragment = client.post(
        _address(world, "preview"), _says(world, body=body), headers={"HX-Request": "true"}
    ).content.decode()
    assert "<strong>Bold</strong>" in fragment
    assert "<math" in fragment
    assert "When do you review?" in fragment
    assert "no question “nope”" in fragment
    assert "<html" not in fragment
    whole = client.post(_address(world, "preview"), _says(world, body=body)).content.decode()
    assert "<html" in whole
    assert "**Bold**" in whole
    assert "Bold" not in world.step.body


def test_a_file_is_kept_by_its_content_and_shown_by_its_name(world: World) -> None:
    client = signed_in(world.teacher)
    address = reverse("courses:files", args=[world.course.code])
    upload = SimpleUploadedFile('../My Film"still.PNG', PNG)
    assert client.post(address, {"file": upload}).status_code == 302
    asset = Asset.objects.get()
    assert asset.name == "My-Film-still.png"
    stored = Path(settings.MEDIA_ROOT) / "courses" / asset.sha256[:2] / asset.sha256
    assert stored.read_bytes() == PNG
    preview = client.post(
        _address(world, "preview"), _says(world, body=f"![A](<{asset.name}>) ![B](other.png)")
    ).content.decode()
    assert '<img src="/media/' in preview
    assert '<span class="missing-file">[B]</span>' in preview
    client.post(reverse("courses:archive_file", args=[world.course.code]), {"file": asset.code})
    assert "no files yet" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("page.html", b"<script>", "of a kind"),
        ("a.svg", b"<svg>", "of a kind"),
        ("a.png", b"<html>", "not what its name says"),
        ("a.vtt", b"x" * 1_048_577, "too large"),
        ("a.png", b"", "empty"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(
    world: World, name: str, data: bytes, why: str
) -> None:
    address = reverse("courses:files", args=[world.course.code])
    page = signed_in(world.teacher).post(address, {"file": SimpleUploadedFile(name, data)})
    assert page.status_code == 422
    assert why in page.content.decode()
    assert not Asset.objects.exists()


def test_a_film_is_shown_with_captions_and_transcript(world: World) -> None:
    client = signed_in(world.teacher)
    address = reverse("courses:files", args=[world.course.code])
    client.post(address, {"file": SimpleUploadedFile("f.webm", b"\x1a\x45\xdf\xa3" + b"0" * 9)})
    client.post(address, {"file": SimpleUploadedFile("f.vtt", b"WEBVTT\n")})
    body = '::: video f.webm {title="Two weeks" captions=f.vtt minutes=1}\nHello *you*.\n:::'
    client.post(_address(world), _says(world, body=body))
    client.post(reverse("courses:publish", args=[world.module.code]))
    world.module.refresh_from_db()
    assert world.module.published is not None
    assert world.module.published.published_at == dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    (block,) = edition_steps(world.module.published)[0].blocks
    assert block.kind == "video"
    assert block.film is not None
    assert block.film.address.startswith("/media/")
    assert 'kind="captions"' in block.html
    assert "<em>you</em>" in block.html
