"""What the widget's tests ask for: a network of our own, and a reader's tab on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.widget.service import Service
from tests.widget.tabs import watched_tab


@pytest.fixture
def service() -> Service:
    """The network, with two comments on every page."""
    return Service()


@pytest.fixture
def reader_context(browser: Browser, service: Service) -> Iterator[BrowserContext]:
    """A reader's browser, fresh."""
    with browser.new_context(locale="en-GB", timezone_id="UTC") as context:
        service.join(context)
        yield context


@pytest.fixture
def reader(reader_context: BrowserContext) -> Iterator[Page]:
    """A reader's tab; an error on the page, or an alert, fails the test."""
    with watched_tab(reader_context) as tab:
        yield tab
