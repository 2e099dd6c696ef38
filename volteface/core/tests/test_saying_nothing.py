"""Which answers say that there is nothing to say, and which only look like it."""

from __future__ import annotations

import pytest

from volteface.core.saying_nothing import says_nothing

NOTHING = """
nothing | Nothing. | nothing really | Nothing at all! | none | no | No. | nope | N/A | - | … | 👍
nothing unclear | Nothing is unclear for me | nothing to add | no questions | No question so far
I have no questions | nothing for now, thanks | there is nothing | no problem | nothing, all clear
all clear | All is clear. | everything is clear | Everything was clear to me, thank you!
It’s clear | it is all clear | clear | ok | OK | okay | all good | fine | understood
No, everything is clear.
rien | Rien du tout | rien de particulier | rien à signaler | RAS | R.A.S. | aucune
aucune question
non | Néant | pas de question | je n’ai pas de questions | Rien n’est flou | rien pour l’instant
Rien, tout est clair | tout est clair | Tout est très clair, merci ! | c’est clair | compris
tout compris | ça va | j’ai tout compris | Je n’ai rien à ajouter
"""
SOMETHING = """
nothing is clear | rien n’est clair | not clear | pas clair | everything is unclear | unclear | ?
I understood nothing | je n’ai rien compris | no idea | I don’t know | je ne sais pas | pas compris
how often to review | The exit ticket | no clear rule | everything | tout | thanks | ok but why
Nothing, but when does one begin? | why is it not good | spacing | 间隔 | pas bien compris | not ok
tout sauf la fin | pas tout | 0 | all of it | what is a good question | no more than a day
"""


def cells(table: str) -> list[str]:
    return [text.strip() for text in table.replace("\n", "|").split("|") if text.strip()]


@pytest.mark.parametrize("text", cells(NOTHING))
def test_it_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", cells(SOMETHING))
def test_it_says_something(text: str) -> None:
    assert not says_nothing(text)
