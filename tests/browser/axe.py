"""What axe objects to on the open page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

VIOLATIONS = """(options) => axe.run({resultTypes: ["violations"], ...options}).then(
    ({violations}) =>
        violations.map(({id, nodes}) => [id, ...nodes.slice(0, 3).map(({html}) => html)]))"""


def bring_axe(tab: Page) -> None:
    """Load it into the page: once, however often it looks."""
    tab.evaluate(AXE_SCRIPT)


def violations(tab: Page, options: dict[str, Any]) -> list[Any]:
    """The rules that are broken, each with the first places."""
    found: list[Any] = tab.evaluate(VIOLATIONS, options)
    return found
