"""The comment form: a text stays on the screen until the server has it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.widget.gestures import write
from tests.widget.service import BASE, Service, comment, problem, thread

pytest_plugins = ["tests.widget.fixtures"]


@pytest.fixture
def page(reader: Page, service: Service) -> Page:
    """A page with two comments, open in the reader's tab."""
    reader.goto(service.host_page("plain"))
    return reader


def send(page: Page) -> None:
    page.get_by_role("button", name="Send").click()


def test_it_sends_a_comment_and_shows_it_waiting(page: Page, service: Service) -> None:
    write(page, " Hello ")
    page.get_by_label("Name (optional)").fill("Bob")
    send(page)
    expect(page.locator(".comment-waiting-note")).to_contain_text("until a moderator has read it")
    expect(page.locator("#comment-90")).to_be_focused()
    sent = service.posts[0]
    assert (sent["source"].strip(), sent["name"], sent["parent_id"]) == ("Hello", "Bob", "")
    assert (sent["ticket"], sent["website"]) == ("t1", "")


def test_it_says_which_page_it_is_about(page: Page, service: Service) -> None:
    write(page, "Hello")
    send(page)
    expect(page.locator("#comment-90")).to_be_visible()
    sent = service.posts[0]
    assert (sent["url"], sent["title"], sent["lang"]) == (
        "https://paper.example/plain",
        "The bridge opens",
        "en",
    )


def test_it_asks_for_a_ticket_when_the_reader_begins_to_write(page: Page, service: Service) -> None:
    assert "sites/k/ticket" not in service.asked
    with page.expect_response("**/ticket?**"):
        page.get_by_label("Add a comment").click()


def test_it_loses_nothing_that_is_typed_while_it_loads(page: Page) -> None:
    page.get_by_label("Add a comment").press_sequentially("Quick fingers", delay=0)
    expect(page.get_by_label("Leave a comment")).to_have_value("Quick fingers")
    expect(page.get_by_label("Leave a comment")).to_be_focused()


def test_it_takes_the_reader_from_the_link_to_the_form(page: Page) -> None:
    page.get_by_role("link", name="Add a comment").click()
    expect(page.get_by_label("Leave a comment")).to_be_focused()


def test_it_answers_a_comment_below_it(page: Page, service: Service) -> None:
    page.locator("#comment-7").get_by_role("link", name="Reply").click()
    field = page.locator("#comment-7").get_by_label("Reply to Vera")
    expect(field).to_be_focused()
    field.fill("I agree")
    send(page)
    expect(page.locator("#comment-7 > .replies > #comment-90")).to_be_visible()
    assert service.posts[0]["parent_id"] == "7"
    expect(page.get_by_label("Leave a comment")).to_be_visible()


def test_it_keeps_a_reply_and_a_comment_apart(page: Page) -> None:
    write(page, "A comment")
    page.locator("#comment-8").get_by_role("link", name="Reply").click()
    page.get_by_label("Reply to Vera").fill("A reply")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Leave a comment")).to_have_value("A comment")
    page.locator("#comment-8").get_by_role("link", name="Reply").click()
    expect(page.get_by_label("Reply to Vera")).to_have_value("A reply")


def test_it_keeps_a_draft_until_the_page_is_opened_again(page: Page, service: Service) -> None:
    write(page, "Half a thou")
    page.reload()
    expect(page.get_by_label("Leave a comment")).to_have_value("Half a thou")
    send(page)
    expect(page.locator("#comment-90")).to_be_visible()
    page.reload()
    expect(page.locator("textarea")).to_have_value("")


def test_it_remembers_the_name_and_the_author(page: Page, service: Service) -> None:
    for text in ("One", "Two"):
        write(page, text)
        if text == "One":
            page.get_by_label("Name (optional)").fill("Bob")
        send(page)
        expect(page.locator("#comment-90").last).to_contain_text(text)
        page.reload()
    first, second = service.posts
    assert first["name"] == second["name"] == "Bob"
    assert first["author_key"] == second["author_key"]
    assert len(first["author_key"]) >= 32


def test_it_counts_when_the_limit_is_near(page: Page, service: Service) -> None:
    service.ticket["limits"] = {"comment": 20}
    with page.expect_response("**/ticket?**"):
        write(page, "1234567890")
    counter = page.locator(".count")
    expect(counter).to_have_text("")
    page.get_by_label("Leave a comment").fill("1234567890123456")
    expect(counter).to_have_text("16 / 20")


