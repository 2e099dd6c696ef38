"""One row of the access matrix: who gets in, by which methods, and what they are answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.cast import NOBODY, PERSONAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")

EVERYBODY = frozenset(PERSONAS)
SIGNED_IN = EVERYBODY - NOBODY
ADMINISTRATOR = frozenset({"administrator"})
MANAGERS = frozenset({"manager", "administrator"})
# Of the first course and cohort.
OWNERS = MANAGERS | {"teacher"}
STAFF = OWNERS | {"tutor"}
LEARNERS = frozenset({"learner", "other_group"})
COHORT = STAFF | LEARNERS
# The cycle of group A: its learners, its tutor, the owners.
CYCLE = STAFF | {"learner"}
# Whoever teaches anything.
TEACHERS = OWNERS | {"other_teacher"}


def each(method: str, personas: Iterable[str], status: int) -> dict[tuple[str, str], int]:
    """The same other answer for several personas."""
    return {(method, persona): status for persona in personas}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What an address answers; default deny: 405 for other methods, 404 for other people.

    ``args`` are names of the cast's codes, or plain words written ``=word``. ``post_by`` narrows
    who may post; ``but`` holds answers that differ, by ``each``.
    """

    seen_by: frozenset[str]
    args: str = ""
    get: int | None = None
    post: int | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    # No sign-in is asked for: who may not see it gets 404, not the door.
    public: bool = False
    post_by: frozenset[str] | None = None
    but: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def expected(self, persona: str, method: str) -> set[int]:
        """The statuses that are right; more than one only where HEAD may be left out."""
        answer = {"GET": self.get, "HEAD": self.get, "POST": self.post}.get(method)
        if persona in NOBODY and not self.public:
            return {302}
        if answer is None:
            return {405}
        seen_by = self.seen_by
        if method == "POST" and self.post_by is not None:
            seen_by = self.post_by
        usual = answer if persona in seen_by else 404
        right = self.but.get(("GET" if method == "HEAD" else method, persona), usual)
        return {right, 405} if method == "HEAD" else {right}
