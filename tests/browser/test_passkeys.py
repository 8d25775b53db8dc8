"""A passkey in a real browser, whose authenticator is a virtual one."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from moderation.extensions import db
from moderation.models import Passkey
from moderation.settings import Settings
from tests.browser.desks import sit_down
from tests.factories import moderator, site
from tests.rows import count_of
from tests.services.threads import live_app

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def live(settings: Settings) -> Iterator[Flask]:
    """An app at a name: passkeys are never for a bare number."""
    with live_app(settings, host="localhost") as app, app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_a_passkey_is_added_and_opens_the_desk(live: Flask, address: str, tab: Page) -> None:
    alice = moderator(site())
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sit_down(tab, live, alice, "passkeys").get_by_role("button", name="Add a passkey").click()
    expect(tab.get_by_text("The passkey is added.")).to_be_visible()
    assert count_of(Passkey) == 1
    tab.context.clear_cookies()
    tab.goto(f"{address}/dashboard/passkey-sign-in")  # asks at once
    expect(tab).to_have_url(f"{address}/dashboard/queue")
    expect(tab.get_by_text("Alice").first).to_be_attached()
