"""Marks sentences of plain Python for translation; whoever shows them translates them."""

from __future__ import annotations


def N_(sentence: str) -> str:  # noqa: N802 - the name translators' tools look for
    """The sentence itself, found by the extraction."""
    return sentence
