"""The card of a mistake without a mouse: one key a decision, and the next is at hand."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from moderation.models import Category, Role, TypoReport
from tests.browser.desks import card, sit_down
from tests.factories import moderator, site, stored, typo

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def report(submission_id: int) -> TypoReport:
    one = stored(submission_id)
    assert isinstance(one, TypoReport)
    return one


@pytest.fixture
def sent(live: Flask, tab: Page) -> list[int]:
    """Three mistakes that wait, with the queue open before Eve."""
    news = site(edit_url="https://cms.example/edit?url={url}")
    sent = [typo(news, url=f"https://news.example/{number}").id for number in range(3)]
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sit_down(tab, live, moderator(news, role=Role.EDITOR, name="Eve"))
    return sent


def test_it_is_copied_worded_and_sorted_by_letters(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("v")
    expect(card(tab, sent[0]).get_by_text("copied")).to_be_visible()
    assert tab.evaluate("navigator.clipboard.readText()") == "and so the end came"
    tab.keyboard.press("l")
    expect(tab.get_by_role("dialog")).to_be_visible()
    tab.keyboard.press("4")
    expect(card(tab, sent[0]).get_by_text("A name")).to_be_visible()
    tab.keyboard.press("e")
    expect(card(tab, sent[0]).get_by_role("textbox")).to_be_focused()
    tab.keyboard.type("n")
    tab.keyboard.press("Enter")
    expect(card(tab, sent[1])).to_be_focused()
    expect(card(tab, sent[0])).to_have_attribute("data-status", "approved")
    assert (report(sent[0]).replacement, report(sent[0]).category) == ("then", Category.NAME)


def test_one_key_accepts_and_opens_the_page_where_it_is_edited(tab: Page, sent: list[int]) -> None:
    with tab.context.expect_page() as opened:
        tab.keyboard.press("u")
    opened.value.close()
    expect(card(tab, sent[1])).to_be_focused()
    expect(card(tab, sent[0])).to_have_attribute("data-status", "approved")
    assert report(sent[0]).replacement == "the"


def test_the_same_words_are_decided_in_one_stroke(tab: Page, sent: list[int]) -> None:
    card(tab, sent[0]).get_by_role("link", name="The same words at 2 other places").click()
    card(tab, sent[0]).get_by_role("button", name="Accept this one and those ticked").click()
    for each in sent:
        expect(card(tab, each)).to_have_attribute("data-status", "approved")
    tab.keyboard.press("z")
    for each in sent:
        expect(card(tab, each)).to_have_attribute("data-status", "pending")
