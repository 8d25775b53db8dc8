"""What could not be sent is sent again: the same text, the same key, once."""

import pytest
from playwright.sync_api import Page, expect

from tests.widget.gestures import write
from tests.widget.service import Service, comment, problem, waiting

pytest_plugins = ["tests.widget.fixtures"]


@pytest.fixture
def page(reader: Page, service: Service) -> Page:
    """A page with two comments, open in the reader's tab."""
    reader.goto(service.host_page("plain"))
    return reader


def send(page: Page) -> None:
    page.get_by_role("button", name="Send").click()


def test_it_tries_again_by_itself_when_offline(page: Page, service: Service) -> None:
    form = write(page, "Hello")
    service.is_offline = True
    page.clock.install()
    send(page)
    expect(form.get_by_role("status")).to_contain_text("We try again in 10 s.")
    service.is_offline = False
    page.clock.run_for(10_500)
    expect(page.locator("#comment-90")).to_be_visible()


def test_it_tries_at_once_when_the_connection_is_back(page: Page, service: Service) -> None:
    form = write(page, "Hello")
    service.is_offline = True
    send(page)
    expect(form.get_by_role("status")).to_contain_text("We try again")
    service.is_offline = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#comment-90")).to_be_visible()


def test_it_waits_as_long_as_it_is_told(page: Page, service: Service) -> None:
    service.answers["comments"] = problem(429, detail="Slowly.", retry_after=60)
    form = write(page, "Hello")
    page.clock.install()
    send(page)
    expect(form.get_by_role("status")).to_have_text(
        "Slowly. Your text is kept here. We try again in 60 s."
    )
    service.answers["comments"] = waiting
    page.clock.run_for(61_000)
    expect(page.locator("#comment-90")).to_be_visible()
    first, second = service.posts
    assert first == second


def test_it_gives_a_changed_text_another_key(page: Page, service: Service) -> None:
    service.answers["comments"] = problem(503, retry_after=900)
    form = write(page, "Hello")
    send(page)
    expect(form.get_by_role("status")).to_contain_text("900 s")
    service.answers["comments"] = waiting
    page.get_by_label("Leave a comment").fill("Hello, all")
    send(page)
    expect(page.locator("#comment-90")).to_be_visible()
    first, second = service.posts
    assert first["key"] != second["key"]


def test_it_sends_on_the_next_visit_with_the_same_key(page: Page, service: Service) -> None:
    service.answers["comments"] = problem(503, retry_after=900)
    form = write(page, "Hello")
    send(page)
    expect(form.get_by_role("status")).to_contain_text("We try again")
    service.answers["comments"] = waiting
    page.reload()
    expect(page.locator("#comment-90")).to_be_visible()
    first, second = service.posts
    assert first == second


def test_it_sends_once_however_often_it_is_pressed(page: Page, service: Service) -> None:
    write(page, "Hello")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator("#comment-90")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert len(service.posts) == 1


def test_it_tries_at_once_when_it_is_pressed_again(page: Page, service: Service) -> None:
    service.answers["comments"] = problem(503, retry_after=900)
    form = write(page, "Hello")
    send(page)
    expect(form.get_by_role("status")).to_contain_text("900 s")
    service.answers["comments"] = waiting
    send(page)
    expect(page.locator(".comments #comment-90")).to_have_count(1)
    first, second = service.posts
    assert first == second


def test_it_goes_on_sending_one_while_another_is_answered(page: Page, service: Service) -> None:
    service.answers["comments"] = problem(503, retry_after=900)
    form = write(page, "A comment")
    send(page)
    expect(form.get_by_role("status")).to_contain_text("900 s")
    service.answers["comments"] = waiting
    page.locator("#comment-7").get_by_role("link", name="Reply").click()
    expect(page.get_by_label("Reply to Vera")).to_have_value("")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".comments > #comment-90")).to_be_visible()
    assert [post["parent_id"] for post in service.posts] == ["", ""]
    assert service.posts[0]["key"] == service.posts[1]["key"]


def test_it_asks_another_ticket_for_the_next_comment(page: Page, service: Service) -> None:
    for ticket in ("t1", "t2"):
        service.ticket["ticket"] = ticket
        service.answers["comments"] = lambda fields: (201, comment(len(service.posts), "x"), {})
        page.get_by_role("link", name="Add a comment").click()
        page.get_by_label("Leave a comment").fill("Hello")
        send(page)
        expect(page.get_by_label("Leave a comment")).to_have_value("")
    assert [post["ticket"] for post in service.posts] == ["t1", "t2"]
    assert service.posts[0]["key"] != service.posts[1]["key"]


def test_it_gives_up_on_an_answer_that_is_none_of_ours(page: Page, service: Service) -> None:
    service.answers["comments"] = lambda _fields: (413, "<h1>Too large</h1>", {})
    form = write(page, "Hello")
    send(page)
    expect(form.get_by_role("status")).to_have_text("Not accepted.")


def test_it_waits_ten_seconds_when_it_is_not_told_how_long(page: Page, service: Service) -> None:
    service.answers["comments"] = problem(503, retry_after="Sat, 21 Nov 2026 09:00:00 GMT")
    form = write(page, "Hello")
    send(page)
    expect(form.get_by_role("status")).to_contain_text("We try again in 10 s.")
