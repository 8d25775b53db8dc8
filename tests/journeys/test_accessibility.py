"""No page of the demo has a violation that axe knows of (WCAG 2.2 AA), by day or by night.

The other pages of the desk, and those of the sign-in, are looked at with more on them elsewhere.
"""

from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import LOOKS, bring_axe, violations
from tests.journeys.conftest import Newsroom

READERS = (
    "/demo/night-tram",
    "/demo/biblioteka",
    "/demo/zaoshi",
    "/sites/demo/thread?url={address}/demo/night-tram&page_id=night-tram",
    "/sites/demo/thread?url={address}/demo/never-seen",
    "/sites/demo/typos?url={address}/demo/zaoshi&page_id=zaoshi&lang=zh",
    "/nothing/here",
)


def wrong(tab: Page) -> list[object]:
    """What axe finds: all it knows by day, and the colours by night."""
    found: list[object] = []
    for _, scheme, rules in LOOKS:
        tab.emulate_media(color_scheme=scheme)
        found += [(scheme, each) for each in violations(tab, rules)]
    return found


def test_no_page_has_a_violation(newsroom: Newsroom, browser: Browser) -> None:
    found = {}
    with browser.new_context(locale="en-GB") as person:
        tab = person.new_page()
        bring_axe(tab)
        for path in READERS:
            tab.goto(newsroom.address + path.format(address=newsroom.address))
            if "/demo/" in path and "?" not in path:
                expect(tab.locator(".thread-title")).to_be_visible()
            found[path] = wrong(tab)
        newsroom.sign_in(tab, newsroom.alice)
        found["the queue"] = wrong(tab)
    assert {path: each for path, each in found.items() if each} == {}
