"""One key, one decision: the desk without a mouse."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from moderation.extensions import db
from moderation.models import Status, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.browser.desks import card, sit_down
from tests.factories import comment, moderator, site, stored, typo

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def sent(live: Flask, tab: Page) -> list[int]:
    """Three waiting comments, with the queue open before Alice."""
    news = site()
    sent = [comment(news, text).id for text in ("One", "Two", "Three")]
    sit_down(tab, live, moderator(news))
    return sent


@pytest.mark.parametrize(
    ("key", "status"), [("a", Status.APPROVED), ("r", Status.REJECTED), ("s", Status.SPAM)]
)
def test_a_letter_decides_and_the_next_is_current(
    tab: Page, sent: list[int], key: str, status: Status
) -> None:
    tab.keyboard.press(key)
    expect(card(tab, sent[1])).to_be_focused()
    expect(card(tab, sent[1])).to_have_attribute("aria-current", "true")
    expect(card(tab, sent[0])).to_have_attribute("data-status", status.value)
    assert stored(sent[0]).status is status


def test_the_next_is_current_before_the_server_has_answered(tab: Page, sent: list[int]) -> None:
    press = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}))"
    focused = tab.evaluate(f"() => {{ {press}; return document.activeElement.id }}")
    assert focused == f"submission-{sent[1]}"


def test_a_decided_card_keeps_its_height_and_place(tab: Page, sent: list[int]) -> None:
    before = card(tab, sent[1]).bounding_box()
    tab.keyboard.press("a")
    expect(card(tab, sent[0]).get_by_role("button", name="Undo")).to_be_visible()
    assert card(tab, sent[1]).bounding_box() == before


def test_j_and_k_go_down_and_up(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("j")
    expect(card(tab, sent[1])).to_be_focused()
    tab.keyboard.press("k")
    expect(card(tab, sent[0])).to_be_focused()


def test_z_takes_the_last_decision_back(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("a")
    expect(card(tab, sent[1])).to_be_focused()
    tab.keyboard.press("z")
    expect(card(tab, sent[0])).to_be_focused()
    expect(card(tab, sent[0]).get_by_role("button", name="Approve")).to_be_visible()
    assert stored(sent[0]).status is Status.PENDING


def test_z_says_when_there_is_nothing(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("z")
    expect(tab.get_by_role("status").filter(has_text="nothing of yours")).to_be_visible()


def test_shift_and_a_digit_give_a_reason(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("Shift+R")
    expect(tab.get_by_role("dialog")).to_contain_text("Reject: for which reason?")
    tab.keyboard.press("3")
    expect(card(tab, sent[0])).to_have_attribute("data-status", "rejected")
    expect(card(tab, sent[0])).to_contain_text("Advertising")
    assert stored(sent[0]).status is Status.REJECTED


def test_a_reason_can_be_in_ones_own_words(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("Shift+R")
    tab.get_by_role("dialog").get_by_label("In your own words").fill("Please stay kind")
    tab.keyboard.press("Enter")
    expect(card(tab, sent[0])).to_contain_text("Please stay kind")


def test_escape_leaves_the_reasons_without_deciding(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("Shift+R")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_be_hidden()
    assert stored(sent[0]).status is Status.PENDING


def test_letters_are_letters_where_one_types(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type("as")
    expect(tab.get_by_role("searchbox")).to_have_value("as")
    assert stored(sent[0]).status is Status.PENDING


def test_ctrl_enter_searches_everything(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("s")
    expect(card(tab, sent[0])).to_have_attribute("data-status", "spam")
    tab.keyboard.press("/")
    tab.keyboard.type("One")
    tab.keyboard.press("Control+Enter")
    expect(card(tab, sent[0])).to_be_visible()
    expect(tab).to_have_url(re.compile("status=any"))


def test_c_selects_all_that_match(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("c")
    expect(tab.locator("[data-selected]")).to_contain_text("3")
    tab.keyboard.press("r")
    expect(tab.locator("[data-batch-result]")).to_contain_text("3 rejected")
    tab.keyboard.press("z")
    expect(card(tab, sent[0])).to_be_focused()
    expect(tab.locator("[data-batch-result]")).to_be_hidden()
    assert stored(sent[2]).status is Status.PENDING


def test_a_cyrillic_keyboard_works_too(tab: Page, sent: list[int]) -> None:
    press = "new KeyboardEvent('keydown', {key: 'ф', code: 'KeyA', bubbles: true})"
    tab.evaluate(f"document.dispatchEvent({press})")
    expect(card(tab, sent[0])).to_have_attribute("data-status", "approved")


def test_the_keys_explain_themselves(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog", name="Keys")).to_contain_text("take back my last decision")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_be_hidden()


def test_letters_do_nothing_when_they_are_switched_off(live: Flask, tab: Page) -> None:
    news = site()
    sent, alice = comment(news), moderator(news)
    alice.letter_keys = False
    db.session.commit()
    sit_down(tab, live, alice)
    tab.keyboard.press("a")
    tab.keyboard.press("j")
    expect(card(tab, sent.id).get_by_role("button", name="Approve")).to_be_visible()
    assert stored(sent.id).status is Status.PENDING


def test_after_the_last_one_come_more(live: Flask, tab: Page) -> None:
    news = site()
    sent = [comment(news, f"Remark {number}").id for number in range(22)]
    sit_down(tab, live, moderator(news))
    card(tab, sent[19]).click()
    tab.keyboard.press("a")
    expect(tab.get_by_role("link", name="2 more")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(card(tab, sent[20])).to_be_focused()
    tab.keyboard.press("s")
    expect(card(tab, sent[21])).to_be_focused()


def test_the_numbers_go_down_with_each_decision(live: Flask, tab: Page) -> None:
    news = site()
    comment(news)
    typo(news)
    sit_down(tab, live, moderator(news))
    tab.keyboard.press("a")
    expect(tab.locator(".queue-facts [data-here]")).to_have_text("1")
    expect(tab.locator("[data-waits='comment']")).to_have_text("0")
    expect(tab.locator("[data-waits='typo_report']")).to_have_text("1")


def test_f_fixes_a_mistake_and_goes_on(live: Flask, tab: Page) -> None:
    news = site()
    alice = moderator(news)
    reports = [typo(news, word).id for word in ("teh", "hte")]
    for report in reports:
        write(decide, report, Verb.APPROVE, by=alice.id, version=None)
    sit_down(tab, live, alice, "queue?status=to_fix")
    tab.keyboard.press("f")
    expect(card(tab, reports[1])).to_be_focused()
    expect(card(tab, reports[0])).to_contain_text("Accepted, fixed")
    expect(tab.locator(".queue-facts [data-here]")).to_have_text("1")


def test_taking_a_comment_down_makes_the_next_one_current(live: Flask, tab: Page) -> None:
    news = site()
    alice = moderator(news)
    sent = [comment(news, text).id for text in ("One", "Two")]
    for each in sent:
        write(decide, each, Verb.APPROVE, by=alice.id, version=None)
    sit_down(tab, live, alice, "queue?status=approved&order=oldest")
    tab.keyboard.press("r")
    expect(card(tab, sent[1])).to_be_focused()
    expect(card(tab, sent[0])).to_have_attribute("data-status", "rejected")
