"""One question of each kind that is pointed at, marked in, calculated or written to a rubric."""

from __future__ import annotations

from volteface.questions.rules.content import Content, Option, Settings

SECRET = "s3cret"
HOTSPOT = Content(
    kind="hotspot",
    stem="Where does forgetting slow down?",
    options=(
        Option(id="o1", text="The steep part", fraction=0, area="rect 0 0 300 1000"),
        Option(
            id="o2", text="The flat part", fraction=1, area="circle 800 500 150", feedback=SECRET
        ),
    ),
    settings=Settings(picture="curve.png"),
)
MARK_WORDS = Content(
    kind="mark_words",
    stem="Mark what is retrieval.\n\nAna recited the list, reread it and tested herself.",
    options=(
        Option(id="o1", text="recited", fraction=1, area="1", feedback=SECRET),
        Option(id="o2", text="reread it", fraction=0, area="4-5", misconception="cram"),
        Option(id="o3", text="tested", fraction=1, area="7"),
    ),
)
CALCULATED = Content(
    kind="calculated",
    stem="An exam is {a} days away; a gap takes a share of {b}. How long is it?",
    options=(
        Option(id="o1", text="a * b", fraction=1, tolerance=5, match="%", feedback=SECRET),
        Option(
            id="o2", text="a / b", fraction=0, misconception="cram", feedback="You divided {a}."
        ),
    ),
    explanation="{a} × {b} = {=a*b}",
    settings=Settings(unit="days", variables=(("a", "10..90 step 5"), ("b", "0.1..0.3 step 0.1"))),
)
RUBRIC = Content(
    kind="rubric",
    stem="Why do gaps help?",
    options=(
        Option(
            id="o1", text="Names recall", fraction=2 / 3, match="2: with a reason\n1: yes\n0: no"
        ),
        Option(id="o2", text="Gives an example", fraction=1 / 3, match="1: yes\n0: no"),
    ),
    explanation=SECRET,
)
DRAWN = {each.kind: each for each in (HOTSPOT, MARK_WORDS, CALCULATED, RUBRIC)}
