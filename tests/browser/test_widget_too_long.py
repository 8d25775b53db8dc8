"""A selection that is too long is said to be so, and trimmed by the reader there and then."""

import pytest
from playwright.sync_api import Page, expect

from tests.widget.gestures import report, select
from tests.widget.service import Service

pytest_plugins = ["tests.widget.fixtures"]

SENTENCES = {
    "plain": (
        "The selected text is too long: {length} of {limit} characters. Select a word or a phrase.",
        "Report a spelling error",
        "Select the text with the mistake first.",
    ),
    "russian": (
        "Выделенный текст слишком длинный: {length} из {limit} символов. Выделите слово или фразу.",
        "Сообщите об орфографической ошибке",
        "Сначала выделите текст с ошибкой.",
    ),
    "chinese": (
        "所选文字过长：{length}/{limit} 个字符。请选择一个词或短语。",
        "报告文字错误",
        "请先选中有错误的文字。",
    ),
}
COMMENT_FORM = {
    "plain": "Leave a comment",
    "russian": "Оставить комментарий",
    "chinese": "发表评论",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_it_says_it_in_the_page_s_language(reader: Page, service: Service, language: str) -> None:
    sentence, title, _ = SENTENCES[language]
    service.ticket["limits"] = {"quote": 40}
    reader.goto(service.host_page(language))
    long = "#second" if language == "plain" else "#long"
    dialog = report(reader, long)
    length = len(reader.locator(long).text_content() or "")
    expect(dialog).to_have_accessible_name(title)
    expect(dialog.get_by_role("alert")).to_have_text(sentence.format(length=length, limit=40))


@pytest.mark.parametrize("language", SENTENCES)
def test_it_hints_in_the_page_s_language(reader: Page, service: Service, language: str) -> None:
    reader.goto(service.host_page(language), wait_until="networkidle")
    reader.keyboard.press("Control+Enter")
    expect(reader.get_by_role("alert")).to_have_text(SENTENCES[language][2])


@pytest.mark.parametrize("language", COMMENT_FORM)
def test_it_names_the_comment_form(reader: Page, service: Service, language: str) -> None:
    reader.goto(service.host_page(language))
    reader.get_by_role("link", name="Add a comment").click()
    expect(reader.get_by_label(COMMENT_FORM[language])).to_be_focused()


def test_it_lets_the_reader_trim_it_in_the_dialog(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("russian"))
    dialog = report(reader, "#long")
    field = dialog.get_by_label("Текст с ошибкой")
    expect(field).to_be_focused()
    expect(dialog.get_by_label("Как правильно")).to_be_hidden()
    field.fill("забили в дождь, последнюю")
    expect(dialog.get_by_role("alert")).to_have_text("")
    expect(dialog.locator("blockquote")).to_contain_text("Первую сваю забили в дождь, последнюю")
    dialog.get_by_label("Как правильно").fill("забили в дождь; последнюю")
    dialog.get_by_role("button", name="Отправить").click()
    expect(dialog).to_contain_text("Thank you.")
    assert service.posts[0]["prefix"].endswith("Первую сваю ")


def test_it_sends_nothing_that_is_too_long(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("russian"))
    dialog = report(reader, "#long")
    dialog.get_by_role("button", name="Отправить").click()
    expect(dialog.get_by_label("Текст с ошибкой")).to_be_focused()
    assert service.posts == []


def test_it_minds_the_limit_of_the_site_as_soon_as_it_is_known(
    reader: Page, service: Service
) -> None:
    service.ticket["limits"] = {"quote": 300}
    reader.goto(service.host_page("russian"))
    dialog = report(reader, "#long")
    expect(dialog.get_by_role("alert")).to_have_text("")
    expect(dialog.get_by_label("Как правильно")).to_be_visible()


def test_it_counts_as_the_server_does(reader: Page, service: Service) -> None:
    service.ticket["limits"] = {"quote": 20}
    reader.goto(service.page("own", "<main></main>" + SCRIPT), wait_until="networkidle")
    reader.locator("main").evaluate(
        "(main) => { main.textContent = 'й'.normalize('NFD').repeat(20); }"
    )
    dialog = report(reader, "main")
    expect(dialog.get_by_role("alert")).to_have_text("")
    reader.keyboard.press("Escape")
    reader.locator("main").evaluate("(main) => { main.append('😀'); }")
    select(reader, "main")
    reader.keyboard.press("Control+Enter")
    expect(reader.get_by_role("alert")).to_contain_text("21 of 20")


SCRIPT = '<script async src="https://news.example/comments/embed.js" data-site="k"></script>'
