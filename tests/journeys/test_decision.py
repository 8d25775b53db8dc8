"""Two moderators at one queue: the second learns who was first, and nothing is overwritten."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Newsroom, OpenTab

TEXT = "Will my monthly pass be valid at night"


def card_of(desk: Page) -> object:
    return desk.locator("article.card").filter(has_text=TEXT)


@pytest.mark.parametrize("script", [True, False])
def test_the_second_one_is_told(newsroom: Newsroom, open_tab: OpenTab, script: bool) -> None:
    alice, boris = open_tab(script=script), open_tab(script=script)
    newsroom.sign_in(alice, newsroom.alice)
    newsroom.sign_in(boris, newsroom.boris)
    alice.locator("article.card").filter(has_text=TEXT).get_by_role(
        "button", name="Approve"
    ).click()
    expect(alice.get_by_role("button", name="Undo").first).to_be_visible()

    late = boris.locator("article.card").filter(has_text=TEXT)
    late.get_by_role("button", name="Reject").click()
    expect(boris.get_by_text("Alice").first).to_be_visible()
    expect(
        boris.locator("article.card").filter(has_text=TEXT).get_by_text("Approved").first
    ).to_be_visible()

    reader = open_tab(script=False)
    reader.goto(newsroom.article())
    reader.get_by_role("link", name="Comments").click()
    expect(reader.get_by_text(TEXT)).to_be_visible()


def test_a_shift_by_keyboard(newsroom: Newsroom, open_tab: OpenTab) -> None:
    desk = open_tab()
    newsroom.sign_in(desk, newsroom.alice, "/dashboard/queue?kind=comment")
    cards = desk.locator("article.card")
    expect(cards.first).to_be_visible()
    desk.keyboard.press("s")
    desk.keyboard.press("r")
    desk.keyboard.press("a")
    expect(cards.nth(0).get_by_text("Spam", exact=True).first).to_be_visible()
    expect(cards.nth(1).get_by_text("Rejected").first).to_be_visible()
    expect(cards.nth(2).get_by_text("Approved").first).to_be_visible()
    desk.keyboard.press("z")
    expect(cards.nth(2).get_by_role("button", name="Approve")).to_be_visible()
    expect(cards.nth(1).get_by_text("Rejected").first).to_be_visible()
