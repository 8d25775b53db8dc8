"""A search meets a text whatever the form of its words, in three scripts."""

import pytest

from moderation.text.terms import found_in, joined, parts_of, terms


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Выборами довольны все", "выборы"),
        ("Итоги выборов", "ВЫБОРЫ"),
        ("Ёлку поставили", "елка"),
        ("They were running", "run"),
        ("Café", "cafe"),
        ("评论系统", "评论"),
        ("评论系统", "论系统"),
        ("see https://casino.example/win", "casino.example"),
    ],
)
def test_it_meets_other_forms_of_the_words(said: str, asked: str) -> None:
    found = f" {joined([said])[0]} "
    assert all(f" {' '.join(part.terms)} " in found for part in parts_of(asked))


def test_it_finds_one_character_as_the_beginning_of_a_pair() -> None:
    (part,) = parts_of("论")
    assert (part.terms, part.prefix) == ((), "论")
    assert [term.text for term in terms("评论")] == ["评论", "论"]


def test_it_keeps_together_what_is_in_quotation_marks() -> None:
    assert [part.terms for part in parts_of("«красный снег» зима")] == [("красн", "снег"), ("зим",)]


@pytest.mark.parametrize("q", ["", " ", "!!!", '"""', "*", "-", "—", "🙂"])
def test_it_asks_for_nothing_where_there_are_no_words(q: str) -> None:
    assert parts_of(q) == ()


def test_it_looks_at_a_dozen_words_at_most() -> None:
    assert len(parts_of(" ".join(f"w{number}" for number in range(5000)))) == 12


def test_it_tells_which_words_were_found() -> None:
    said = "Выборов не было, Megacasino! 中文字"
    assert found_in(said, parts_of("выборы casino 文字")) == ["Выборов", "Megacasino", "文字"]
