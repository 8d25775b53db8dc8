"""Where things stand in the pictures of the figures."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from moderation.queries.figures import Stretch
from moderation.views.dashboard.charts import Picture, picture, top_of

MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)


def day(*slowest: float | None, came: int = 1) -> Picture:
    """A picture of hours in which this was the longest that 95 of 100 waited."""
    hours = [
        Stretch(MIDNIGHT + timedelta(hours=hour), came, 1, seconds, seconds)
        for hour, seconds in enumerate(slowest)
    ]
    return picture(hours, target=3600)


@pytest.mark.parametrize(
    ("number", "top"), [(0, 1), (1, 1), (7, 8), (13, 20), (450, 500), (999, 1000)]
)
def test_a_scale_ends_with_a_round_number(number: int, top: int) -> None:
    assert top_of(number) == top


def test_bars_fill_the_width_and_stay_in_their_halves() -> None:
    drawn = day(*[60.0] * 24, came=13)
    assert drawn.bars[0].left > 0
    assert drawn.bars[-1].left + drawn.bars[-1].width < 100
    assert (drawn.bars[0].came, drawn.bars[0].gone) == (32.5, 2.5)


def test_a_longer_time_stands_higher_and_the_longest_at_the_top() -> None:
    drawn = day(10.0, 86_400.0)
    assert 0 < drawn.height(10) < drawn.height(drawn.target) < drawn.height(86_400)
    assert drawn.height(86_400) == pytest.approx(100)


def test_no_two_labels_touch_and_none_is_above_the_picture() -> None:
    drawn = day(40 * 86_400.0)
    heights = sorted(drawn.height(each) for each in (*drawn.rungs, drawn.target))
    assert heights[-1] < 100.001
    assert min(high - low for low, high in pairwise(heights)) >= 12


def test_every_second_label_gives_way_where_it_is_narrow() -> None:
    ticks = day(*[None] * 24).ticks
    assert [tick.begins.hour for tick in ticks] == [0, 3, 6, 9, 12, 15, 18, 21]
    assert [tick.is_lesser for tick in ticks] == [False, True] * 4
