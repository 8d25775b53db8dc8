"""A link to a place is painted by the browser exactly there, as its pixels tell."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize

from moderation.operations.demo import fill_demo
from moderation.text.anchors import Article, Place, Quote, find
from moderation.text.fragments import shortest_fragment, text_fragment
from moderation.transactions import write
from tests import factories
from tests.widget.highlights import Taken, is_exact, opened, take
from tests.widget.service import BASE, Service

pytest_plugins = ["tests.widget.fixtures"]

FILLING = "<p>A line of the filling.</p>" * 40
NASTY = {
    "hyphen": "A ⟦well-knwon⟧ man and a well-known one",
    "commas": "It was late⟦, but⟧ we went, but not all",
    "ampersand and per cent": "Q&amp;A at ⟦A&amp;B: 50%⟧ off; A&amp;C",
    "an address": "see ⟦https://a.example/?a=1&amp;b=2,3-4#:~:text=x⟧ now",
    "guillemets": "Кафе ⟦«Пушкенъ»⟧, кафе «Пушкен»",
    "one of the same words": "la la la la la ⟦la⟧ li la la la la",
    "the last of the same links": "<a href=1>wrod</a> <a href=2>wrod</a> <a href=3>⟦wrod⟧</a>",
    "across elements": "The <b>technology ⟦tranf</b>ser⟧ center",
    "in a table": "<table><tr><td>too<td>⟦too⟧<td>too</table>",
    "across blocks": "<p>The end ⟦of it.</p><p>Another⟧ one begins.</p>",
    "after a line break": "The end<br>⟦ofit⟧ and<br>ofit",
    "no-break spaces": "a&nbsp; ⟦b&nbsp;&nbsp;c⟧ d",
    "soft hyphens": "один ⟦пред&shy;при&shy;ятее⟧ два, предприятее",
    "Arabic": "<p dir=rtl>قال: «⟦المدرسه⟧»، والمدرسه بعيدة</p>",
    "Persian": "<p dir=rtl lang=fa>کتاب‌ها را ⟦می‌خواهد⟧ و می خواهد</p>",
    "Chinese": "他们很好。按装了旧设备。他们不好。⟦按装⟧了新设备。",
    "Japanese": "カタカナと⟦ひらがあ⟧と漢字、ひらがあ。",
    "Thai": "วันนี้อากาศ⟦ดีมาก⟧และฉันไปตลาด ดีมาก",
    "code": "<pre>if x:  y\n    ⟦pas⟧  # pas</pre>",
    "markup that is text": "The &lt;b&gt; ⟦&lt;img src=x onerror=alert(1)&gt;⟧ tag",
    "ends of punctuation": "one (⟦tow!⟧) — «tow»",
}
# Which of the same words, counted from nought.
PLACES = (
    ("night-tram", "recieved", 0),
    ("night-tram", "hour", 1),
    ("biblioteka", "в", 40),
    ("biblioteka", "«до первой жалобы»", 0),
    ("zaoshi", "按装", 0),
    ("zaoshi", "豆腐", 3),
)
SMALL: ViewportSize = {"width": 500, "height": 400}


def links(taken: Taken) -> set[str]:
    """The link that the desk shows at first, and the one made from the article's text."""
    exact, prefix, suffix = taken["exact"], taken["prefix"], taken["suffix"]
    article = Article(taken["text"])
    place = find(article, Quote(exact, prefix, suffix, taken["sentence"], taken["occurrence"]))
    assert isinstance(place, Place)
    return {text_fragment(exact, prefix, suffix), shortest_fragment(article, place)}


def wrong_links(plain: Page, other: Page, address: str, taken: Taken) -> list[str]:
    """The links that are painted anywhere else than at the quote."""
    every = sorted(links(taken))
    return [link for link in every if not is_exact(opened(plain, other, f"{address}#{link}"))]


def test_a_link_is_painted_at_its_quote(reader: Page, service: Service) -> None:
    blocks = "".join(f"<div>{html}</div>" for html in NASTY.values())
    page = f"<!doctype html><meta charset=utf-8><article>{FILLING}{blocks}{FILLING}</article>"
    reader.goto(service.page("marked", page))
    address = service.page("plain", page.replace("⟦", "").replace("⟧", ""))
    reader.set_viewport_size(SMALL)
    with reader.context.new_page() as other:
        other.set_viewport_size(SMALL)
        wrong = {}
        for nth, name in enumerate(NASTY):
            taken = take(reader, f"{BASE}/widget/typos.js", nth=nth)
            wrong[name] = wrong_links(reader, other, address, taken)
    assert {name: links for name, links in wrong.items() if links} == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_link_is_painted_in_the_demo(live: Flask, address: str, browser: Browser) -> None:
    owner = factories.moderator(is_owner=True).id
    write(fill_demo, address, address.partition("//")[2], owner=owner)
    with browser.new_context(viewport=SMALL) as context:
        context.route("**/embed.js", lambda route: route.abort())  # threads come when they like
        plain, other = context.new_page(), context.new_page()
        for slug, words, nth in PLACES:
            plain.goto(f"{address}/demo/{slug}")
            taken = take(plain, f"{address}/widget/typos.js", words, nth)
            assert wrong_links(plain, other, plain.url, taken) == []
