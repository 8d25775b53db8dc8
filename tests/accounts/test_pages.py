"""Sign-in pages in a real browser: usable by keys and screen readers, in any size."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.accounts.browsers import PASSWORD, person
from tests.conftest import Serve

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGES = ["login", "reset", "account", "tf-setup"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_what_axe_objects_to(serve: Serve, tab: Page, scheme: str) -> None:
    somebody = person(is_owner=True)
    address = serve()
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    objections: dict[str, list[str]] = {}
    for page in PAGES:
        tab.goto(f"{address}/dashboard/{page}")
        violations: Any = Axe().run(tab).response["violations"]
        objections[page] = [each["id"] for each in violations]
        if page == "reset":
            sign_in(tab, address, somebody.email)
    assert objections == {page: [] for page in PAGES}


@pytest.mark.usefixtures("app")
def test_nothing_is_wider_than_a_small_phone(serve: Serve, tab: Page) -> None:
    somebody = person(is_owner=True)
    address = serve()
    tab.set_viewport_size({"width": 320, "height": 640})
    sign_in(tab, address, somebody.email)
    wide = []
    for page in PAGES[2:]:
        tab.goto(f"{address}/dashboard/{page}")
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(page)
    assert wide == []


def sign_in(tab: Page, address: str, email: str) -> None:
    """Sign in by keys alone."""
    tab.goto(f"{address}/dashboard/login")
    expect(tab.locator("#email")).to_be_focused()  # as the first frame is drawn, after loading
    tab.keyboard.type(email)
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/dashboard/queue")
