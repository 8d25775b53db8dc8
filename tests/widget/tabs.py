"""A reader's tab that notices when something goes wrong on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Dialog, Page


@contextmanager
def watched_tab(context: BrowserContext) -> Iterator[Page]:
    """A tab of this browser; an error on the page, or an alert, fails the test."""
    tab = context.new_page()
    mistakes: list[str] = []

    def alarm(dialog: Dialog) -> None:
        mistakes.append(dialog.message)
        dialog.dismiss()

    tab.on("pageerror", lambda error: mistakes.append(str(error)))
    tab.on("dialog", alarm)
    yield tab
    assert mistakes == []
