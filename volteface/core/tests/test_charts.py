"""Charts say their numbers in words, and draw without a style attribute."""

from volteface.core.charts import Bar, Part, Point, bars, describe, dots, lines, share_bar


def test_a_share_bar_says_each_count_and_fills_the_line() -> None:
    drawn = share_bar(
        [
            Part(label="ready", count=3, tone="ready", shape="ready"),
            Part(label="not", count=1, tone="line"),
        ],
        label="Who",
    )
    assert "<b>3</b> ready" in drawn
    assert 'width="75.00%"' in drawn
    assert "style=" not in drawn


def test_nobody_is_an_empty_bar() -> None:
    assert "tone-line" in share_bar([Part(label="ready", count=0, tone="ready")], label="Who")
    assert "0 answers" in bars([Bar(label="A", count=0)], total=0, label="Vote")


def test_bars_tell_the_count_its_share_and_the_first_vote() -> None:
    drawn = bars([Bar(label="B", count=3, mark="right", before=1)], total=4, label="Vote")
    assert "<b>3</b>" in drawn
    assert "75 %" in drawn
    assert "was 1" in drawn
    assert "4 answers" in drawn


def test_labels_are_text_whatever_they_hold() -> None:
    nasty = "<script>alert(1)</script>"
    for drawn in (
        bars([Bar(label=nasty, count=1)], total=1, label=nasty),
        share_bar([Part(label=nasty, count=1, tone="ink")], label=nasty),
        lines([Point(label=nasty, value=0.5, low=0.4, high=0.6, n=9)], label=nasty),
        dots([(nasty, 2)], label=nasty),
    ):
        assert "<script>" not in drawn


def test_a_line_has_its_intervals_and_leaves_gaps() -> None:
    points = [
        Point(label="before", value=0.5, low=0.4, high=0.6, n=40),
        Point(label="after", value=None),
    ]
    assert describe(points) == "before 50 % (40–60 %, n = 40); after: too few answers"
    drawn = lines(points, label="Right")
    assert drawn.count("<circle") == 1
    assert "n = 40" in drawn


def test_a_point_of_others_than_people_stands_apart_from_the_line() -> None:
    points = [
        Point(label="before", value=1.0, n=35),
        Point(label="game", value=0.5, low=0.3, high=0.7, n=24, who="24 tables"),
        Point(label="after", value=0.2, low=0.1, high=0.4, n=30),
    ]
    drawn = lines(points, label="Share")
    assert drawn.count('class="tone-ink interval"') == 1
    assert drawn.count("is-apart") == 1
    assert "24 tables" in drawn
    assert "50 % (30–70 %, 24 tables)" in describe(points)
