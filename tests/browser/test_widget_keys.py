"""Ctrl+Enter reports a spelling error, and stays out of the way of all else."""

import pytest
from playwright.sync_api import Page, expect

from tests.widget.gestures import report, select
from tests.widget.service import Service

pytest_plugins = ["tests.widget.fixtures"]

HINT = "Select the text with the mistake first."
TITLE = "Report a spelling error"


@pytest.fixture
def page(reader: Page, service: Service) -> Page:
    """A page with a mistake in it, open in the reader's tab."""
    reader.goto(service.host_page("plain"))
    expect(reader.locator(".thread-title")).to_be_visible()
    return reader


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter", "Control+NumpadEnter"])
def test_it_opens_on_the_keys_with_the_words_in_their_sentence(page: Page, keys: str) -> None:
    dialog = report(page, "#lead b", keys)
    expect(dialog).to_have_accessible_name(TITLE)
    expect(dialog.locator("blockquote")).to_have_text(
        "On Friday the technology tranfser center opened its doors."
    )
    expect(dialog.locator("mark")).to_have_text("tranfser")
    expect(dialog.get_by_label("Should be")).to_be_focused()
    expect(dialog.get_by_label("Should be")).to_have_value("tranfser")
    expect(dialog.get_by_label("Text with the mistake")).to_be_hidden()


def test_it_sends_by_the_keyboard_alone(page: Page, service: Service) -> None:
    dialog = report(page, "#lead b")
    page.keyboard.type("transfer")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Thank you.")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    assert len(service.posts) == 1


def test_it_keeps_the_focus_inside_and_gives_it_back(page: Page) -> None:
    page.locator("#link").focus()
    dialog = report(page, "#lead b")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('body, [data-moderation-skip]')")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#link")).to_be_focused()


def test_it_opens_once_for_a_key_that_is_held(page: Page) -> None:
    select(page, "#lead b")
    page.keyboard.down("Control")
    for _ in range(3):
        page.keyboard.down("Enter")
    expect(page.get_by_role("dialog")).to_have_count(1)
    assert page.locator("[data-moderation-skip]").count() == 1


def test_it_says_what_to_do_when_nothing_is_selected(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_have_text(HINT)
    assert page.get_by_role("dialog").count() == 0


def test_it_wants_a_selection_inside_the_article(page: Page) -> None:
    page.locator("body").evaluate("(body) => body.append('Imprint')")
    page.evaluate("getSelection().selectAllChildren(document.body)")
    page.evaluate(
        "getSelection().setBaseAndExtent(document.body.lastChild, 0, document.body.lastChild, 7)"
    )
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_have_text(HINT)


@pytest.mark.parametrize("field", ["input", "textarea", "select", ".inner", "[role=textbox]"])
def test_it_leaves_the_keys_to_places_where_one_types(
    reader: Page, service: Service, field: str
) -> None:
    reader.goto(service.host_page("fields"), wait_until="networkidle")
    select(reader, "#wrong")
    reader.locator(field).first.focus()
    reader.keyboard.press("Control+Enter")
    reader.locator(field).first.blur()
    report(reader, "#wrong")
    assert reader.locator("[data-moderation-skip]").count() == 1


def test_it_leaves_the_keys_to_a_link_that_has_the_focus(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("fields"), wait_until="networkidle")
    reader.locator("[data-moderation-typo]").evaluate("(button) => button.remove()")
    reader.locator(".link").focus()
    with reader.context.expect_page():
        reader.keyboard.press("Control+Enter")
    assert reader.get_by_role("alert").count() == 0


@pytest.mark.parametrize(
    "pressed",
    [
        "{bubbles: true, keyCode: 13, ctrlKey: true, isComposing: true}",
        "{bubbles: true, keyCode: 229, key: 'Enter', ctrlKey: true}",
        "{bubbles: true, keyCode: 13, ctrlKey: true, shiftKey: true}",
        "{bubbles: true, keyCode: 13, ctrlKey: true, altKey: true}",
        "{bubbles: true, keyCode: 13, ctrlKey: true, metaKey: true}",
        "{bubbles: true, keyCode: 13, ctrlKey: true, repeat: true}",
        "{bubbles: true, keyCode: 13}",
        "{bubbles: true, keyCode: 69, ctrlKey: true}",
    ],
)
def test_it_leaves_other_keys_and_input_methods_alone(page: Page, pressed: str) -> None:
    select(page, "#lead b")
    page.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {pressed}))")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-moderation-skip]").count() == 0
    report(page, "#second")
    expect(page.get_by_role("dialog").locator("mark")).to_contain_text("The mayor")


def test_it_leaves_a_key_that_the_page_has_used(page: Page, service: Service) -> None:
    page.evaluate("document.addEventListener('keydown', (event) => event.preventDefault())")
    select(page, "#lead b")
    page.keyboard.press("Control+Enter")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-moderation-skip]").count() == 0


def test_it_can_be_switched_off(reader: Page, service: Service) -> None:
    script = '<script async src="https://news.example/comments/embed.js" data-site="k"'
    body = f"{script} data-typos=off></script><main>A mistaek</main><div data-moderation-thread>"
    reader.goto(service.page("off", body), wait_until="networkidle")
    select(reader, "main")
    reader.keyboard.press("Control+Enter")
    reader.wait_for_load_state("networkidle")
    assert "widget/typos.js" not in service.asked
    expect(reader.get_by_role("link", name=TITLE)).to_have_count(0)
