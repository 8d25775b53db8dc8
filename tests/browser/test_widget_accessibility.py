"""The widget breaks none of the rules that a program can check, in each of its states."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import bring_axe, violations
from tests.widget.gestures import report, write
from tests.widget.service import Service, comment, problem, thread

pytest_plugins = ["tests.widget.fixtures"]

RULES = {"version": 1, "text": "Be kind.", "privacy": "Kept for a year."}


THREAD = "[data-moderation-thread]"  # the page around it is not ours


@pytest.fixture(autouse=True)
def _axe(reader: Page) -> None:
    bring_axe(reader)


def test_it_finds_nothing_in_a_thread(reader: Page, service: Service) -> None:
    replies = f'<ol class="replies">{comment(9, "A reply.")}</ol>'
    service.thread = thread(comment(7, "First.", replies=replies), comment(8, "line<br>" * 40))
    reader.goto(service.host_page("plain"))
    expect(reader.get_by_role("button", name="Show all")).to_be_visible()
    assert violations(reader, inside=THREAD) == []


def test_it_finds_nothing_in_the_form_and_what_was_sent(reader: Page, service: Service) -> None:
    service.ticket |= {"rules": RULES, "consent": True}
    reader.goto(service.host_page("plain"))
    form = write(reader, "Hello")
    expect(form).to_contain_text("Kept for a year.")
    assert violations(reader, inside=THREAD) == []
    form.get_by_role("button", name="Send").click()
    expect(reader.locator("#comment-90")).to_be_visible()
    assert violations(reader, inside=THREAD) == []


def test_it_finds_nothing_in_a_refusal(reader: Page, service: Service) -> None:
    service.answers["comments"] = problem(422, errors={"source": ["Too many links."]})
    reader.goto(service.host_page("plain"))
    form = write(reader, "Hello")
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_role("status")).to_have_text("Too many links.")
    assert violations(reader, inside=THREAD) == []


def test_it_finds_nothing_in_the_dialog(reader: Page, service: Service) -> None:
    service.ticket |= {"rules": RULES, "consent": True, "limits": {"quote": 20}}
    service.ticket["mail"] = {"wanted": "Tell me", "email": "E-mail"}
    reader.goto(service.host_page("plain"))
    for words in ("#lead b", "#second"):
        report(reader, words)
        expect(reader.get_by_role("dialog")).to_contain_text("Kept for a year.")
        reader.get_by_label("Tell me").check()
        assert violations(reader, inside="[data-moderation-skip]") == []
        reader.keyboard.press("Escape")
