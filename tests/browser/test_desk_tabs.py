"""Two tabs of one moderator agree, and a double click is one decision."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from moderation.models import Decision
from tests.browser.desks import card, sit_down
from tests.factories import comment, moderator, site
from tests.rows import count_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_what_one_tab_does_the_other_shows_and_takes_back(live: Flask, tab: Page) -> None:
    news = site()
    first, second, third = (comment(news, text).id for text in ("One", "Two", "Three"))
    sit_down(tab, live, moderator(news))
    other = tab.context.new_page()
    other.goto(tab.url)
    reason = card(other, second).locator("input[name=reason]")
    card(other, second).get_by_text("Reason", exact=True).click()
    reason.fill("Half a sentence")
    card(tab, first).get_by_role("button", name="Reject").dblclick()
    expect(card(other, first)).to_have_attribute("data-status", "rejected")
    card(tab, second).get_by_role("button", name="Approve").click()
    expect(card(other, second).locator("[data-notice]")).to_contain_text("Approved")
    expect(reason).to_have_value("Half a sentence")
    assert count_of(Decision) == 2
    card(other, third).focus()
    for number in (second, first):
        other.keyboard.press("z")
        expect(card(tab, number)).to_have_attribute("data-status", "pending")
