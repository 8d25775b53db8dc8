"""What a thumb does: it decides across, and nothing else; hostile text waits until it is meant."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, expect

from moderation.extensions import db
from moderation.models import Moderator, Status
from tests.browser.desks import card, sit_down
from tests.factories import comment, moderator, site, stored

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def alice(live: Flask) -> Moderator:
    """Who swipes, and has hostile text blurred; of three comments one has a banned word."""
    news = site(banned_words="nasty")
    for text in ("One", "A nasty one", "Three"):
        comment(news, text)
    alice = moderator(news)
    alice.swipes = alice.blurs = True
    db.session.commit()
    return alice


@pytest.fixture
def phone(browser: Browser, live: Flask, alice: Moderator) -> Iterator[Page]:
    """The queue on a phone."""
    size = ViewportSize(width=390, height=844)
    with browser.new_context(viewport=size, has_touch=True, is_mobile=True) as context:
        yield sit_down(context.new_page(), live, alice)


def drag(tab: Page, submission_id: int, across: int, down: int = 0) -> None:
    """Draw a finger over the text of a card."""
    text = card(tab, submission_id).locator(".card-text")
    text.scroll_into_view_if_needed()
    box = text.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = tab.context.new_cdp_session(tab)
    touch(finger, "touchStart", [(x, y)])
    for part in range(1, 9):
        touch(finger, "touchMove", [(x + across * part / 8, y + down * part / 8)])
    touch(finger, "touchEnd", [])


def touch(finger: CDPSession, kind: str, points: list[tuple[float, float]]) -> None:
    where = [{"x": x, "y": y} for x, y in points]
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})


def cards_of(tab: Page) -> list[int]:
    return [int(each.get_attribute("data-card") or 0) for each in tab.locator("[data-card]").all()]


def test_a_swipe_decides_and_can_be_undone(phone: Page) -> None:
    first, _second, third = cards_of(phone)
    drag(phone, first, 150)
    expect(card(phone, first)).to_have_attribute("data-status", "approved")
    drag(phone, third, -150)
    expect(card(phone, third)).to_have_attribute("data-status", "rejected")
    phone.locator(".tray").get_by_role("button", name="Undo").click()
    expect(card(phone, third)).to_have_attribute("data-status", "pending")
    assert stored(first).status is Status.APPROVED


def test_neither_a_short_swipe_nor_scrolling_decides(phone: Page) -> None:
    _first, second, _third = cards_of(phone)
    for across, down in ((60, 0), (20, -200), (100, 100)):
        drag(phone, second, across, down)
        expect(card(phone, second)).not_to_have_attribute("data-swiped", "right")
        expect(card(phone, second)).to_have_attribute("data-waiting", "")
        assert stored(second).status is Status.PENDING


def test_hostile_text_is_blurred_until_it_is_touched(phone: Page) -> None:
    nasty = phone.locator("[data-harsh]")
    expect(nasty).to_have_count(1)
    expect(nasty.locator(".card-text")).to_have_css("filter", re.compile("blur"))
    nasty.locator(".card-text").tap()
    expect(nasty.locator(".card-text")).to_have_css("filter", "none")


def rest(tab: Page, submission_id: int) -> None:
    """Let a finger rest on the head of a card until that has done something."""
    head = card(tab, submission_id).locator(".card-kind")
    head.scroll_into_view_if_needed()
    box, tick = head.bounding_box(), card(tab, submission_id).locator("[data-select]")
    assert box is not None
    was, finger = tick.is_checked(), tab.context.new_cdp_session(tab)
    touch(finger, "touchStart", [(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)])
    expect(tick).to_be_checked(checked=not was)
    touch(finger, "touchEnd", [])


def test_a_finger_that_rests_selects_and_a_second_time_lets_go(phone: Page) -> None:
    first, second, _third = cards_of(phone)
    bar = phone.locator("form[data-selection]")
    card(phone, first).locator(".card-kind").tap()
    expect(bar).to_be_hidden()
    for number in (first, second):
        rest(phone, number)
    expect(bar.locator("[data-selected]")).to_have_text("Selected: 2")
    rest(phone, second)
    expect(bar.locator("[data-selected]")).to_have_text("Selected: 1")
    bar.get_by_role("button", name="Reject").click()
    expect(card(phone, first)).to_have_attribute("data-status", "rejected")
    assert stored(second).status is Status.PENDING


def test_a_finger_presses_what_it_lies_on(phone: Page) -> None:
    second = card(phone, cards_of(phone)[1])
    head = second.locator(".card-head").bounding_box()
    assert head is not None
    phone.set_viewport_size({"width": 390, "height": int(head["y"] + 60)})
    box = second.locator("[data-select]")
    box.tap()
    expect(box).to_be_checked()
    expect(second).to_have_attribute("aria-current", "true")
    expect(second.locator(".reason")).not_to_have_attribute("open", "")
