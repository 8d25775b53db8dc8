"""What goes wrong on the way: no connection, no session, a quicker colleague. Nothing is lost."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from moderation.models import Moderator, Status, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.browser.desks import card, sign_in, sit_down
from tests.factories import comment, moderator, site, stored

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def alice(live: Flask) -> Moderator:
    """A moderator of a site where three comments wait."""
    news = site()
    for text in ("One", "Two", "Three"):
        comment(news, text)
    return moderator(news)


@pytest.fixture
def sent(live: Flask, tab: Page, alice: Moderator) -> list[int]:
    """The ids of the cards of the queue that is open before Alice."""
    tab.clock.install()
    sit_down(tab, live, alice)
    return [int(each.get_attribute("data-card") or 0) for each in tab.locator("[data-card]").all()]


def test_a_lost_connection_keeps_the_decisions(tab: Page, sent: list[int]) -> None:
    tab.context.set_offline(True)
    tab.keyboard.press("a")
    tab.keyboard.press("r")
    expect(tab.locator(".bar")).to_contain_text("Decisions kept here: 2")
    assert stored(sent[0]).status is Status.PENDING
    tab.context.set_offline(False)  # the browser says so, and what was kept is sent
    expect(tab.locator(".bar")).to_be_hidden()
    expect(card(tab, sent[1])).to_have_attribute("data-status", "rejected")
    assert stored(sent[0]).status is Status.APPROVED


def test_what_was_not_sent_yet_is_taken_back_here(tab: Page, sent: list[int]) -> None:
    tab.context.set_offline(True)
    tab.keyboard.press("a")
    expect(tab.locator(".bar")).to_be_visible()
    tab.keyboard.press("z")
    expect(card(tab, sent[0])).to_be_focused()
    expect(card(tab, sent[0]).get_by_role("button", name="Approve")).to_be_visible()
    expect(tab.locator(".bar")).to_be_hidden()


def test_a_lost_session_keeps_the_decisions(
    live: Flask, tab: Page, alice: Moderator, sent: list[int]
) -> None:
    tab.context.clear_cookies()
    tab.keyboard.press("a")
    expect(tab.get_by_role("alert")).to_contain_text("You are signed out.")
    expect(tab.get_by_role("link", name="Sign in again")).to_be_visible()
    sign_in(tab.context, live, alice)
    tab.get_by_role("button", name="Try now").click()
    expect(card(tab, sent[0])).to_have_attribute("data-status", "approved")
    assert stored(sent[0]).status is Status.APPROVED


def test_a_quicker_colleague_is_named_in_the_tray(
    tab: Page, alice: Moderator, sent: list[int]
) -> None:
    boris = moderator(name="Boris", is_owner=True)
    write(decide, sent[0], Verb.APPROVE, by=boris.id, version=None)
    tab.keyboard.press("r")
    expect(tab.locator("[data-tray]")).to_contain_text("Boris approved this")
    expect(card(tab, sent[0])).to_have_attribute("data-status", "approved")
    expect(card(tab, sent[1])).to_be_focused()
    assert stored(sent[0]).status is Status.APPROVED


def test_two_moderators_at_once_agree_in_the_end(
    live: Flask, browser: Browser, tab: Page, alice: Moderator, sent: list[int]
) -> None:
    boris = moderator(name="Boris", is_owner=True)
    with browser.new_context(locale="en-GB") as other:
        second = sit_down(other.new_page(), live, boris)
        second.keyboard.press("s")
        expect(card(second, sent[0])).to_have_attribute("data-status", "spam")
        tab.keyboard.press("a")
        expect(card(tab, sent[0])).to_contain_text("Boris called this spam")
        expect(card(tab, sent[0])).to_have_attribute("data-status", "spam")


def test_a_server_that_is_busy_is_asked_again(tab: Page, sent: list[int]) -> None:
    tab.route("**/decisions", lambda route: route.fulfill(status=503), times=1)
    tab.keyboard.press("a")
    expect(tab.locator(".bar")).to_be_visible()
    tab.clock.run_for(5_000)
    expect(card(tab, sent[0])).to_have_attribute("data-status", "approved")


def test_what_came_in_since_is_offered_and_never_pushed(live: Flask, tab: Page) -> None:
    news = site()
    first = comment(news, "One").id
    tab.clock.install()
    sit_down(tab, live, moderator(news))
    fresh = comment(news, "Two").id
    tab.clock.run_for(31_000)
    offer = tab.get_by_role("button", name="New: 1")
    expect(offer).to_be_visible()
    expect(card(tab, fresh)).to_have_count(0)
    offer.click()
    expect(card(tab, fresh)).to_be_focused()
    expect(card(tab, first)).to_be_visible()


def test_an_empty_queue_offers_the_first_that_comes(live: Flask, tab: Page) -> None:
    news = site()
    tab.clock.install()
    sit_down(tab, live, moderator(news))
    expect(tab.get_by_role("heading", name="Nothing waits")).to_be_visible()
    fresh = comment(news).id
    tab.clock.run_for(31_000)
    tab.get_by_role("button", name="New: 1").click()
    expect(card(tab, fresh)).to_be_focused()
    expect(tab.get_by_role("heading", name="Nothing waits")).to_be_hidden()
