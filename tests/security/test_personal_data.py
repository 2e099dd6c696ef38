"""T24: whoever asks is told everything held about them, and nothing about anybody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from tests.cast import PERSONAS
from tests.security.requests import twin
from volteface.accounts.events import personal_data
from volteface.accounts.models import Person, Subject
from volteface.accounts.queries import personal_copy

if TYPE_CHECKING:
    from django.db.models import Model
    from django.test import Client

    from tests.cast import Cast


def _ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("volteface.")]


def _leads_to_a_person(model: type[Model]) -> bool:
    return any(field.related_model in (Subject, Person) for field in model._meta.concrete_fields)


def test_t24_every_table_that_leads_to_a_person_tells_them() -> None:
    told = {held.model for held in personal_data()}
    silent = [model._meta.label for model in _ours() if _leads_to_a_person(model)]
    assert [label for label in silent if label not in {each._meta.label for each in told}] == []


@pytest.mark.django_db
def test_t24_the_copy_holds_each_row(cast: Cast) -> None:
    learner = cast.subjects["learner"]
    counts = {held.name: held.count for held in personal_copy(learner)}
    for model in _ours():
        paths = [
            field.name
            for field in model._meta.concrete_fields
            if field.related_model is Subject and field.name != "grant"
        ]
        for path in paths:
            rows = model._default_manager.filter(**{path: learner}).count()
            assert counts[model._meta.label_lower] >= rows, model


@pytest.mark.django_db
def test_t24_the_download_is_ones_own(cast: Cast, browsers: dict[str, Client]) -> None:
    answer = twin(browsers["learner"]).get("/account/data/copy/")
    assert answer["Content-Disposition"].startswith("attachment")
    copy = json.dumps(json.loads(answer.content))
    for word in ("canarynamelearner", "learner.canary@example.org", "canaryanswer", "canaryreason"):
        assert word in copy
    for persona in PERSONAS:
        if persona != "learner":
            assert f"canaryname{persona}" not in copy


@pytest.mark.django_db
def test_t24_no_secret_of_the_server_is_in_it(cast: Cast, browsers: dict[str, Client]) -> None:
    copy = twin(browsers["learner"]).get("/account/data/copy/").text
    assert "token_hash" not in copy
    assert "password" not in copy
