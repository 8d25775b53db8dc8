import pytest
from hypothesis import assume, given

from moderation.text.anchors import Quote
from moderation.text.patches import Outcome, apply
from tests.text.strategies import words

LEFT, RIGHT = "Он купил в магазине ", " и пошёл домой, хотя шёл дождь."


@pytest.mark.parametrize(
    ("exact", "replacement"),
    [
        ("малоко", "молоко"),
        ("малоко", ""),
        ("хлеб", "хлеб,"),
        ("хлеб", "белый хлеб"),
        ("хлеб хлеб", "хлеб"),
        ('"хлеб"', "«хлеб»"),
        ("хлеб - соль", "хлеб — соль"),
        ("按装", "安装"),
        ("Хлеб", "хлеб"),
        (" хлеб ", "хлеб"),
    ],
)
def test_it_is_put_in_once_and_the_rest_is_kept(exact: str, replacement: str) -> None:
    quote = Quote(exact, LEFT, RIGHT)
    patched = apply(LEFT + exact + RIGHT, quote, replacement)
    assert (patched.outcome, patched.text) == (Outcome.APPLIED, LEFT + replacement + RIGHT)
    assert patched.text[patched.start : patched.end] == replacement
    again = apply(patched.text, quote, replacement)
    assert (again.outcome, again.text) == (Outcome.ALREADY_FIXED, patched.text)


def test_the_page_keeps_what_the_quote_lost_on_its_way() -> None:
    page = "Цена: 10\xa0000\xa0рублей за «моло\xadко» — и\xa0хлеп."
    patched = apply(page, Quote('"молоко" - и хлеп', "рублей за "), '"молоко" - и хлеб')
    assert patched.text == page.replace("хлеп", "хлеб")


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        (LEFT + "сыр" + RIGHT, Outcome.NOT_FOUND),
        ("Совсем другой текст.", Outcome.NOT_FOUND),
        (f"{LEFT}хлеп{RIGHT} {LEFT}хлеп{RIGHT}", Outcome.AMBIGUOUS),
        ("", Outcome.NOT_FOUND),
    ],
)
def test_it_is_refused_rather_than_guessed(page: str, outcome: Outcome) -> None:
    patched = apply(page, Quote("хлеп", LEFT, RIGHT), "хлеб")
    assert (patched.outcome, patched.text) == (outcome, page)


@given(words, words, words)
def test_it_gives_the_right_page_or_leaves_it(before: str, exact: str, after: str) -> None:
    assume(exact.strip(" \n\xad"))
    page = f"{before} {exact} {after}"
    patched = apply(page, Quote(exact, f"{before} ", f" {after}"), "щука")
    right = f"{before} щука {after}"
    assert patched.text == (right if patched.outcome is Outcome.APPLIED else page)
