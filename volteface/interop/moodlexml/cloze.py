"""Texts with gaps as questions of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.interop.moodlexml.gaps import marked
from volteface.questions.queries.content import Content

if TYPE_CHECKING:
    from volteface.interop.moodlexml.items import XmlQuestion
    from volteface.interop.moodlexml.texts import Texts


def cloze(question: XmlQuestion, kind: str, texts: Texts) -> Content:
    """The text with its gaps."""
    return Content(kind=kind, stem=marked(texts.markdown(question.text), {}))
