"""Sitting down at the desk in a real browser."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page

from moderation.models import Moderator
from tests.signing_in import signed_in


def sign_in(context: BrowserContext, app: Flask, moderator: Moderator) -> None:
    """Give a browser the session of a moderator."""
    address = app.extensions["moderation.settings"].base_url
    desk = signed_in(app, moderator)
    [cookie] = (desk.client._cookies or {}).values()
    context.clear_cookies()
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def sit_down(tab: Page, app: Flask, moderator: Moderator, path: str = "queue") -> Page:
    """Open a page of the desk as a moderator."""
    sign_in(tab.context, app, moderator)
    tab.goto(f"{app.extensions['moderation.settings'].base_url}/dashboard/{path}")
    return tab


def card(tab: Page, submission_id: int) -> Locator:
    return tab.locator(f"#submission-{submission_id}")
