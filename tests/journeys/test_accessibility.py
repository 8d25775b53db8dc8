"""No page of the demo has a violation that axe knows of (WCAG 2.2 AA)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Newsroom

DESK = ("/dashboard/queue", "/dashboard/queue?status=decided", "/dashboard/sites/demo")
READERS = (
    "/demo/night-tram",
    "/demo/biblioteka",
    "/demo/zaoshi",
    "/sites/demo/thread?url={address}/demo/night-tram&page_id=night-tram",
    "/sites/demo/thread?url={address}/demo/never-seen",
    "/sites/demo/typos?url={address}/demo/zaoshi&page_id=zaoshi&lang=zh",
    "/dashboard/login",
    "/dashboard/reset",
    "/nothing/here",
)
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_violation(newsroom: Newsroom, browser: Browser, scheme: str) -> None:
    wrong = {}
    with browser.new_context(color_scheme=scheme, locale="en-GB") as person:  # type: ignore[arg-type]
        tab = person.new_page()
        for path in READERS:
            tab.goto(newsroom.address + path.format(address=newsroom.address))
            if "/demo/" in path and "?" not in path:
                expect(tab.locator(".thread-title")).to_be_visible()
            wrong[path] = Axe().run(tab, options=OPTIONS).response["violations"]
        newsroom.sign_in(tab, newsroom.alice)
        for path in DESK:
            tab.goto(newsroom.address + path)
            wrong[path] = Axe().run(tab, options=OPTIONS).response["violations"]
    found = {
        path: [(each["id"], [node["html"][:150] for node in each["nodes"]]) for each in violations]
        for path, violations in wrong.items()
        if violations
    }
    assert found == {}
