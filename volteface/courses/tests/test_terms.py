"""The words of a module: typed one a line, kept with their objectives, copied with the module."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.courses.actions import duplicate_module, write_module
from volteface.courses.actions.terms import add_term
from volteface.courses.queries.outline import term_lines, terms_of
from volteface.courses.rules.terms import Term, term_line, term_of, terms_from_json, terms_to_json
from volteface.courses.testing import AT, DOCUMENT
from volteface.courses.tests.conftest import signed_in

if TYPE_CHECKING:
    from volteface.courses.tests.conftest import World

GIVEN = Term(term="spacing", meaning="Not at once.", objective="gap", origin="learners")
GAP = Term(term="gap", meaning="The time between: two reviews.", objective="gap")
CURVE = Term(term="forgetting curve", meaning="How it fades.", when="1885")


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("gap: The time between: two reviews.", Term(term="gap", meaning=GAP.meaning)),
        ("forgetting curve @ 1885: How it fades.", CURVE),
        ("a:b", Term(term="a", meaning="b")),
        ("no colon", None),
        (": nothing", None),
        ("nothing:", None),
    ],
)
def test_a_line_is_a_term(line: str, term: Term | None) -> None:
    assert term_of(line) == term


def test_what_is_stored_is_read_back_and_rubbish_is_not() -> None:
    assert terms_from_json(terms_to_json([GAP, CURVE, GIVEN])) == (GAP, CURVE, GIVEN)
    assert terms_from_json([{"term": "x"}, 3, None]) == ()
    assert terms_from_json({}) == ()
    assert term_line(CURVE) == "forgetting curve @ 1885: How it fades."


@pytest.mark.django_db
def test_the_form_keeps_a_terms_objective_and_refuses_what_is_no_term(world: World) -> None:
    module = world.module
    module.terms = terms_to_json([GAP, GIVEN])
    module.save()
    browser = signed_in(world.teacher)
    path = reverse("courses:about", args=[module.code])
    assert "gap: The time between: two reviews." in browser.get(path).content.decode()
    says = {"title": module.title, "terms": "gap: Other words.\nforgetting curve @ 1885: It fades."}
    assert browser.post(path, says).status_code == 302
    module.refresh_from_db()
    assert [(term.meaning, term.when, term.objective) for term in terms_of(module)] == [
        ("Other words.", "", "gap"),
        ("It fades.", "1885", ""),
    ]
    assert browser.post(path, says | {"terms": "no colon"}).status_code == 422
    assert browser.post(path, says | {"terms": "a: b\nA: c"}).status_code == 422


@pytest.mark.django_db
def test_a_file_keeps_what_others_gave_and_the_form_takes_it_out(world: World) -> None:
    document = replace(DOCUMENT, terms=(GAP, CURVE))
    module = write_module(world.course, document, by=world.teacher, at=AT)
    add_term(
        module, term=GIVEN.term, meaning=GIVEN.meaning, objective="gap", origin="learners",
        by=None, at=AT,
    )  # fmt: skip
    add_term(module, term="by hand", meaning="Not given.", by=None, at=AT)
    # The same file, a file without one of its own words, a file that has the given one too.
    own = replace(GIVEN, term="Spacing", meaning="Own words.", origin="")
    for terms in ((GAP, CURVE), (CURVE,), (own, CURVE), (CURVE,)):
        again = write_module(world.course, replace(document, terms=terms), by=None, at=AT)
        names = [term.term.casefold() for term in terms]
        kept = [] if "spacing" in names else ["spacing"]
        assert [term.term.casefold() for term in terms_of(again)] == names + kept
        assert [term.origin for term in terms_of(again) if term.origin] == ["learners"]
    browser = signed_in(world.teacher)
    path = reverse("courses:about", args=[again.code])
    browser.post(path, {"title": again.title, "terms": "Spacing: Changed.\ngap: Time."})
    again.refresh_from_db()
    assert [term.origin for term in terms_of(again)] == ["learners", ""]
    browser.post(path, {"title": again.title, "terms": "gap: Time."})
    again = write_module(world.course, replace(document, terms=(GAP,)), by=None, at=AT)
    assert terms_of(again) == (GAP,)


@pytest.mark.django_db
def test_a_copy_and_a_file_carry_the_terms(world: World) -> None:
    document = replace(DOCUMENT, terms=(GAP, CURVE))
    module = write_module(world.course, document, by=world.teacher, at=AT)
    copy = duplicate_module(module, by=world.teacher, at=AT)
    assert term_lines(copy) == term_lines(module) != ""
