"""The hints where a module is written: what, where, why, how to mend, and "not this one"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.accounts.actions import ensure_person
from volteface.courses.actions import create_step
from volteface.courses.actions.watching import dismiss_hint, show_hints
from volteface.courses.events import Remark
from volteface.courses.models import DismissedHint
from volteface.courses.queries import watch
from volteface.courses.queries.modules import module_page
from volteface.courses.rules.document import ModuleDocument, QuestionBlock, StepDocument, TextBlock
from volteface.courses.testing import AT, build_course, build_module
from volteface.questions.queries.content import Content, Option

if TYPE_CHECKING:
    from django.test import Client

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module

pytestmark = pytest.mark.django_db
TWINS = Content(
    kind="single",
    stem="Why?",
    options=(
        Option(id="o1", text="Gaps strengthen the memory trace", fraction=1),
        Option(id="o2", text="Gaps strengthen the memory traces", fraction=0),
        Option(id="o3", text="All of the above", fraction=0),
    ),
)


def author() -> Subject:
    return ensure_person("tess@example.org", name="Tess").subject


def written(by: Subject) -> Module:
    step = StepDocument(
        title="Long",
        key="long",
        minutes=40,
        blocks=(TextBlock(markdown="word " * 1500), QuestionBlock(content=TWINS, key="qt")),
    )
    return build_module(
        build_course(by=by), ModuleDocument(title="Bare", key="bare", steps=(step,))
    )


def test_every_hint_says_where_why_and_how_to_mend_it() -> None:
    module = written(author())
    hints = module_page(module, at=AT).watched.hints
    said = {hint.mark.split(":")[0]: hint for hint in hints}
    assert {"minutes", "promise", "segment", "twins", "everything"} <= said.keys()
    for hint in hints:
        assert hint.why
        assert hint.source
        assert hint.mend
    question = module.course.bank.questions.get()
    assert said["twins"].path == reverse("questions:edit", args=[question.code])
    assert said["segment"].path == reverse("courses:step", args=[module.steps.get().code])


def test_a_hint_that_was_put_aside_stays_away_until_it_is_taken_back() -> None:
    by = author()
    module = written(by)
    before = module_page(module, at=AT).watched
    mark = before.hints[0].mark
    dismiss_hint(module, mark, by=by, at=AT)
    dismiss_hint(module, mark, by=by, at=AT)
    after = module_page(module, at=AT).watched
    assert DismissedHint.objects.count() == 1
    assert (len(after.hints), after.dismissed) == (len(before.hints) - 1, 1)
    show_hints(module, by=by, at=AT)
    assert len(module_page(module, at=AT).watched.hints) == len(before.hints)


def test_hints_never_block_publishing() -> None:
    module = written(author())
    assert not module_page(module, at=AT).blocked


def test_a_higher_app_adds_its_remarks(monkeypatch: pytest.MonkeyPatch) -> None:
    remark = Remark(mark="slot", text="No slot.", why="Why.", source="Whose.", mend="How.")
    monkeypatch.setattr(watch, "watchers", lambda: (lambda _module, _at: [remark],))
    module = written(author())
    assert module_page(module, at=AT).watched.hints[-1].text == "No slot."


def test_the_pages_show_them_and_not_this_one_is_a_plain_form(client: Client) -> None:
    by = author()
    module = written(by)
    client.force_login(by.person)
    page = client.get(reverse("courses:module", args=[module.code]))
    assert "Worth another look" in page.text
    assert "40 minutes" in page.text
    hints = reverse("courses:dismiss_hint", args=[module.code])
    assert client.post(hints, {"mark": "minutes:::"}).status_code == 302
    assert "40 minutes" not in client.get(reverse("courses:module", args=[module.code])).text
    step = module.steps.get()
    beside = client.get(reverse("courses:step_hints", args=[step.code]))
    assert "minutes pass here without a question" in beside.text
    alone = client.get(
        reverse("courses:step_hints", args=[step.code]), headers={"HX-Request": "true"}
    )
    assert "<html" not in alone.text
    assert "minutes pass here without a question" in alone.text


def test_the_hints_of_thirty_steps_cost_the_same_queries_as_of_one(
    django_assert_max_num_queries: object,
) -> None:
    by = author()
    module = written(by)
    for number in range(29):
        create_step(module, title=f"Step {number}", body="Words.", by=by, at=AT)
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django's fixture
        assert len(module_page(module, at=AT).steps) == 30
