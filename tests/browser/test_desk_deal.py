"""Deal mode in a browser: the next card is there at once, and each moderator has another one."""

from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from moderation.extensions import db
from moderation.models import Status, Verb
from moderation.operations.claims import claim
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.browser.desks import card, sit_down
from tests.factories import comment, moderator, site, stored
from tests.services.processes import until

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

IN_HAND = "#submission-{}[aria-current]"


@pytest.fixture
def sent(live: Flask, tab: Page) -> list[int]:
    """Four waiting comments, the first of them dealt to Alice, the second at hand."""
    news = site()
    sent = [comment(news, f"{uuid4().hex} {number}").id for number in range(4)]
    tab.clock.install()
    sit_down(tab, live, moderator(news))
    tab.keyboard.press("d")
    expect(tab.locator(IN_HAND.format(sent[0]))).to_be_visible()
    expect(card(tab, sent[1])).to_be_attached()
    return sent


def test_the_next_card_is_there_before_the_server_has_answered(tab: Page, sent: list[int]) -> None:
    press = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}))"
    focused = tab.evaluate(f"() => {{ {press}; return document.activeElement.id }}")
    assert focused == f"submission-{sent[1]}"
    expect(tab.locator("[data-announce]")).to_contain_text("Approved. Comment Vera.")
    expect(card(tab, sent[0])).to_have_attribute("data-status", "approved")
    expect(card(tab, sent[0])).to_be_hidden()
    expect(tab.locator("[data-done-here]")).to_have_text("1")


def test_z_brings_the_card_back_as_the_current_one(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("s")
    expect(card(tab, sent[1])).to_be_focused()
    tab.keyboard.press("z")
    expect(card(tab, sent[0])).to_be_focused()
    expect(card(tab, sent[0])).to_be_visible()
    expect(tab.locator("[data-done-here]")).to_have_text("0")
    assert stored(sent[0]).status is Status.PENDING


def test_a_skipped_card_is_let_go_and_not_dealt_again(tab: Page, sent: list[int]) -> None:
    with tab.expect_response("**/claims/ends"):
        tab.keyboard.press("ArrowRight")
    assert stored(sent[0]).claimed_by is None
    for each in sent[1:]:
        expect(card(tab, each)).to_be_focused()
        tab.keyboard.press("a")
    expect(tab.get_by_role("heading", name="Nothing left for you here")).to_be_visible()
    expect(tab.locator("[data-announce]")).to_have_text("Nothing left for you here")


def test_a_passed_card_goes_and_the_next_comes(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("p")
    expect(tab.get_by_role("dialog")).to_be_visible()
    tab.keyboard.press("2")
    tab.keyboard.type("Is this libel?")
    tab.keyboard.press("Enter")
    expect(card(tab, sent[1])).to_be_focused()
    expect(card(tab, sent[0])).to_contain_text("Is this libel?")
    assert stored(sent[0]).passed_duty == "legal"
    tab.keyboard.press("k")
    expect(card(tab, sent[0])).to_be_focused()
    with tab.expect_response("**/claims?*"):  # those that are still held are renewed
        tab.clock.run_for(31_000)
    assert stored(sent[0]).claimed_by is None


def test_two_moderators_see_different_cards(
    live: Flask, tab: Page, sent: list[int], browser: Browser
) -> None:
    bob = moderator(stored(sent[0]).site, name="Bob")
    with browser.new_context(locale="en-GB") as context:
        other = sit_down(context.new_page(), live, bob, "deal")
        expect(other.locator(IN_HAND.format(sent[2]))).to_be_visible()


def test_what_one_typed_survives_a_takeover(tab: Page, sent: list[int]) -> None:
    card(tab, sent[0]).get_by_text("Reason", exact=True).click()
    card(tab, sent[0]).locator("input[name=reason]").fill("Half a sentence")
    bob = moderator(stored(sent[0]).site, name="Bob").id
    write(claim, sent[0], by=bob, take_over=True)
    tab.reload()
    expect(card(tab, sent[0])).to_contain_text("Bob")
    tab.keyboard.press("t")
    expect(card(tab, sent[0]).locator("input[name=reason]")).to_have_value("Half a sentence")


def test_a_claim_lost_while_one_types_takes_nothing_from_under_the_fingers(
    live: Flask, tab: Page
) -> None:
    """Else the rest of the word would be pressed as keys that decide."""
    news = site()
    only, alice, bob = comment(news).id, moderator(news), moderator(news, name="Bob")
    tab.clock.install()
    sit_down(tab, live, alice, "deal")
    card(tab, only).get_by_text("Reason", exact=True).click()
    reason = card(tab, only).locator("input[name=reason]")
    reason.press_sequentially("Half a")
    write(claim, only, by=bob.id, take_over=True)
    with tab.expect_response("**/claims?*"):
        tab.clock.run_for(31_000)
    expect(card(tab, only).locator("[data-notice]")).to_contain_text("Bob")
    reason.press_sequentially(" sentence")
    expect(reason).to_have_value("Half a sentence")
    write(decide, only, Verb.REJECT, by=bob.id, version=None)
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-tray]")).to_contain_text("Bob rejected this")


def test_leaving_lets_go_of_both_cards(live: Flask, tab: Page, sent: list[int]) -> None:
    bob = moderator(stored(sent[0]).site, name="Bob")
    tab.keyboard.press("d")
    expect(tab.get_by_role("heading", name="Queue")).to_be_visible()
    until(lambda: stored(sent[0]).claimed_by is None)  # what is said on leaving is not waited for
    sit_down(tab, live, bob, "deal")
    expect(tab.locator(IN_HAND.format(sent[0]))).to_be_visible()


def test_a_decision_that_fails_brings_the_card_back(tab: Page, sent: list[int]) -> None:
    tab.route("**/decisions**", lambda route: route.fulfill(status=500, body="no"), times=1)
    tab.keyboard.press("Shift+R")
    tab.get_by_role("dialog").get_by_label("In your own words").fill("Please stay kind")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-tray]")).to_contain_text("That did not work")
    expect(card(tab, sent[1])).to_be_focused()
    tab.locator("[data-tray]").get_by_role("link", name="Show").click()
    expect(card(tab, sent[0])).to_be_focused()
    expect(card(tab, sent[0]).locator("input[name=reason]")).to_have_value("Please stay kind")
    expect(tab.locator("[data-done-here]")).to_have_text("0")


