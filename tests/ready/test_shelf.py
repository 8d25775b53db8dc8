"""Answers in memory."""

from __future__ import annotations

from moderation.ready.answers import OVERHEAD, Answer
from moderation.ready.basis import Basis
from moderation.ready.shelf import Shelf

ROOM = 2 * (OVERHEAD + 100)  # for two


def answer(length: int = 50) -> Answer:
    return Answer(b"x" * length, [], Basis(), None)


def test_the_oldest_goes_when_there_is_no_room() -> None:
    shelf = Shelf(ROOM)
    for key in "abc":
        shelf.put(key, answer())
    assert [shelf.get(key) is not None for key in "abc"] == [False, True, True]
    assert shelf.size <= ROOM


def test_what_was_asked_for_again_stays_once_more() -> None:
    shelf, asked = Shelf(ROOM), answer()
    shelf.put("a", asked)
    shelf.put("b", answer())
    asked.used = True
    shelf.put("c", answer())
    assert shelf.get("a") is asked
    assert shelf.get("b") is None


def test_what_is_larger_than_all_the_room_is_not_kept() -> None:
    shelf = Shelf(ROOM)
    shelf.put("a", answer())
    shelf.put("a", answer(ROOM))
    assert (len(shelf), shelf.size) == (0, 0)


def test_packed_bytes_count_too() -> None:
    shelf, one = Shelf(ROOM), answer()
    shelf.put("a", one)
    before = shelf.size
    shelf.grow("a", one, one.code("gzip").size)
    assert shelf.size > before
    shelf.grow("a", one, ROOM)
    assert (len(shelf), shelf.size) == (0, 0)


def test_an_answer_is_not_dropped_for_another_ones_sake() -> None:
    shelf, new = Shelf(ROOM), answer()
    shelf.put("a", new)
    shelf.drop("a", answer())
    assert shelf.get("a") is new
    shelf.drop("a", new)
    assert (shelf.get("a"), shelf.size) == (None, 0)
