"""The module as plain data, for importers and exporters above."""

from __future__ import annotations

from volteface.courses.rules.body import (
    closes,
    escaped,
    read_video,
    trimmed,
    write_video,
)
from volteface.courses.rules.document import (
    LEVELS,
    Block,
    ModuleDocument,
    PlanItem,
    Problem,
    QuestionBlock,
    StepDocument,
    TextBlock,
    VideoBlock,
    estimated_minutes,
    plan_from_json,
)
from volteface.courses.rules.lines import (
    Attributes,
    closed,
    code_lines,
    opens_code,
    split_lines,
    take_attributes,
    written,
)
from volteface.courses.rules.sheet import LABELS, NAMES, Sheet, field_name

__all__ = [
    "LABELS",
    "LEVELS",
    "NAMES",
    "Attributes",
    "Block",
    "ModuleDocument",
    "PlanItem",
    "Problem",
    "QuestionBlock",
    "Sheet",
    "StepDocument",
    "TextBlock",
    "VideoBlock",
    "closed",
    "closes",
    "code_lines",
    "escaped",
    "estimated_minutes",
    "field_name",
    "opens_code",
    "plan_from_json",
    "read_video",
    "split_lines",
    "take_attributes",
    "trimmed",
    "write_video",
    "written",
]
