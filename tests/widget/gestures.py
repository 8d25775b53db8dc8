"""What a reader does with a page, in words the tests share."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

SELECT = """([from, start, to, end]) => {
  const first = (selector) => document.querySelector(selector).firstChild;
  getSelection().setBaseAndExtent(first(from), start, first(to), end);
}"""


def select(tab: Page, selector: str) -> None:
    """Mark all that is in one element."""
    tab.evaluate("(one) => getSelection().selectAllChildren(document.querySelector(one))", selector)


def select_part(tab: Page, selector: str, start: int, end: int) -> None:
    """Mark some characters of one element's first text; backwards when the end is first."""
    tab.evaluate(SELECT, [selector, start, selector, end])


def report(tab: Page, selector: str, keys: str = "Control+Enter") -> Locator:
    """Mark an element's text and press the keys; the dialog that opens."""
    select(tab, selector)
    tab.keyboard.press(keys)
    dialog = tab.get_by_role("dialog")
    dialog.wait_for()
    return dialog


def write(tab: Page, text: str) -> Locator:
    """Begin a comment with this text; its form."""
    tab.get_by_label("Add a comment").click()
    field = tab.get_by_label("Leave a comment")
    field.fill(text)
    return tab.locator("#moderation-form")
