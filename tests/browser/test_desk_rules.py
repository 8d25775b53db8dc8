"""A rule from the first key to what waits because of it, and pulling back, by keyboard alone."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from moderation.database import utcnow
from moderation.models import Moderator, Role, Site
from moderation.operations.beats import beat
from moderation.transactions import write
from moderation.worker.handlers import do_next
from tests.browser.desks import sit_down
from tests.factories import comment, moderator, site, stored

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def news(live: Flask) -> Site:
    """A site where all is public at once that no check objects to."""
    return site(hold="findings", newcomers="welcome")


@pytest.fixture
def alice(news: Site) -> Moderator:
    return moderator(news, role=Role.ADMIN)


def test_a_rule_is_tried_and_switched_on(
    live: Flask, tab: Page, news: Site, alice: Moderator
) -> None:
    sent = comment(news, "Casinos, not a casino royale").id
    write(beat, "worker", utcnow())
    sit_down(tab, live, alice, "rules/new").locator("#pattern").fill("casino")
    tab.locator("#exceptions").fill("casino royale")
    tab.locator("#pattern").press("Enter")
    expect(tab.locator("[data-looking]")).to_be_visible()
    while do_next(live.extensions["moderation.settings"]):
        pass
    expect(tab.locator("[data-rehearsal] mark")).to_have_text(["Casinos"])  # by itself
    tab.get_by_role("button", name="Switch on").press("Enter")
    expect(tab.get_by_text("Switched on.", exact=True)).to_be_visible()
    assert not stored(sent).is_waiting


def test_what_was_approved_is_pulled_back_and_undone(
    live: Flask, tab: Page, news: Site, alice: Moderator
) -> None:
    sent = comment(news).id
    sit_down(tab, live, alice, "brakes")
    tab.get_by_role("button", name="See how many").press("Enter")
    tab.get_by_role("button", name="Put 1 comment back into the queue").press("Enter")
    undo = tab.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    assert stored(sent).is_waiting
    undo.press("Enter")
    expect(tab.get_by_text("Taken back.", exact=True)).to_be_visible()
    assert not stored(sent).is_waiting
