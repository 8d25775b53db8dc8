"""What axe objects to on the open page, and whether the page fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

READY = f"window.bringAxe = () => {{ {AXE_SCRIPT} }}"
VIOLATIONS = """([inside, options]) => {
    if (!window.axe) bringAxe();
    return axe.run(inside ?? document, {resultTypes: ["violations"], ...options}).then(
        ({violations}) =>
            violations.map(({id, nodes}) => [id, ...nodes.slice(0, 3).map(({html}) => html)]));
}"""
# All rules once; then those to which another theme and a small screen make a difference.
ON_PHONES = {"runOnly": ["color-contrast", "scrollable-region-focusable"]}
LOOKS: tuple[tuple[int, Any, dict[str, Any]], ...] = (
    (1440, "light", {}),
    (390, "dark", ON_PHONES),
)
WIDER = """() => document.documentElement.scrollWidth > innerWidth &&
    [...document.querySelectorAll("main *")].findLast(
        (each) => each.getBoundingClientRect().right > innerWidth)?.outerHTML.slice(0, 200)"""


def bring_axe(tab: Page) -> None:
    """Have it at hand in the open page and all that follow: half a megabyte, sent once."""
    tab.add_init_script(READY)
    if tab.url != "about:blank":
        tab.evaluate(READY)


def violations(
    tab: Page, options: dict[str, Any] | None = None, inside: str | dict[str, Any] | None = None
) -> list[Any]:
    """The rules that are broken, each with the first places; ``inside`` is axe's context."""
    found: list[Any] = tab.evaluate(VIOLATIONS, [inside, options or {}])
    return found


def objections(tab: Page, inside: dict[str, Any] | None = None) -> Iterator[Any]:
    """What is wrong with the open page: wide and light, narrow and dark, at its narrowest."""
    for width, scheme, rules in LOOKS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)
        for found in violations(tab, rules, inside):
            yield width, scheme, *found
    tab.set_viewport_size({"width": 320, "height": 700})
    if wide := tab.evaluate(WIDER):
        yield "wider than 320", wide
    if (headings := tab.locator("h1").count()) != 1:
        yield f"{headings} headings"
    tab.set_viewport_size({"width": 1440, "height": 900})
