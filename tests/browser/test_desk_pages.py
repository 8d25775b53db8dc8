"""The pages of the desk: without a script, by keys, on a small screen."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from moderation.models import Status, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.browser.desks import card, sit_down
from tests.factories import comment, moderator, site, stored, typo

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def desk(live: Flask, tab: Page) -> Page:
    """The queue of a moderator with a bit of everything in it."""
    news = site(banned_words="casino")
    alice = moderator(news)
    done = comment(news, "Done with", email="vera@mail.example")
    write(decide, done.id, Verb.APPROVE, by=alice.id, version=None, reason="Fine")
    write(decide, typo(news).id, Verb.APPROVE, by=alice.id, version=None)
    comment(news, "A casino https://a.example\n\n> quote\n\n`code`", parent_id=done.id)
    comment(news, "W" * 400, name="W" * 80)
    typo(news, "карова", suggestion="корова", note="Here")
    return sit_down(tab, live, alice)


def test_the_first_tab_leads_past_the_rail(desk: Page) -> None:
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to the content")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("main")).to_be_focused()


def test_the_rail_is_behind_a_menu_on_a_phone(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 800})
    rail = desk.get_by_role("navigation", name="Desk")
    expect(rail).to_be_hidden()
    desk.get_by_role("button", name="Menu", exact=True).click()
    expect(rail).to_be_visible()
    desk.keyboard.press("Escape")
    expect(rail).to_be_hidden()


def test_a_long_text_is_folded_until_one_wants_it(live: Flask, tab: Page) -> None:
    news = site()
    sent = comment(news, "A line.\n\n" * 40)
    sit_down(tab, live, moderator(news))
    folded = card(tab, sent.id).locator("[data-fold]")
    before = folded.evaluate("text => text.offsetHeight")
    card(tab, sent.id).get_by_role("button", name="Show all of it").click()
    assert folded.evaluate("text => text.offsetHeight") > before * 2


def test_it_works_without_a_script(live: Flask, browser: Browser) -> None:
    news = site()
    sent = [comment(news, text).id for text in ("One", "Two")]
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        tab = sit_down(context.new_page(), live, moderator(news))
        card(tab, sent[0]).get_by_role("button", name="Approve").click()
        expect(tab).to_have_url(re.compile(rf"/dashboard/queue#submission-{sent[1]}$"))
        assert stored(sent[0]).status is Status.APPROVED
        tab.get_by_role("button", name="Undo").click()
        expect(card(tab, sent[0])).to_be_visible()
    assert stored(sent[0]).status is Status.PENDING


def test_the_menu_does_what_is_rare(desk: Page) -> None:
    first = desk.locator("[data-card]").first
    first.locator(".menu > summary").click()
    desk.get_by_role("button", name="Close this page to comments").click()
    expect(first).to_contain_text("The page takes no more comments.")
    expect(first).to_contain_text("closed")
