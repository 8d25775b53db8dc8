"""The filter bar: chips, what a finding leads to, and searches that are none."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import Flask

from tests.factories import comment, moderator, site, typo
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

QUEUE = "/dashboard/queue"
HOSTILE = [
    '"', "\0", "a\0b", "!!!", "-", "' OR 1=1 --", "*" * 10_000, "word " * 2_000, "\ud800", "%",
    "NEAR(", "<img src=x onerror=alert(1)>", "{{ 7*7 }}", "\u202e", "a:b", "&|!",
]  # fmt: skip


def a_desk(app: Flask, **policy: str) -> Desk:
    news = site(**policy)
    comment(news, "My casino", name="Vera")
    comment(news, "A calm remark.")
    return signed_in(app, moderator(news))


def test_a_finding_leads_to_all_with_the_same_reason(app: Flask) -> None:
    desk = a_desk(app, banned_words="casino", newcomers="welcome")
    assert f'href="{QUEUE}?reason=banned_words"' in desk.get(QUEUE).text
    page = desk.get(f"{QUEUE}?reason=banned_words").text
    assert "<mark>casino</mark>" in page
    assert "A calm remark." not in page


def test_each_filter_has_a_chip_that_removes_it(app: Flask) -> None:
    page = a_desk(app).get(f"{QUEUE}?reason=banned_words,newcomer&age=1d&lang=ru&links=1").text
    assert 'href="/dashboard/queue?reason=newcomer&amp;age=1d&amp;lang=ru&amp;links=1"' in page
    assert 'href="/dashboard/queue?reason=banned_words,newcomer&amp;lang=ru&amp;links=1"' in page
    assert page.count('class="active-filter"') == 5


def test_it_keeps_the_filters_on_the_way_to_the_next_page(app: Flask) -> None:
    news = site()
    for number in range(21):
        comment(news, f"Number {number} https://a.example/{number} {'xyz' * number}")
    page = signed_in(app, moderator(news)).get(f"{QUEUE}?links=1&order=oldest").text
    assert "links=1&amp;order=oldest&amp;after=" in page or "order=oldest&amp;links=1" in page


def test_it_never_fails_at_a_search(app: Flask) -> None:
    desk = a_desk(app)
    for said in HOSTILE:
        q = quote(said, errors="surrogatepass")
        answer = desk.get(f"{QUEUE}?status=any&q={q}")
        cannot_be_text = any(char in said for char in "\0\ud800")
        assert (answer.status_code, said) == (400 if cannot_be_text else 200, said)
    assert "Nothing found for" in answer.text


def test_it_marks_what_a_search_found(app: Flask) -> None:
    assert "My <mark>casino</mark>" in a_desk(app).get(f"{QUEUE}?status=any&q=casinos").text


@pytest.mark.parametrize(
    "query",
    ["order=x", "age=2h", "score=101", "score=x", "waiting_for=x", "reason=a%20b", "page=x",
     "author=-1", "links=maybe", "after=x"],
)  # fmt: skip
def test_it_refuses_a_choice_that_is_none(app: Flask, query: str) -> None:
    assert a_desk(app).get(f"{QUEUE}?{query}").status_code == 422


@pytest.mark.parametrize(
    ("query", "most"), [("", 32), ("?reason=newcomer", 33), ("?status=any&q=number", 32)]
)
def test_it_asks_the_database_a_few_things_however_many_cards_there_are(
    app: Flask, count_queries: list[str], query: str, most: int
) -> None:
    news = site()
    for number in range(12):
        comment(news, f"Number {number} {'abc' * number}", name=f"Reader {number}")
        typo(news, f"teh{number}")
    desk = signed_in(app, moderator(news))
    count_queries.clear()
    desk.get(QUEUE + query)
    assert len(count_queries) <= most
