"""The log of answers, and what each learner did besides answering."""

from volteface.learning.models.answers import Draw, DrawQuestion, Grade, Response
from volteface.learning.models.notes import Note
from volteface.learning.models.paths import MeetingRole, ShownObjective
from volteface.learning.models.progress import Progress
from volteface.learning.models.rubrics import RubricMark
from volteface.learning.models.watching import Watched

__all__ = [
    "Draw",
    "DrawQuestion",
    "Grade",
    "MeetingRole",
    "Note",
    "Progress",
    "Response",
    "RubricMark",
    "ShownObjective",
    "Watched",
]
