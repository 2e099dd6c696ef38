"""The technique sheet: what a colleague needs to know before trying it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import ANYWHERE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from volteface.classroom.rules.provisions import Thing
    from volteface.classroom.rules.talk import Talk

    type Text = str | _StrPromise
    # A title, its form (``text``, ``steps`` or ``list``) and its paragraphs.
    type Section = tuple[Text, str, tuple[Text, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All the fields of the method; a list is printed as a list, steps as numbered steps.

    The prose says it to people; ``goals`` to ``needs`` say it to the search, in the words of
    ``rules.library``.
    """

    name: str
    title: Text
    summary: Text
    # The shortest and longest that make sense, and what a plan proposes.
    least_minutes: int
    minutes: int
    most_minutes: int
    talk: Talk
    goals: tuple[str, ...]
    least_people: int
    # None where a full amphitheatre is no hindrance.
    most_people: int | None
    rooms: tuple[str, ...]
    # Empty when nothing is needed; several are ways to do it, the first one the usual way.
    needs: tuple[str, ...]
    audience: Text
    knowledge: Text
    group_size: Text
    duration: Text
    room: Text
    equipment: Text
    why_for_learners: Text
    why_for_teacher: Text
    framework: Text
    preparation: tuple[Text, ...]
    process: tuple[Text, ...]
    vigilance: tuple[Text, ...]
    if_it_does_not_work: tuple[Text, ...]
    sources: tuple[Text, ...]
    keywords: tuple[Text, ...]
    # The technique it makes no sense without, just before it.
    after: str = ""
    # What the plan adds up: how people sit, so many in a team, and what lies before them.
    sits: str = ANYWHERE
    team: int = 0
    things: tuple[Thing, ...] = ()

    @property
    def talk_minutes(self) -> int:
        """The minutes of its usual length in which the teacher speaks to all."""
        return self.talk.of(self.minutes)

    def facts(self) -> list[tuple[Text, Text]]:
        """The short fields with their names, in reading order."""
        return [
            (_("Duration"), self.duration),
            (_("Group size"), self.group_size),
            (_("Audience"), self.audience),
            (_("Type of knowledge"), self.knowledge),
            (_("Room"), self.room),
            (_("Equipment"), self.equipment),
        ]

    def sections(self) -> list[Section]:
        """The long fields in reading order."""
        return [
            (_("Why, for learners"), "text", (self.why_for_learners,)),
            (_("Why, for the teacher"), "text", (self.why_for_teacher,)),
            (_("Framework"), "text", (self.framework,)),
            (_("Preparation"), "list", self.preparation),
            (_("Process"), "steps", self.process),
            (_("Points of vigilance"), "list", self.vigilance),
            (_("What if it does not work"), "list", self.if_it_does_not_work),
            (_("Authors and sources"), "list", self.sources),
            (_("Keywords"), "text", self.keywords),
        ]

    def filled_facts(self) -> list[tuple[Text, Text]]:
        """The short fields that say something: a sheet of one's own may leave some empty."""
        return [(term, text) for term, text in self.facts() if text]

    def filled_sections(self) -> list[Section]:
        """The long fields that say something."""
        return [section for section in self.sections() if any(section[2])]
