"""The secrets of the cast: unique words, each with the personas who may meet it anywhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A secret word and the personas who may meet it anywhere."""

    word: str
    seen_by: frozenset[str]


def canaries() -> tuple[Canary, ...]:
    """Every secret of the cast with who may see it."""
    owners = frozenset({"teacher", "manager", "administrator"})
    staff = owners | {"tutor"}
    own = staff | {"learner"}
    cohort = own | {"other_group"}
    of_other_course = frozenset({"manager", "administrator", "other_teacher"})
    seen_by: dict[frozenset[str], tuple[str, ...]] = {
        own: (
            "canarynamelearner", "learner.canary@", "canarynumberlearner", "canaryanswer",
            "canarymodelone", "canaryowncard", "canaryreason", "Canarymate",
        ),
        own | {"former"}: ("canarycard",),
        cohort: (
            "canarywhyone", "canarybodyone", "canarynote", "canaryquestion",
        ),
        cohort | {"suspended", "former"}: ("canarycohort",),
        staff: (
            "canaryrightone", "canaryfeedbackone", "canaryexplanationone", "canarynumberone",
            "canarymisconceptionone", "canarysheet", "canarytight", "canarykitkey",
            "canarynamemate",
        ),
        staff | {"suspended"}: ("canarynamesuspended",),
        staff | {"former"}: ("canarynameformer",),
        owners: ("canaryimported", "canarydraft"),
        owners | {"other_group"}: ("canarynameother_group", "other_group.canary@"),
        frozenset({"learner"}): ("canaryownnote",),
        of_other_course: ("canaryrighttwo",),
        of_other_course | {"other_course"}: ("canarynameother_course", "canarybodytwo"),
    }  # fmt: skip
    return tuple(
        Canary(word=word, seen_by=personas) for personas, words in seen_by.items() for word in words
    )
