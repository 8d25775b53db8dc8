"""Where things stand in the desk: side by side, on the page, and large enough to press."""

import pytest
from flask import Flask
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.desks import sit_down
from tests.factories import comment, moderator, site

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def desk(live: Flask, tab: Page) -> Page:
    """The queue of a moderator of two sites, one with a long name."""
    news, other = site("Abendblatt am großen Fluss und Umgebung"), site(host="other.example")
    comment(news, "See https://a.example and more", name="W" * 80)
    return sit_down(tab, live, moderator(news, other))


def place_of(one: Locator) -> FloatRect:
    place = one.bounding_box()
    assert place is not None
    return place


def test_the_search_and_its_button_keep_together(desk: Page) -> None:
    row = desk.locator(".filters-search")
    for width in (1440, 1200, 1024, 768, 320):
        desk.set_viewport_size({"width": width, "height": 800})
        words, button = (place_of(row.locator(each)) for each in ("input", "button"))
        assert abs(words["y"] - button["y"]) < 1
        assert words["width"] > 100


def test_what_opens_stays_on_the_page(desk: Page) -> None:
    desk.goto(desk.url + "?links=1")
    for width in (1024, 768, 390):
        desk.set_viewport_size({"width": width, "height": 800})
        for name in (".saved-view", ".more-filters", ".why", ".card .menu"):
            opened = desk.locator(name).first
            opened.locator("> summary").click()
            panel = place_of(opened.locator("> :not(summary)").first)
            assert panel["x"] >= 0
            assert panel["x"] + panel["width"] <= width
            opened.locator("> summary").click()


def test_on_a_phone_the_filters_fold_into_one_row(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 800})
    expect(desk.get_by_label("Order")).to_be_hidden()
    desk.locator(".more-filters > summary", has_text="Filters").click()
    expect(desk.get_by_label("Order")).to_be_visible()


def test_why_it_waits_opens_without_moving_the_text(desk: Page) -> None:
    text = desk.locator(".card-text").first
    before = place_of(text)
    desk.get_by_text("Why it waits").first.click()
    expect(desk.get_by_text("of 100").first).to_be_visible()
    assert place_of(text) == before


def test_the_verbs_of_a_card_never_wrap_their_words(live: Flask, tab: Page) -> None:
    news = site()
    for number in range(3):
        comment(news, "Buy the cheap night passes here" + "!" * number)
    sit_down(tab, live, moderator(news)).set_viewport_size({"width": 390, "height": 800})
    for verb in tab.locator("[data-card] .verb").all():
        assert place_of(verb)["height"] < 50


def test_the_way_back_is_large_enough(live: Flask, tab: Page) -> None:
    news = site()
    sent = comment(news)
    sit_down(tab, live, moderator(news), f"submissions/{sent.id}/alike")
    tab.set_viewport_size({"width": 390, "height": 800})
    assert place_of(tab.get_by_role("link", name="To the queue"))["height"] >= 24
