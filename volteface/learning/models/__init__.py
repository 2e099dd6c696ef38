"""The log of answers, and what each learner did besides answering."""

from volteface.learning.models.answers import Draw, DrawQuestion, Grade, Response
from volteface.learning.models.progress import Progress

__all__ = ["Draw", "DrawQuestion", "Grade", "Progress", "Response"]
