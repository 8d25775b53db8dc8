"""Whatever readers and moderators do in whatever order, undoing all of it leads exactly back."""

from __future__ import annotations

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.operations import typo_lives
from tests.operations.lives import DEEDS, Life
from tests.operations.typo_lives import TypoLife

Deed = tuple[str, int, int]

deeds = st.tuples(
    st.sampled_from([*DEEDS, "send", "decide", "decide many"]),
    st.integers(0, 5),
    st.integers(0, 29),
)

typo_deeds = st.tuples(
    st.sampled_from([*typo_lives.DEEDS, "send", "send", "merge"]),
    st.integers(0, 5),
    st.integers(0, 29),
)
UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=8, suppress_health_check=UNHURRIED)
@given(st.lists(deeds, min_size=5, max_size=16))
def test_undoing_everything_leads_exactly_back(app: Flask, done: list[Deed]) -> None:
    """But for what the readers did: that stays, and waits for an answer."""
    live_through(done)


def live_through(done: list[Deed]) -> None:
    """A life of its own for each, on a new site."""
    life = Life()
    life.live("send", 0, 0)
    for deed in done:
        life.live(*deed)
    life.check()
    life.undo_everything()
    life.check()


@settings(max_examples=3, suppress_health_check=UNHURRIED)
@given(st.lists(typo_deeds, min_size=6, max_size=14))
def test_no_reader_of_a_mistake_is_lost(app: Flask, done: list[Deed]) -> None:
    """However cards are merged, split, decided on and taken back."""
    life = TypoLife()
    for number in range(3):
        life.live("send", 0, number)
    for deed in done:
        life.live(*deed)
        life.check()
    life.undo_everything()
    life.check()
