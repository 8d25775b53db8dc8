"""A reader comments on an article; a moderator approves; the comment stands under the article."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Newsroom, OpenTab

TEXT = "The **harbour** hospital will be glad <img src=x onerror=alert(1)>."


@pytest.mark.parametrize("newsroom", ["sqlite", "postgresql"], indirect=True)
def test_it_works(newsroom: Newsroom, open_tab: OpenTab) -> None:
    reader = open_tab()
    reader.goto(newsroom.article())
    expect(reader.get_by_role("heading", name="7 comments")).to_be_visible()
    reader.get_by_role("textbox", name="Add a comment").click()
    reader.keyboard.type(TEXT)
    reader.get_by_role("textbox", name="Name (optional)").fill("Vera")
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_text("Visible to you until a moderator has read it.")).to_be_visible()

    desk = open_tab()
    newsroom.sign_in(desk, newsroom.alice, "/dashboard/queue?order=newest")
    card = desk.locator("article.card").filter(has_text="hospital will be glad")
    expect(card.locator("img")).to_have_count(0)
    card.get_by_role("button", name="Approve").click()
    expect(card.get_by_text("Approved")).to_be_visible()
    expect(card.get_by_role("button", name="Undo")).to_be_visible()  # the server has answered

    other = open_tab()
    other.goto(newsroom.article())
    expect(other.get_by_role("heading", name="8 comments")).to_be_visible()
    expect(other.locator("strong", has_text="harbour")).to_be_visible()


def test_it_works_without_script(newsroom: Newsroom, open_tab: OpenTab) -> None:
    reader = open_tab(script=False)
    reader.goto(newsroom.article())
    reader.get_by_role("link", name="Comments").click()
    reader.get_by_label("Comment", exact=False).first.fill(TEXT)
    reader.get_by_label("Name", exact=False).first.fill("Vera")
    reader.get_by_role("button", name="Send").click()
    expect(reader).to_have_url(re.compile("/receipts/"))
    receipt = reader.url

    desk = open_tab(script=False)
    newsroom.sign_in(desk, newsroom.alice, "/dashboard/queue?order=newest")
    card = desk.locator("article.card").filter(has_text="hospital will be glad")
    card.get_by_role("button", name="Approve").click()
    expect(desk.get_by_role("button", name="Undo").first).to_be_visible()

    reader.goto(receipt)
    reader.get_by_role("link", name="See it among the comments").click()
    expect(reader.locator("strong", has_text="harbour")).to_be_visible()
    expect(reader.locator(".comment-body img")).to_have_count(0)


def test_a_reader_takes_a_comment_back(newsroom: Newsroom, open_tab: OpenTab) -> None:
    reader = open_tab(script=False)
    reader.goto(newsroom.article())
    reader.get_by_role("link", name="Comments").click()
    reader.get_by_label("Comment", exact=False).first.fill("On second thoughts")
    reader.get_by_role("button", name="Send").click()
    reader.locator("summary", has_text="Take it back").click()
    reader.get_by_role("button", name="Yes, take it back").click()

    desk = open_tab()
    newsroom.sign_in(desk, newsroom.alice, "/dashboard/queue?order=newest")
    expect(desk.locator("article.card").first).to_be_visible()
    expect(desk.get_by_text("On second thoughts")).to_have_count(0)


def test_the_reader_s_text_outlives_a_refusal(newsroom: Newsroom, open_tab: OpenTab) -> None:
    reader = open_tab(script=False)
    reader.goto(newsroom.article())
    reader.get_by_role("link", name="Comments").click()
    reader.get_by_label("Comment", exact=False).first.fill("x" * 5001)
    reader.get_by_role("button", name="Send").click()
    expect(
        reader.get_by_text("The comment is too long: 5001 of 5000 characters.").first
    ).to_be_visible()
    assert reader.get_by_label("Comment", exact=False).first.input_value() == "x" * 5001
