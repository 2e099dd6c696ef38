"""What a question says and how it is marked, as plain data with a versioned JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose, or an answer that is accepted or recognised as wrong.

    ``fraction`` is its share of the mark: 1 right, 0 wrong, below 0 costs something.
    """

    # Stable through edits (o1, o2, …): responses point at it.
    id: str
    text: str
    fraction: float
    feedback: str = ""
    # The short key of the belief that choosing it gives away.
    misconception: str = ""
    # Numeric answers only: how far an answer may be from ``text``.
    tolerance: float | None = None
    # What ``text`` belongs to: its partner, its category, the gap it fills.
    match: str = ""
    # A region of the question's picture.
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a question is asked."""

    # Options are shown in another order to each learner.
    shuffle: bool = True
    # Shown behind a number's field; never needed in the answer.
    unit: str = ""
    placeholder: str = ""
    # What its author keeps it for, a word of theirs: "check" for the meeting's own questions.
    use: str = ""
    # Calculated questions: the names in the stem, each with the values it is drawn from.
    variables: tuple[tuple[str, str], ...] = ()
    # A file of the course: what is pointed at.
    picture: str = ""
    # Questions of one pool are variants of each other.
    pool: str = ""
    # Taken out of the marks by a regrade: every answer counts as right.
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A whole question: its words are Markdown, its key is in the options' fractions."""

    kind: str
    stem: str
    options: tuple[Option, ...] = ()
    # Shown to everybody after answering; the model answer of an open question.
    explanation: str = ""
    # Learners also say how sure they are.
    certainty: bool = False
    settings: Settings = field(default_factory=Settings)

    def option(self, option_id: str) -> Option | None:
        """The option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)


def to_json(content: Content) -> dict[str, object]:
    """The stored form; absent keys mean the defaults."""
    stored: dict[str, object] = {
        "version": VERSION,
        "kind": content.kind,
        "stem": content.stem,
        "options": [_option_to_json(option) for option in content.options],
    }
    if content.explanation:
        stored["explanation"] = content.explanation
    if content.certainty:
        stored["certainty"] = True
    settings = _without_defaults(content.settings)
    if settings:
        stored["settings"] = settings
    return stored


def from_json(stored: Mapping[str, object]) -> Content:
    """Read the stored form; ``ValueError`` for one this program does not know."""
    if stored.get("version") != VERSION:
        message = f"question content of version {stored.get('version')!r}"
        raise ValueError(message)
    options = stored.get("options")
    settings = stored.get("settings")
    return Content(
        kind=str(stored["kind"]),
        stem=str(stored["stem"]),
        options=tuple(_option_from_json(option) for option in options)
        if isinstance(options, list)
        else (),
        explanation=str(stored.get("explanation", "")),
        certainty=bool(stored.get("certainty", False)),
        settings=_settings_from_json(settings) if isinstance(settings, Mapping) else Settings(),
    )


def _option_to_json(option: Option) -> dict[str, object]:
    stored: dict[str, object] = {
        "id": option.id,
        "text": option.text,
        "fraction": option.fraction,
    }
    if option.feedback:
        stored["feedback"] = option.feedback
    if option.misconception:
        stored["misconception"] = option.misconception
    if option.tolerance is not None:
        stored["tolerance"] = option.tolerance
    if option.match:
        stored["match"] = option.match
    if option.area:
        stored["area"] = option.area
    return stored


def _option_from_json(stored: Mapping[str, object]) -> Option:
    tolerance = stored.get("tolerance")
    return Option(
        id=str(stored["id"]),
        text=str(stored["text"]),
        fraction=float(str(stored["fraction"])),
        feedback=str(stored.get("feedback", "")),
        misconception=str(stored.get("misconception", "")),
        tolerance=None if tolerance is None else float(str(tolerance)),
        match=str(stored.get("match", "")),
        area=str(stored.get("area", "")),
    )


def _without_defaults(settings: Settings) -> dict[str, object]:
    usual = Settings()
    pairs = {
        "shuffle": settings.shuffle,
        "unit": settings.unit,
        "placeholder": settings.placeholder,
        "use": settings.use,
        "picture": settings.picture,
        "pool": settings.pool,
        "dropped": settings.dropped,
    }
    stored: dict[str, object] = {
        name: value for name, value in pairs.items() if value != getattr(usual, name)
    }
    if settings.variables:
        # A list: not every database keeps the order of an object's keys.
        stored["variables"] = [list(pair) for pair in settings.variables]
    return stored


def _settings_from_json(stored: Mapping[str, object]) -> Settings:
    return Settings(
        shuffle=bool(stored.get("shuffle", True)),
        unit=str(stored.get("unit", "")),
        placeholder=str(stored.get("placeholder", "")),
        use=str(stored.get("use", "")),
        variables=_variables_from_json(stored.get("variables")),
        picture=str(stored.get("picture", "")),
        pool=str(stored.get("pool", "")),
        dropped=bool(stored.get("dropped", False)),
    )


def _variables_from_json(stored: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(stored, list):
        return ()
    return tuple((str(name), str(values)) for name, values in stored)
