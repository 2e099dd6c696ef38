"""The visual face of a step: blocks shown, typed text and pasted pages read, pictures worded."""

from __future__ import annotations

import base64
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from volteface.courses.actions import publish_module
from volteface.courses.errors import ModuleIsIncomplete
from volteface.courses.models import Asset, Step
from volteface.courses.testing import AT
from volteface.courses.tests.conftest import World, signed_in

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
BODY = """Words with $x^2$.

```py
x = 1
```

| a | b |
|---|---|
| 1 | 2 |

![A cat](cat.png)

{{ question q7f3a }}

{{ question nope }}

::: video a.webm
Hello.
:::

<details><summary>More</summary>x</details>"""


def address(world: World, name: str) -> str:
    return reverse(f"courses:{name}", args=[world.step.code])


def blocks(world: World, **fields: object) -> dict[str, str]:
    answer = signed_in(world.teacher).post(address(world, "blocks"), fields)
    assert answer.status_code == 200
    return answer.json()


def test_a_text_is_shown_as_blocks_each_with_its_own_form(world: World) -> None:
    html = blocks(world, body=BODY)["html"]
    kinds = re.findall(r'data-kind="(\w+)"', html)
    assert kinds == ["text", "code", "table", "picture", "question", "question", "film", "html"]
    assert 'data-source="x^2" ' not in html
    assert html.count("contenteditable") == 3
    assert "<math" in html
    assert 'value="py"' in html
    assert 'value="A cat"' in html
    assert "When do you review?" in html
    assert "no question “nope”" in html
    assert "edited as Markdown" in html


def test_what_is_typed_in_place_becomes_markdown(world: World) -> None:
    answer = blocks(world, html="<p>Leave a <b>gap</b></p><ul><li>one</li></ul><p><br></p>")
    assert answer["source"] == "Leave a **gap**\n\n- one"
    assert "<strong>gap</strong>" in answer["html"]


def test_the_editor_holds_the_blocks_and_the_same_text_for_who_has_no_script(world: World) -> None:
    page = signed_in(world.teacher).get(address(world, "step")).content.decode()
    assert 'name="body"' in page
    assert page.count('class="piece"') == 2
    assert 'name="base"' in page


def paste(world: World, html: str, **fields: object) -> dict[str, str]:
    upload = SimpleUploadedFile("pasted.html", html.encode(), content_type="text/html")
    answer = signed_in(world.teacher).post(address(world, "paste"), {"html": upload} | fields)
    assert answer.status_code == 200
    return answer.json()


def test_a_pasted_page_stands_between_what_was_before_and_after_the_caret(world: World) -> None:
    answer = paste(
        world,
        "<h1>New</h1><p>Words</p>",
        before="<p>Be<strong>fore</strong></p>",
        after="<p>After</p>",
    )
    assert answer["source"] == "Be**fore**\n\n## New\n\nWords\n\nAfter"


def test_a_few_pasted_words_go_where_the_caret_is(world: World) -> None:
    answer = paste(world, "<meta charset=utf-8><b>bold</b> words <script>x</script>")
    assert answer == {"inline": "<strong>bold</strong> words"}


def test_a_pasted_picture_becomes_a_file_and_is_asked_for_its_words(world: World) -> None:
    data = base64.b64encode(PNG).decode()
    page = f"<p>A</p><p><img src='data:image/png;base64,{data}'></p>"
    answer = paste(world, page + "<p><img src='file:///C:/x.png'></p>")
    asset = Asset.objects.get()
    assert answer["source"] == f"A\n\n![]({asset.name})"
    assert 'aria-invalid="true"' in answer["html"]
    assert answer["said"].startswith("1 picture could not come along")
    paste(world, page)
    assert Asset.objects.count() == 1


def test_a_wrong_picture_is_left_out_and_the_words_stay(world: World) -> None:
    data = base64.b64encode(b"<svg onload=alert(1)>").decode()
    answer = paste(world, f"<p>A</p><h2>B</h2><img src='data:image/png;base64,{data}'>")
    assert answer["source"] == "A\n\n## B"
    assert not Asset.objects.exists()


@pytest.mark.parametrize(
    ("body", "is_missing"),
    [
        ("![](a.png)", True),
        ("- ![ ](a.png)", True),
        ('![](a.png "decorative")', False),
        ("![A cat](a.png)", False),
        ("```\n![](a.png)\n```", False),
    ],
)
def test_publishing_asks_for_what_pictures_show(world: World, body: str, is_missing: bool) -> None:
    Step.objects.filter(pk=world.step.pk).update(body=body)
    if not is_missing:
        publish_module(world.module, by=world.teacher, at=AT)
        return
    with pytest.raises(ModuleIsIncomplete, match=r"“a\.png” has no alternative text"):
        publish_module(world.module, by=world.teacher, at=AT)


def test_questions_are_searched_on_the_server(world: World) -> None:
    client = signed_in(world.teacher)
    page = client.get(address(world, "questions"), {"q": "review"})
    assert "When do you review?" in page.content.decode()
    rows = client.get(
        address(world, "questions"), {"q": "zebra"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "No question has these words" in rows
    assert "<html" not in rows


def test_a_file_is_put_in_with_the_markdown_that_shows_it(world: World) -> None:
    client = signed_in(world.teacher)
    answer = client.post(address(world, "put_in"), {"file": SimpleUploadedFile("My cat.png", PNG)})
    assert answer.json() == {"source": "![](My-cat.png)"}
    wrong = client.post(address(world, "put_in"), {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert wrong.status_code == 422
    assert "kind" in wrong.json()["message"]
    assert "My-cat.png" in client.get(address(world, "put_in")).content.decode()
