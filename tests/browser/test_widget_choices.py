"""What a reader may say besides the words: what is wrong, whether to be told, and to insist."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.widget.gestures import report, select
from tests.widget.service import Service, problem, thanks

pytest_plugins = ["tests.widget.fixtures"]

ANSWER = "We write “tranfser” on purpose: it is the name of a ship."
TRANSLATED = "This is a translation. Select the mistake in the original."
MARKS = {
    "Chrome": "document.documentElement.classList.add('translated-ltr')",
    "Yandex Browser": "document.querySelector('p').append(document.createElement('ya-tr-span'))",
    "Edge": "document.querySelector('#lead').setAttribute('_msttexthash', '1')",
}


@pytest.fixture
def page(reader: Page, service: Service) -> Page:
    """A page with a mistake in it, on a site that can send mail."""
    service.ticket["mail"] = {"wanted": "Tell me when it is fixed", "email": "E-mail"}
    reader.goto(service.host_page("plain"))
    return reader


def test_it_says_that_something_else_is_wrong(page: Page, service: Service) -> None:
    dialog = report(page, "#lead b")
    expect(dialog.get_by_label("Spelling")).to_be_checked()
    dialog.get_by_label("Something else is wrong").check()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("Thank you.")
    sent = service.posts[0]
    assert (sent["category"], sent["insist"], sent["quote_lang"]) == ("other", "", "en")
    assert "wants_mail" not in sent
    assert "email" not in sent


def test_it_names_the_language_of_the_words(page: Page, service: Service) -> None:
    page.evaluate("document.querySelector('#lead b').lang = 'fr-CA'")
    report(page, "#lead b").get_by_role("button", name="Send").click()
    expect(page.get_by_role("dialog")).to_contain_text("Thank you.")
    assert service.posts[0]["quote_lang"] == "fr-CA"


def test_it_asks_for_an_address_when_mail_is_wanted(page: Page, service: Service) -> None:
    dialog = report(page, "#lead b")
    wants, field = dialog.get_by_label("Tell me when it is fixed"), dialog.get_by_label("E-mail")
    expect(wants).not_to_be_checked()
    expect(field).to_be_hidden()
    wants.check()
    field.fill("vera@mail.example")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("Thank you.")
    sent = service.posts[0]
    assert (sent["wants_mail"], sent["email"]) == ("on", "vera@mail.example")


def test_it_sends_no_address_when_the_tick_is_gone(page: Page, service: Service) -> None:
    dialog = report(page, "#lead b")
    dialog.get_by_label("Tell me when it is fixed").check()
    dialog.get_by_label("E-mail").fill("vera@mail.example")
    dialog.get_by_label("Tell me when it is fixed").uncheck()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("Thank you.")
    assert "email" not in service.posts[0]


def test_it_shows_the_sites_answer_and_lets_the_reader_insist(page: Page, service: Service) -> None:
    errors = {"exact": [ANSWER]}
    service.answers["typos"] = problem(
        422, code="answered", detail=ANSWER, errors=errors, insist="Send anyway"
    )
    dialog = report(page, "#lead b")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("status")).to_have_text(ANSWER)
    service.answers["typos"] = thanks
    dialog.get_by_label("Note to the editors").fill("It is no ship.")
    dialog.get_by_role("button", name="Send anyway").click()
    expect(dialog).to_contain_text("Thank you.")
    first, second = service.posts
    assert (first["insist"], second["insist"]) == ("", "1")
    assert first["key"] != second["key"]


def test_it_takes_an_answer_for_good(page: Page, service: Service) -> None:
    errors = {"exact": [ANSWER]}
    service.answers["typos"] = problem(422, code="answered", detail=ANSWER, errors=errors)
    dialog = report(page, "#lead b")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("status")).to_have_text(ANSWER)
    expect(dialog.get_by_role("button", name="Send anyway")).to_have_count(0)


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_it_takes_nothing_that_a_browser_translated(
    page: Page, service: Service, mark: str
) -> None:
    page.evaluate(mark)
    select(page, "#lead b")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_have_text(TRANSLATED)
    assert service.posts == []
