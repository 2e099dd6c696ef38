"""A course with a module, its teacher, somebody who is not, and an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client

from tests.once import copy_of, once
from volteface.accounts.testing import build_administrator, build_subject
from volteface.courses.actions import create_course
from volteface.courses.testing import AT, build_course, build_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course, Module, Step


@dataclass
class World:
    teacher: Subject
    stranger: Subject
    administrator: Subject
    course: Course
    module: Module

    @property
    def step(self) -> Step:
        return self.module.steps.get(key="gap")


def build_world() -> World:
    teacher = build_subject("Tea Cher")
    stranger = build_subject("Otto Other")
    # The stranger teaches, but something else.
    create_course(code="other", title="Other", by=stranger, at=AT)
    course = build_course(by=teacher)
    module = build_module(course)
    administrator = build_administrator("Ad Min", at=AT).subject
    return World(teacher, stranger, administrator, course, module)


_world = once(build_world, at=AT)


@pytest.fixture
def world(_world: World, db: None) -> Iterator[World]:
    with time_machine.travel(AT, tick=False):
        yield copy_of(_world)


def signed_in(subject: Subject) -> Client:
    client = Client()
    assert subject.person is not None
    client.force_login(subject.person)
    return client
