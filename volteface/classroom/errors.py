"""What can be refused in a meeting, in words a teacher can read."""

from __future__ import annotations

from volteface.core.errors import DomainError


class RoomIsClosed(DomainError):
    """The meeting is over; nothing more is taken."""


class GuestsAreNotAllowed(DomainError):
    """Only people of the cohort may join this room."""


class TooManyGuesses(DomainError):
    """Too many wrong codes from here; wait some minutes."""


class NotTheNextPhase(DomainError):
    """Somebody else has already moved this round on."""


class NothingToAsk(DomainError):
    """The module has no question of the kind needed."""


class AlreadyAsked(DomainError):
    """How a room votes is settled before its first question."""


class NoSuchGame(DomainError):
    """There is no game of this name."""


class TooLittle(DomainError):
    """The module has too little for the game; the message says what is missing."""


class NoSuchModule(DomainError):
    """The course has no module of this name."""


class NothingWritten(DomainError):
    """There is no debrief to show yet."""


class TooManyCards(DomainError):
    """Somebody has begun as many cards as are taken for now."""


class CardIsSettled(DomainError):
    """The teacher has decided on this card; it stays as it is."""


class CardIsIncomplete(DomainError):
    """A card lacks something; ``problems`` says what, part by part."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(problems.values())))
        self.problems = problems


class NotAnsweredYet(DomainError):
    """A card is rated only after answering it."""


class KitIsClosed(DomainError):
    """The page of a printed kit takes nothing more."""


class TooManyTaps(DomainError):
    """More taps on one kit's page than a table makes; wait a moment."""


class NoTeams(DomainError):
    """The meeting has no teams yet."""


class TeamsAreLocked(DomainError):
    """Learners have been told their teams; others are made only once they are opened again."""


class AlreadyCounted(DomainError):
    """A sheet of paper is in the log of answers: only a new one replaces it."""


class NoSuchLetter(DomainError):
    """An appeal names what the team's sheet does not have, or what is right anyway."""
