"""A spelling error is reported by keys, by a finger, by a link."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.widget.gestures import report, select, select_part
from tests.widget.service import Service, problem, thanks
from tests.widget.tabs import watched_tab

pytest_plugins = ["tests.widget.fixtures"]

HINT = "Select the text with the mistake first."
TITLE = "Report a spelling error"


@pytest.fixture
def page(reader: Page, service: Service) -> Page:
    """A page with a mistake in it, open in the reader's tab."""
    reader.goto(service.host_page("plain"))
    expect(reader.locator(".thread-title")).to_be_visible()
    return reader


def test_it_sends_what_should_be_there(page: Page, service: Service) -> None:
    dialog = report(page, "#lead b")
    page.keyboard.type("transfer")
    dialog.get_by_label("Note to the editors").fill("Twice, by the way")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("Thank you. The editors will look at it.")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    sent = service.posts[0]
    assert (sent["exact"], sent["suggestion"]) == ("tranfser", "transfer")
    assert (sent["note"], sent["occurrence"]) == ("Twice, by the way", "1")
    assert sent["prefix"].endswith("the technology ")
    assert sent["suffix"].startswith(" center opened its doors. More than four hundred")


def test_it_sends_no_suggestion_when_nothing_was_changed(page: Page, service: Service) -> None:
    dialog = report(page, "#lead b")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("Thank you.")
    assert service.posts[0]["suggestion"] == ""


def test_it_takes_a_selection_that_was_made_backwards(page: Page) -> None:
    select_part(page, "#second", 9, 4)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog").locator("mark")).to_have_text("mayor")


def test_it_reports_what_is_typed_where_nothing_can_be_selected(
    page: Page, service: Service
) -> None:
    page.get_by_role("link", name=TITLE).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Text with the mistake")).to_be_focused()
    page.keyboard.type("tranfser")
    expect(dialog.locator("blockquote")).to_contain_text("technology tranfser center")
    dialog.get_by_label("Should be").fill("transfer")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("Thank you.")
    assert service.posts[0]["prefix"].endswith("the technology ")


def test_it_asks_for_the_words_when_there_are_none(page: Page, service: Service) -> None:
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(HINT)
    assert service.posts == []


def test_it_opens_by_any_element_the_page_has_for_it(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("fields"), wait_until="networkidle")
    reader.get_by_role("button", name="Anything wrong?").click()
    expect(reader.get_by_role("dialog")).to_have_accessible_name(TITLE)


def test_it_shows_what_the_server_refuses(page: Page, service: Service) -> None:
    errors = {"suggestion": ["That is the same."]}
    service.answers["typos"] = problem(422, detail="No.", errors=errors)
    dialog = report(page, "#lead b")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("status")).to_have_text("That is the same.")
    expect(dialog.get_by_label("Should be")).to_be_focused()


def test_it_keeps_a_report_and_sends_it_with_the_same_key(page: Page, service: Service) -> None:
    service.answers["typos"] = problem(503, retry_after=900)
    dialog = report(page, "#lead b")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("status")).to_contain_text("Your text is kept here.")
    service.answers["typos"] = thanks
    with page.expect_response("**/typos?fragment=1"):
        page.reload()
    page.wait_for_function("!localStorage['moderation.kept.typos']")
    first, second = service.posts
    assert first == second


def test_it_tries_again_by_itself_even_when_the_dialog_is_closed(
    page: Page, service: Service
) -> None:
    service.is_offline = True
    dialog = report(page, "#lead b")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("status")).to_contain_text("We try again in 10 s.")
    page.keyboard.press("Escape")
    service.is_offline = False
    with page.expect_response("**/typos?fragment=1"):
        page.evaluate("dispatchEvent(new Event('online'))")
    assert service.posts[0]["exact"] == "tranfser"


def test_it_tells_the_desk_what_the_page_says_of_itself(reader: Page, service: Service) -> None:
    script = '<script async src="https://news.example/comments/embed.js" data-site="k"'
    said = "data-section=News data-author=Vera data-revision=3 data-edit-url=https://cms.example/3"
    reader.goto(service.page("own", f"{script} {said}></script><main>A mistaek</main>"))
    report(reader, "main").get_by_role("button", name="Send").click()
    expect(reader.get_by_role("dialog")).to_contain_text("Thank you.")
    sent = service.posts[0]
    assert (sent["section"], sent["author"], sent["revision"]) == ("News", "Vera", "3")
    assert sent["edit_url"] == "https://cms.example/3"


def test_it_offers_a_button_below_what_a_finger_selects(browser: Browser, service: Service) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 390, "height": 800}) as context:
        service.join(context)
        with watched_tab(context) as tab:
            tab.goto(service.host_page("plain"), wait_until="networkidle")
            tab.locator("#lead").tap()
            select(tab, "#lead b")
            pill = tab.get_by_role("button", name=TITLE)
            words = tab.locator("#lead b").bounding_box()
            box = pill.bounding_box()
            assert words
            assert box
            assert box["y"] > words["y"] + words["height"]
            assert box["height"] >= 44
            pill.tap()
            expect(tab.get_by_role("dialog").locator("mark")).to_have_text("tranfser")


def test_it_offers_no_button_to_a_mouse(page: Page, service: Service) -> None:
    page.locator("#lead b").dblclick()
    page.wait_for_load_state("networkidle")
    assert "widget/typos.js" not in service.asked
