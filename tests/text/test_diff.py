import time
from itertools import pairwise

import pytest
from hypothesis import given

from moderation.text.diff import Piece, in_sentence, split_at, word_diff
from tests.text.strategies import plain, words


def shown(pieces: list[Piece]) -> str:
    """The pieces on one line: [-gone-] and {+new+}."""
    forms = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(forms[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("карова", "корова", "[-карова-]{+корова+}"),
        ("a big cat", "a fat cat", "a [-big-]{+fat+} cat"),
        ("in stead", "instead", "[-in stead-]{+instead+}"),
        ("Нет.", "Нет!", "Нет[-.-]{+!+}"),
        ("按装软件", "安装软件", "[-按-]{+安+}装软件"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("gone", "", "[-gone-]"),
        ("", "", ""),
        ("who  knows", "who knows", "who[-  -]{+ +}knows"),
    ],
)
def test_it_shows_what_changed(before: str, after: str, expected: str) -> None:
    assert shown(word_diff(before, after)) == expected


@given(words | plain, words | plain)
def test_it_reproduces_both_sides(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


def test_it_shows_a_correction_in_its_sentence() -> None:
    pieces = in_sentence("Наша карова и карова.", "карова", "корова", prefix=" и ")
    assert shown(pieces) == "Наша карова и [-карова-]{+корова+}."


def test_it_shows_the_correction_alone_without_its_sentence() -> None:
    assert shown(in_sentence("", "карова", "корова")) == "[-карова-]{+корова+}"
    assert shown(in_sentence("Другое.", "карова", "корова")) == "[-карова-]{+корова+}"


def test_it_strikes_out_a_quote_without_a_suggestion() -> None:
    assert shown(in_sentence("Так так лучше.", "так ", "")) == "Так [-так-] лучше."


@given(words, words, words, words)
def test_it_gives_back_the_sentence(before: str, exact: str, after: str, suggestion: str) -> None:
    sentence = f"{before} {exact} {after}"
    pieces = in_sentence(sentence, exact, suggestion, prefix=before, suffix=after)
    old = "".join(piece.text for piece in pieces if piece.kind != "new")
    assert old in (sentence, exact)


@pytest.mark.parametrize(
    "pair", [("a b ", "b a "), ("a", "b"), ("字", "词"), ("a ", "a a "), ("x y ", "")]
)
def test_it_takes_no_longer_for_hostile_text(pair: tuple[str, str]) -> None:
    started = time.process_time()
    word_diff((pair[0] * 20_000)[:20_000], (pair[1] * 20_000)[:20_000])
    word_diff((pair[0] * 400)[:400], (pair[1] * 400)[:400])
    assert time.process_time() - started < 5


def test_it_is_cut_where_something_was_found() -> None:
    pieces = word_diff("a calm remark", "a calm casino remark")
    start = len("a calm ")
    cut = split_at(pieces, [(start, start + 6), (0, 1)])
    assert [piece.text for piece, is_found in cut if is_found] == ["a", "casino"]
    assert "".join(piece.text for piece, _ in cut if piece.kind != "gone") == "a calm casino remark"