def test_a_quicker_colleague_is_named_and_the_work_goes_on(tab: Page, sent: list[int]) -> None:
    bob = moderator(stored(sent[0]).site, name="Bob")
    write(decide, sent[0], Verb.REJECT, by=bob.id, version=None)
    tab.keyboard.press("a")
    expect(tab.locator("[data-tray]")).to_contain_text("Bob rejected this")
    expect(card(tab, sent[1])).to_be_focused()
    expect(card(tab, sent[0])).to_have_attribute("data-status", "rejected")


def test_without_a_line_the_next_card_is_there_and_nothing_is_lost(
    tab: Page, sent: list[int]
) -> None:
    tab.context.set_offline(True)
    tab.keyboard.press("a")
    expect(card(tab, sent[1])).to_be_focused()
    tab.keyboard.press("s")
    expect(tab.locator("[data-end]")).to_contain_text("The next card is on its way.")
    tab.context.set_offline(False)  # the browser says so, and what was kept is sent
    expect(card(tab, sent[1])).to_have_attribute("data-status", "spam")
    tab.clock.run_for(5_000)
    expect(card(tab, sent[2])).to_be_visible()


def test_who_rests_lets_go_and_takes_it_up_again(live: Flask, tab: Page) -> None:
    news = site()
    only = comment(news).id
    tab.clock.install()
    sit_down(tab, live, moderator(news), "deal")
    expect(tab.locator(IN_HAND.format(only))).to_be_visible()
    tab.clock.run_for(4 * 60_000)
    assert stored(only).claimed_by is not None
    with tab.expect_response("**/claims/ends"):
        tab.clock.run_for(90_000)
    assert stored(only).claimed_by is None
    with tab.expect_response("**/claims?*"):
        tab.keyboard.press("j")
    assert stored(only).claimed_by is not None


def test_b_leads_to_the_block_and_enter_does_it(tab: Page, sent: list[int]) -> None:
    tab.keyboard.press("b")
    expect(card(tab, sent[0]).get_by_role("button", name="Block the sender")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(card(tab, sent[0])).to_contain_text("The sender cannot post here for 30 days.")


def test_the_map_of_keys_shows_ones_own_letters(live: Flask, tab: Page) -> None:
    news = site()
    sent, alice = comment(news).id, moderator(news)
    alice.keys = {"approve": "w", "undo": "u"}
    db.session.commit()
    sit_down(tab, live, alice, "deal")
    expect(tab.locator(IN_HAND.format(sent))).to_be_visible()
    tab.keyboard.press("?")
    expect(tab.locator("#keys dt").filter(has_text="Shift w")).to_have_count(1)
    tab.keyboard.press("Escape")
    tab.keyboard.press("a")
    assert stored(sent).status is Status.PENDING
    tab.keyboard.press("w")
    expect(card(tab, sent)).to_have_attribute("data-status", "approved")


def test_without_a_script_the_card_shows_with_its_verbs(live: Flask, browser: Browser) -> None:
    news = site()
    comment(news, "One")
    second = comment(news, f"Two {uuid4().hex}").id
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        tab = sit_down(context.new_page(), live, moderator(news))
        tab.get_by_role("button", name="Deal").click()
        tab.get_by_role("button", name="Approve").click()
        expect(card(tab, second)).to_be_visible()
        expect(tab.get_by_role("button", name="Skip")).to_be_visible()
