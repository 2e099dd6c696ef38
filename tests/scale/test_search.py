"""Search over 10,000 things answers within 100 ms (C32)."""

from __future__ import annotations

import random
import time

import pytest
from django.db.models import OuterRef, Subquery
from django.test import Client
from django.urls import reverse

from volteface.accounts.actions import grant_role
from volteface.core import clock
from volteface.courses.models import Course, Module, Step
from volteface.questions.models import Bank, Question, QuestionVersion
from volteface.questions.queries.content import Content, Option, to_json
from volteface.timetable.testing import build_person

pytestmark = [pytest.mark.scale, pytest.mark.django_db]
WORDS = [
    f"{a}{b}{c}" for a in ("mé", "gra", "to") for b in ("moi", "pli", "ran") for c in ("re", "t")
]
QUESTIONS, STEPS = 6_000, 4_000
LIMIT = 0.1


def _text(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count))


def _fill(rng: random.Random) -> None:
    at = clock.now()
    bank = Bank.objects.create(name="large")
    course = Course.objects.create(code="large", title="Large", bank=bank)
    module = Module.objects.create(course=course, key="all", position=1, title="All")
    Step.objects.bulk_create(
        Step(module=module, key=f"s{n}", position=n, title=f"Step {n}", body=_text(rng, 120))
        for n in range(STEPS)
    )
    questions = Question.objects.bulk_create(
        Question(bank=bank, key=f"q{n}") for n in range(QUESTIONS)
    )
    QuestionVersion.objects.bulk_create(
        QuestionVersion(
            question=question,
            number=1,
            kind="single",
            content=to_json(
                Content(
                    kind="single",
                    stem=_text(rng, 20),
                    options=(Option(id="o1", text=f"rare{n} word", fraction=1),),
                )
            ),
            created_at=at,
        )
        for n, question in enumerate(questions)
    )
    newest = QuestionVersion.objects.filter(question=OuterRef("pk")).values("pk")[:1]
    Question.objects.update(current=Subquery(newest))


def test_c32_ten_thousand_things_are_searched_within_100_ms() -> None:
    _fill(random.Random(4))
    administrator = build_person("Ada Admin")
    grant_role(administrator, role="administrator", scope="installation", by=None, at=clock.now())
    browser = Client()
    assert administrator.person is not None
    browser.force_login(administrator.person)
    taken = []
    for words in ("rare17", "memoire granlit", "memoire", "rare5999 word", "nowhere", "torant"):
        # The processor's time: other tests run beside this one.
        begun = time.process_time()
        page = browser.get(reverse("core:search"), {"q": words}, headers={"HX-Request": "true"})
        taken.append(time.process_time() - begun)
        assert ("<li>" in page.content.decode()) == (words not in {"nowhere", "memoire granlit"})
    print(f"search: {', '.join(f'{1_000 * each:.0f}' for each in taken)} ms")
    # The first one reads every text once.
    assert sorted(taken[1:])[2] < LIMIT
