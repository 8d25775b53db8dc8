"""Sign-in pages in a real browser: usable by keys and screen readers, in any size."""

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.browsers import PASSWORD, person
from tests.browser.axe import bring_axe, objections

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_stranger_s_pages_have_nothing_axe_objects_to(address: str, tab: Page) -> None:
    bring_axe(tab)
    found = {}
    for page in ("login", "reset"):
        tab.goto(f"{address}/dashboard/{page}")
        found[page] = list(objections(tab))
    assert found == {"login": [], "reset": []}


def test_one_signs_in_by_keys_alone(address: str, tab: Page) -> None:
    email = person(is_owner=True).email
    tab.goto(f"{address}/dashboard/login")
    expect(tab.locator("#email")).to_be_focused()  # as the first frame is drawn, after loading
    tab.keyboard.type(email)
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/dashboard/queue")
