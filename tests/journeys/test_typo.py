"""A reader selects a misspelt word and presses Ctrl+Enter; an editor confirms; it gets fixed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Newsroom, OpenTab

SELECT = """
(wanted) => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(wanted);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + wanted.length);
    return;
  }
  throw new Error(`not in the article: ${wanted}`);
}
"""
SELECT_PARAGRAPH = """
() => getSelection().selectAllChildren(
  [...document.querySelectorAll("article p")].find((each) => [...each.textContent].length > 130))
"""
LANGUAGES = [
    ("night-tram", "its never", "it's never", "Should be", "Send", "Thank you."),
    ("biblioteka", "не часто", "нечасто", "Как правильно", "Отправить", "Спасибо"),
    ("zaoshi", "长登", "长凳", "应为", "发送", "谢谢"),
]


def select(reader: Page, words: str) -> None:
    reader.evaluate(SELECT, words)


@pytest.mark.parametrize(("slug", "wrong", "right", "field", "send", "thanks"), LANGUAGES)
def test_it_works(
    newsroom: Newsroom,
    open_tab: OpenTab,
    slug: str,
    wrong: str,
    right: str,
    field: str,
    send: str,
    thanks: str,
) -> None:
    reader = open_tab()
    reader.goto(newsroom.article(slug))
    expect(reader.locator(".thread-title")).to_be_visible()
    select(reader, wrong)
    reader.keyboard.press("Control+Enter")
    dialog = reader.get_by_role("dialog")
    expect(dialog.locator("mark")).to_have_text(wrong)
    suggestion = dialog.get_by_label(field)
    expect(suggestion).to_be_focused()
    suggestion.fill(right)
    dialog.get_by_role("button", name=send).click()
    expect(dialog.get_by_text(re.compile(thanks))).to_be_visible()

    desk = open_tab()
    newsroom.sign_in(desk, newsroom.alice, "/dashboard/queue?kind=typo_report&order=newest")
    card = desk.locator("article.card").first
    expect(card.locator("del, ins").first).to_be_visible()
    desk.keyboard.press("a")
    expect(card.get_by_role("button", name="Undo")).to_be_visible()
    desk.goto(f"{newsroom.address}/dashboard/queue?status=to_fix")
    expect(desk.locator("article.card")).to_have_count(1)
    desk.get_by_role("button", name="Fixed").click()
    expect(desk.get_by_role("button", name="Fixed", exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        (
            "night-tram",
            r"The selected text is too long: \d+ of 200 characters\. Select a word or a phrase\.",
        ),
        (
            "biblioteka",
            r"Выделенный текст слишком длинный: \d+ из 200 символов\. Выделите слово или фразу\.",
        ),
    ],
)
def test_too_long_a_selection_can_be_trimmed(
    as_left: Newsroom, open_tab: OpenTab, slug: str, sentence: str
) -> None:
    reader = open_tab()
    reader.goto(as_left.article(slug))
    expect(reader.locator(".thread-title")).to_be_visible()
    reader.evaluate(
        '() => getSelection().selectAllChildren(document.querySelectorAll("article p")[3])'
    )
    reader.keyboard.press("Control+Enter")
    dialog = reader.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile(sentence))).to_be_visible()
    text = dialog.get_by_role("textbox").first
    text.fill(text.input_value()[:40])
    expect(dialog.get_by_text(re.compile(sentence))).to_have_count(0)


def test_too_long_in_chinese(as_left: Newsroom, open_tab: OpenTab) -> None:
    reader = open_tab()
    reader.goto(as_left.article("zaoshi"))
    expect(reader.locator(".thread-title")).to_be_visible()
    reader.evaluate('() => getSelection().selectAllChildren(document.querySelector("article"))')
    reader.keyboard.press("Control+Enter")
    sentence = re.compile(r"所选文字过长：\d+/200 个字符。请选择一个词或短语。")
    expect(reader.get_by_role("dialog").get_by_text(sentence)).to_be_visible()


@pytest.mark.parametrize(
    ("slug", "link", "quote", "message"),
    [
        (
            "night-tram",
            "Report a spelling error",
            "e" * 201,
            "The selected text is too long: 201 of 200 characters. Select a word or a phrase.",
        ),
        (
            "biblioteka",
            "Сообщите об орфографической ошибке",
            "ё" * 201,
            "Выделенный текст слишком длинный: 201 из 200 символов. Выделите слово или фразу.",
        ),
        (
            "zaoshi",
            "报告文字错误",
            "错" * 201,
            "所选文字过长：201/200 个字符。请选择一个词或短语。",
        ),
    ],
)
def test_it_works_without_script(
    as_left: Newsroom, open_tab: OpenTab, slug: str, link: str, quote: str, message: str
) -> None:
    reader = open_tab(script=False)
    reader.goto(as_left.article(slug))
    reader.locator("noscript a, .readers a").last.click()
    expect(reader.get_by_role("heading", name=link).first).to_be_visible()
    reader.locator("[name=exact]").fill(quote)
    reader.locator("main form button[type=submit]").first.click()
    expect(reader.get_by_text(message).first).to_be_visible()
    assert reader.locator("[name=exact]").input_value() == quote
    reader.locator("[name=exact]").fill(quote[:3])
    reader.locator("main form button[type=submit]").first.click()
    expect(reader).to_have_url(re.compile("/receipts/"))
