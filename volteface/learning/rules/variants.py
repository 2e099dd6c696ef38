"""Which variants of a pool somebody is asked: by chance, and always the same ones.

Every variant gets a rank from who is asked and what would be asked; the lowest are asked. So a
draw needs no memory, new variants move few others, and a mended wording moves none: the rank goes
by the question, not by its version or the module's edition.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def drawn(questions: Iterable[int], *, subject: int, count: int, turn: int = 0) -> tuple[int, ...]:
    """The ``count`` questions that ``subject`` is asked; ``turn`` asks for the next ones.

    Turns go round: after the last variant the first come again, and none comes twice in one turn.
    """
    ranked = sorted(set(questions), key=lambda question: (_rank(subject, question), question))
    if not ranked:
        return ()
    count = min(count, len(ranked))
    start = turn * count % len(ranked)
    return tuple((ranked * 2)[start : start + count])


def _rank(subject: int, question: int) -> bytes:
    return sha256(f"{subject}:{question}".encode()).digest()
