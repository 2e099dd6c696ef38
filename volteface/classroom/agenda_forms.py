"""What is typed around a plan's generation: the room, and every block's minutes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from volteface.classroom.queries.run_sheet_words import short as shortened
from volteface.classroom.queries.run_sheets import room_of
from volteface.classroom.rules.library import ROOMS
from volteface.classroom.techniques import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from volteface.classroom.queries.run_sheets import Asked
    from volteface.timetable.models import Cycle

_LONGEST_BLOCK = 240
# More blocks than this nobody plans.
_MOST_BLOCKS = 100


class SheetForm(forms.Form):
    """How people sit, how many, how long; whatever is empty is as known."""

    room = forms.ChoiceField(
        label=_("Room"), choices=[(name, words.ROOMS[name]) for name in ROOMS], required=False
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=5_000, required=False)
    people = forms.IntegerField(label=_("People"), min_value=0, max_value=5_000, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=480, required=False)
    objective = forms.ChoiceField(label=_("Objective"), required=False)

    def __init__(self, *args: object, objectives: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        named = [(key, shortened(text)) for key, text in objectives.items()]
        self.fields["objective"].choices = [("", _("all objectives")), *named]  # type: ignore[attr-defined]  # a ChoiceField

    def given(self) -> dict[str, object]:
        """The fields that say something sensible."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "")}

    @classmethod
    def showing(cls, asked: Asked, objectives: Mapping[str, str]) -> Self:
        """The form as the sheets were made."""
        known = {
            "room": asked.room,
            "seats": asked.seats,
            "people": asked.people,
            "minutes": asked.minutes,
            "objective": asked.objective,
        }
        return cls(initial=known, auto_id="for_%s", objectives=objectives)


class RoomForm(forms.Form):
    """How people sit, asked once: the next meeting in the same place knows it."""

    room = forms.ChoiceField(label=_("Room"))
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=5_000, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        self.fields["room"].choices = [(name, words.ROOMS[name]) for name in ROOMS]  # type: ignore[attr-defined]  # a ChoiceField

    @classmethod
    def showing(cls, cycle: Cycle) -> Self:
        """The form with what is known of the place."""
        room, seats = room_of(cycle)
        return cls(initial={"room": room, "seats": seats}, auto_id="sit_%s")


def times_given(posted: QueryDict) -> list[tuple[str, int, int]] | None:
    """Code, minutes and talk of each block in the order they came; nothing when one is odd."""
    found = []
    for code in posted.getlist("order")[:_MOST_BLOCKS]:
        minutes = _whole(posted.get(f"minutes-{code}", ""))
        talk = _whole(posted.get(f"talk-{code}", "0") or "0")
        if minutes is None or talk is None or minutes < 1:
            return None
        found.append((code, minutes, talk))
    return found


def _whole(text: str) -> int | None:
    value = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1  # noqa: PLR2004 - three digits
    return value if 0 <= value <= _LONGEST_BLOCK else None
