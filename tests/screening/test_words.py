"""Words that a site wants a human to see first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.screening.types import Finding
from moderation.screening.words import banned_words, find_words
from tests.screening.drafts import KNOWN, POLICY, comment, policy, typo


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Buy VIAGRA now", "viagra", ["VIAGRA"]),
        ("viagras, inviagra", "viagra", ["viagras"]),
        ("viagra_x viagra's", "viagra", ["viagra", "viagra"]),
        ("Купите Казино!", "казино", ["Казино"]),
        ("казиношный", "казино", []),
        ("о казине", "казино", ["казине"]),
        ("еще и ещё", "ещё", ["еще", "ещё"]),
        ("来赌博吧", "赌博", ["赌博"]),
        ("ゲームカジノへ", "カジノ", ["カジノ"]),
        ("payday\n  LOAN", "payday loan", ["payday\n  LOAN"]),
        ("vi\u200bag\xadra", "viagra", ["vi\u200bag\xadra"]),
        ("ＶＩＡＧＲＡ", "viagra", ["ＶＩＡＧＲＡ"]),
        ("STRASSE straße", "Straße", ["STRASSE", "straße"]),
        ("c++ and C", "c++", ["c++"]),
        ("a.b", "axb", []),
    ],
)
def test_it_finds_whole_words_where_they_stand(text: str, word: str, found: list[str]) -> None:
    assert [text[start:end] for _, (start, end) in find_words(text, (word,))] == found


def test_it_names_each_word_once_as_the_site_spells_it() -> None:
    found = banned_words(comment("loan LOAN Bet"), KNOWN, policy(banned_words=("BET", "Loan")))
    spans = ((0, 4), (5, 9), (10, 13))
    assert found == Finding("banned_words", {"words": ["Loan", "BET"]}, "source", spans)


def test_it_prefers_the_longer_phrase() -> None:
    found = find_words("payday loan", ("payday", "payday loan"))
    assert [word for word, _ in found] == ["payday loan"]


def test_it_looks_at_the_name_too() -> None:
    found = banned_words(comment(name="Casino Bob"), KNOWN, policy(banned_words=("casino",)))
    assert found == Finding("banned_words", {"words": ["casino"]}, "name", ((0, 6),))


def test_it_looks_at_the_note_of_a_report_but_not_at_its_quote() -> None:
    strict = policy(banned_words=("casino",))
    assert banned_words(typo("casino"), KNOWN, strict) is None
    found = banned_words(typo(note="my casino"), KNOWN, strict)
    assert found == Finding("banned_words", {"words": ["casino"]}, "note", ((3, 9),))


@pytest.mark.parametrize("words", [(), ("\u200b",)])
def test_it_says_nothing_where_no_word_is_banned(words: tuple[str, ...]) -> None:
    assert banned_words(comment("anything"), KNOWN, policy(banned_words=words)) is None
    assert banned_words(comment("anything"), KNOWN, POLICY) is None


@given(st.text(), st.text(min_size=1))
def test_it_marks_places_of_the_text_whatever_the_text_is(before: str, word: str) -> None:
    text = f"{before} {word} "
    for _, (start, end) in find_words(text, (word,)):
        assert 0 <= start < end <= len(text)
