"""One module goes out as the file it could have come from."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.accounts.testing import build_subject
from volteface.courses.testing import AT, DOCUMENT, build_course, build_module
from volteface.interop.markdown import parse

pytestmark = pytest.mark.django_db


@time_machine.travel(AT, tick=False)
def test_a_module_is_downloaded_by_its_teacher_only(django_assert_max_num_queries: object) -> None:
    teacher, stranger = build_subject("Tea Cher"), build_subject("Otto Other")
    module = build_module(build_course(by=teacher))
    address = reverse("interop:export_module", args=[module.code])
    client = Client()
    client.force_login(teacher.person)
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # the plugin's fixture
        response = client.get(address)
    assert response["Content-Disposition"] == 'attachment; filename="spacing.md"'
    assert parse(response.content.decode()) == (DOCUMENT, [])
    assert client.post(address).status_code == 405
    client.force_login(stranger.person)
    assert client.get(address).status_code == 404
