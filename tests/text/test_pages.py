"""Which addresses are one page."""

import pytest

from moderation.text.pages import place_of
from moderation.text.urls import InvalidURL


def test_it_takes_two_spellings_of_an_address_for_one_page() -> None:
    plain = place_of("https://news.example/a", "")
    assert place_of("http://NEWS.example/a/?utm_source=mail", "") == plain


def test_it_keeps_two_articles_apart() -> None:
    assert place_of("https://news.example/?p=1", "") != place_of("https://news.example/?p=2", "")


def test_it_follows_the_id_whatever_the_address() -> None:
    english = place_of("https://news.example/en/a", "a-7")
    assert place_of("https://news.example/ru/a", "a-7") == english


def test_it_never_takes_an_id_for_an_address() -> None:
    assert place_of("https://news.example/b", "news.example/a") != place_of(
        "https://news.example/a", ""
    )


def test_it_has_one_length() -> None:
    assert {len(place_of("https://a.example/", name)) for name in ("", "x", "x" * 300)} == {64}


def test_it_refuses_what_is_no_address() -> None:
    with pytest.raises(InvalidURL):
        place_of("javascript:alert(1)", "")
