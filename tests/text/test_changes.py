import pytest
from hypothesis import given

from moderation.text.changes import is_addition, smallest_change
from tests.text.strategies import plain


@pytest.mark.parametrize(
    ("exact", "suggestion", "old", "new"),
    [
        ("the tranfser centre", "the transfer centre", "tranfser", "transfer"),
        ("check", "the check", "check", "the check"),
        ("from check's", "from the check's", "check", "the check"),
        ("PR", "PR,", "PR", "PR,"),
        ("PR потом", "PR, потом", "PR", "PR,"),
        ("хуки это", "хуки — это", "хуки", "хуки —"),
        ("моментов, вы", "моментов вы", "моментов,", "моментов"),
        ("из за него", "из-за него", "из за", "из-за"),
        ("the the", "the", "the the", "the"),
        ("在按装软件", "在安装软件", "按", "安"),
        ("слово", "«слово»", "слово", "«слово»"),
        ("вот\xa0сло\xadво  карова", "вот слово корова", "карова", "корова"),
        ('"слово" да', "«слово» да", '"слово"', "«слово»"),
        ("a", "a", "a", "a"),
    ],
)
def test_it_is_the_words_that_differ(exact: str, suggestion: str, old: str, new: str) -> None:
    assert smallest_change(exact, suggestion) == (old, new)


def test_words_put_in_are_told_from_words_corrected() -> None:
    assert is_addition("check", "the check")
    assert is_addition("adds support", "adds full support")
    assert not is_addition("suport", "support")


@given(plain, plain)
def test_both_parts_are_of_their_texts(exact: str, suggestion: str) -> None:
    old, new = smallest_change(exact, suggestion)
    assert len(old) <= len(exact) * 3 and len(new) <= len(suggestion) * 3  # noqa: PT018
    assert old or not exact.strip("\xad\u200b\u2060\ufeff") or new