def test_it_refuses_what_is_too_long_or_empty_without_asking(page: Page, service: Service) -> None:
    service.ticket["limits"] = {"comment": 5}
    with page.expect_response("**/ticket?**"):
        form = write(page, "123456")
    send(page)
    expect(form.get_by_role("status")).to_have_text("Too long: 6 of 5 characters.")
    page.get_by_label("Leave a comment").fill(" ")
    send(page)
    expect(form.get_by_role("status")).to_have_text("Write something first.")
    assert service.posts == []


def test_it_shows_what_the_server_refuses_and_keeps_the_text(page: Page, service: Service) -> None:
    errors = {"source": ["Too many links."]}
    service.answers["comments"] = problem(422, detail="Refused.", errors=errors)
    form = write(page, "Buy now")
    send(page)
    expect(form.get_by_role("status")).to_have_text("Too many links.")
    expect(page.get_by_label("Leave a comment")).to_have_value("Buy now")
    expect(page.get_by_label("Leave a comment")).to_be_focused()


def test_it_says_why_nothing_of_it_is_taken(page: Page, service: Service) -> None:
    service.answers["comments"] = problem(403, code="thread_closed", detail="Closed since noon.")
    form = write(page, "Hello")
    send(page)
    expect(form.get_by_role("status")).to_have_text("Closed since noon.")


def test_it_sends_by_keys_too(page: Page, service: Service) -> None:
    write(page, "Hello")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#comment-90")).to_be_visible()
    assert page.get_by_role("dialog").count() == 0


def test_it_shows_the_house_rules_and_asks_for_consent(page: Page, service: Service) -> None:
    rules = {"version": 2, "text": "Be kind.", "privacy": "Kept for a year."}
    service.ticket |= {"rules": rules, "consent": True}
    form = write(page, "Hello")
    expect(form).to_contain_text("Kept for a year.")
    page.get_by_label("I have read this and agree.").check()
    send(page)
    expect(page.locator("#comment-90")).to_be_visible()
    assert (service.posts[0]["rules_version"], service.posts[0]["consent"]) == ("2", "on")


def test_it_works_where_the_browser_keeps_nothing(
    reader_context: BrowserContext, service: Service
) -> None:
    page = reader_context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.goto(service.host_page("plain"))
    write(page, "Hello")
    send(page)
    expect(page.locator("#comment-90")).to_be_visible()
    assert len(service.posts[0]["author_key"]) >= 32


def test_it_begins_the_first_list_of_an_empty_thread(reader: Page, service: Service) -> None:
    service.thread = thread()
    reader.goto(service.host_page("plain"))
    write(reader, "First!")
    send(reader)
    expect(reader.locator(".comments > #comment-90")).to_be_visible()


def test_it_never_runs_what_a_comment_says(page: Page, service: Service) -> None:
    service.answers["comments"] = lambda fields: (201, comment(91, "&lt;img onerror=x&gt;"), {})
    write(page, "<img src=x onerror=alert(1)>")
    send(page)
    expect(page.locator("#comment-91")).to_contain_text("<img onerror=x>")


def test_it_shows_what_waits_on_the_next_visit_too(page: Page, service: Service) -> None:
    write(page, "<b>Hello</b>\nall")
    send(page)
    expect(page.locator("#comment-90")).to_be_visible()
    service.answers["comments"] = problem(500)
    page.reload()
    mine = page.locator(".comments > #comment-90")
    expect(mine).to_contain_text("Visible to you until a moderator has read it.")
    expect(mine.get_by_role("link")).to_have_attribute("href", f"{BASE}/receipts/T")
    service.thread = thread(comment(90, "Hello, public now"))
    page.reload()
    expect(page.locator("#comment-90")).to_have_count(1)
    expect(mine).to_contain_text("public now")
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.endsWith('waiting'))")


def test_it_forgets_what_waits_after_a_day(page: Page, service: Service) -> None:
    write(page, "Hello")
    send(page)
    expect(page.locator("#comment-90")).to_be_visible()
    page.clock.set_fixed_time("2027-01-01T00:00:00Z")
    page.reload()
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.endsWith('waiting'))")
    expect(page.locator("#comment-90")).to_have_count(0)
