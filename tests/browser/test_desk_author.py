"""Knowing the author, editing and answering, and a reason at hand, in a real browser."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from moderation.models import Comment, Purpose, Role, Site, Status
from moderation.operations.canned import add_canned
from moderation.transactions import write
from tests.browser.axe import bring_axe, violations
from tests.browser.desks import card, sit_down
from tests.factories import comment, moderator, site, stored

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

UNFOLD = "for (const each of document.querySelectorAll('dialog details')) each.open = true"


@pytest.fixture
def news(live: Flask) -> Site:
    """A site that asks for a reason and has one at hand."""
    news = site(reason_required="on", newsroom_name="The desk")
    admin = moderator(news, role=Role.ADMIN, name="Ada").id
    said = {"lang": "", "title": "Topic", "text": "Stay with the article."}
    write(add_canned, news.id, Purpose.REASON, by=admin, **said)
    return news


@pytest.fixture
def sent(news: Site) -> list[int]:
    """Two comments."""
    return [comment(news, "One", author_key="vera's").id, comment(news, "Two", name="Wim").id]


@pytest.fixture
def desk(live: Flask, tab: Page, news: Site, sent: list[int]) -> Page:
    """The queue before Alice."""
    bring_axe(tab)
    return sit_down(tab, live, moderator(news))


def test_the_drawer_opens_acts_and_gives_the_place_back(desk: Page, sent: list[int]) -> None:
    card(desk, sent[0]).focus()
    desk.keyboard.press("o")
    drawer = desk.get_by_role("dialog", name="Vera")
    expect(drawer.get_by_role("heading", name="Vera")).to_be_focused()
    drawer.get_by_label("Add a note").fill("Half a thought")
    drawer.get_by_role("button", name="Always waits").click()
    expect(drawer.get_by_role("status")).to_contain_text("waits from now on")
    expect(drawer.get_by_role("button", name="Always waits")).to_be_focused()
    expect(drawer.get_by_label("Add a note")).to_have_value("Half a thought")
    desk.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(card(desk, sent[0])).to_be_focused()


def test_a_branch_is_taken_down_for_a_reason_and_put_back(desk: Page, sent: list[int]) -> None:
    desk.keyboard.press("o")
    drawer = desk.get_by_role("dialog", name="Vera")
    drawer.get_by_text("Take down the whole branch…").click()
    drawer.get_by_label("Reason, which the authors read").fill("Enough")
    drawer.get_by_role("button", name="Take down 1 comment").click()
    expect(drawer.get_by_role("status")).to_contain_text("1 comment was taken down.")
    assert stored(sent[0]).status is Status.REJECTED
    drawer.get_by_role("button", name="Undo").click()
    expect(drawer.locator("[aria-current]").first).to_contain_text("waiting")
    assert stored(sent[0]).is_waiting


def test_a_reason_at_hand_is_asked_for_and_chosen(desk: Page, sent: list[int]) -> None:
    card(desk, sent[0]).get_by_role("button", name="Reject").click()
    menu = desk.get_by_role("dialog", name="Reject: for which reason?")
    assert violations(desk, inside="#reason-menu") == []
    expect(menu.get_by_role("button", name="Topic")).to_be_focused()
    desk.keyboard.press("1")
    expect(card(desk, sent[0])).to_contain_text("Stay with the article.")
    assert stored(sent[0]).status is Status.REJECTED
    card(desk, sent[1]).get_by_text("Reason", exact=True).click()
    card(desk, sent[1]).get_by_role("button", name="Topic").click()
    desk.keyboard.press("Enter")
    expect(card(desk, sent[1])).to_contain_text("Stay with the article.")


def test_an_edit_and_an_answer_are_one_stroke_each(desk: Page, sent: list[int]) -> None:
    desk.keyboard.press("e")
    desk.get_by_role("textbox", name="Edit the comment").fill("One, trimmed")
    desk.keyboard.press("Control+Enter")
    expect(card(desk, sent[0])).to_contain_text("Edited by Alice")
    one = stored(sent[0])
    assert isinstance(one, Comment)
    assert (one.source, one.status) == ("One, trimmed", Status.APPROVED)
    card(desk, sent[1]).focus()
    desk.keyboard.press("y")
    desk.get_by_role("textbox", name="Reply as The desk").fill("Thanks!")
    desk.keyboard.press("Control+Enter")
    expect(card(desk, sent[1])).to_contain_text("Approved and answered.")
    assert stored(sent[1]).status is Status.APPROVED


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_in_what_opens(desk: Page, width: int, scheme: str) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = []
    for key, where in (("e", "[data-compose]"), ("y", "[data-compose]"), ("o", ".drawer-panel")):
        desk.keyboard.press(key)
        desk.wait_for_selector(where)
        desk.evaluate(
            "for (const each of document.querySelectorAll('dialog details')) each.open = true"
        )
        found += violations(desk, inside=where)
        desk.keyboard.press("Escape")
    assert found == []


def test_all_of_it_works_without_a_script(
    live: Flask, browser: Browser, news: Site, sent: list[int]
) -> None:
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        tab = sit_down(context.new_page(), live, moderator(news))
        card(tab, sent[0]).get_by_role("link", name="Edit").click()
        tab.get_by_role("textbox", name="Edit the comment").fill("One, trimmed")
        tab.get_by_role("button", name="Save", exact=True).click()
        expect(card(tab, sent[0])).to_contain_text("One, trimmed")
        card(tab, sent[0]).get_by_role("link", name="Vera").click()
        tab.get_by_role("button", name="Trusted").click()
        tab.get_by_label("Add a note").fill("Knows her trade")
        tab.get_by_role("button", name="Keep").click()
        expect(tab.get_by_text("Knows her trade")).to_be_visible()
        tab.get_by_text("Take down the whole branch…").click()
        tab.get_by_label("Reason, which the authors read").fill("Enough")
        tab.get_by_role("button", name="Take down 1 comment").click()
        tab.get_by_role("button", name="Undo").click()
    assert stored(sent[0]).is_waiting
