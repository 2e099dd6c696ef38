"""Why messages are sent: a registry of purposes that higher apps fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.messaging.errors import UnknownPurpose

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from volteface.accounts.models import Subject
    from volteface.messaging.models import OutboxMessage

    type Render = Callable[[OutboxMessage, str], Rendered]
    type LastWords = Callable[[Collection[int], str, dt.datetime], Mapping[int, dt.datetime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message in its reader's language.

    ``title`` becomes the subject line of a mail, so it says nothing private. ``text`` is plain
    paragraphs separated by blank lines; ``html`` replaces their simple HTML rendering and must be
    safe; ``address`` is a path of this site.
    """

    title: str
    text: str
    html: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """Why a message is sent, whether it is still wanted when it is due, and what it says."""

    name: str
    # What the preferences page calls it.
    label: StrOrPromise
    # Asks the reader to do something: still mailed to who wants only what needs them.
    needs_me: bool
    # Why this message is no longer wanted, as a short word; empty while it is.
    wanted: Callable[[OutboxMessage, dt.datetime], str]
    # Called once per message, with the reader's language already active.
    render: Render
    # Makes a `render` for one batch, asked instead where it is given: what the batch's messages
    # share is read once and forgotten with it.
    renders: Callable[[], Render] | None = None
    # The same for many at once, by message id; asked instead where it is given.
    wanted_many: Callable[[Sequence[OutboxMessage], dt.datetime], dict[int, str]] | None = None
    # Counted against one a day and three about the same thing, and silent after a learner's word.
    reminds: bool = False
    # May be mailed in quiet hours and past the digest when waiting would make it useless.
    breaks_quiet: bool = False

    def render_of_batch(self) -> Render:
        """What words the messages of one batch."""
        return self.render if self.renders is None else self.renders()


_purposes: dict[str, Purpose] = {}
_last_words: list[LastWords] = []


def register_purpose(purpose: Purpose) -> None:
    """Let messages of this purpose be planned and sent; the same name again replaces it."""
    _purposes[purpose.name] = purpose


def purpose_named(name: str) -> Purpose:
    """The purpose of that name; raises `UnknownPurpose`."""
    found = _purposes.get(name)
    if found is None:
        raise UnknownPurpose(name)
    return found


def purposes() -> list[Purpose]:
    """Every purpose, by name."""
    return [_purposes[name] for name in sorted(_purposes)]


def register_last_words(last_words: LastWords) -> None:
    """Ask ``last_words(subject_ids, about, at)`` when learners last wrote something themselves.

    It answers by subject id; no reminder goes out within 72 hours of a word.
    """
    if last_words not in _last_words:
        _last_words.append(last_words)


def last_words_of(
    subjects: Collection[Subject], about: str, at: dt.datetime
) -> dict[int, dt.datetime]:
    """When each learner last wrote, as far as any app knows; who never did has no entry."""
    said: dict[int, dt.datetime] = {}
    ids = {subject.pk for subject in subjects}
    for ask in _last_words:
        for pk, word in ask(ids, about, at).items():
            said[pk] = max(word, said.get(pk, word))
    return said
