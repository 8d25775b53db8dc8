"""The place of a mistake: ⟦ and ⟧ stand where the selection begins and ends."""

from __future__ import annotations

from typing import TypedDict, cast

import pytest
from playwright.sync_api import Page

from tests.widget.service import BASE, Service

pytest_plugins = ["tests.widget.fixtures"]

CAPTURE = """async ([module, html]) => {
  const { flatten, locate } = await import(module);
  document.body.innerHTML = html;
  const root = document.querySelector("article") ?? document.body;
  const range = document.createRange();
  for (const [mark, set] of [["⟦", "setStart"], ["⟧", "setEnd"]]) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.data.includes(mark));
    const node = walker.currentNode;
    const at = node.data.indexOf(mark);
    node.deleteData(at, 1);
    range[set](node, at);
  }
  return locate(flatten(root, range));
}"""


class Place(TypedDict):
    """Where a mistake stands."""

    exact: str
    prefix: str
    suffix: str
    sentence: str
    occurrence: int


@pytest.fixture
def capture_page(reader: Page, service: Service) -> Page:
    """An empty page that can capture."""
    reader.goto(service.page("empty", "<!doctype html><body></body>"))
    return reader


def capture(tab: Page, html: str) -> Place:
    """The place that this selection has."""
    return cast(Place, tab.evaluate(CAPTURE, [f"{BASE}/widget/typos.js", html]))


EXACT = {
    "a word": ("<p>One ⟦wrod⟧ here.</p>", "wrod"),
    "across elements": ("<p>A <b>bo⟦ld</b> <i>ita⟧lic</i> text</p>", "ld ita"),
    "across blocks": ("<p>End ⟦here.</p><p>And⟧ on.</p>", "here.\nAnd"),
    "across table cells": ("<table><tr><td>a ⟦b</td><td>c⟧ d</td></tr></table>", "b\nc"),
    "across a line break": ("<p>one ⟦two<br>three⟧ four</p>", "two\nthree"),
    "the source's own lines": ("<p>one ⟦two\n      three⟧ four</p>", "two three"),
    "code keeps its spaces": ("<pre>if x:\n    ⟦pas\n    x⟧</pre>", "pas\n    x"),
    "outer space is left out": ("<p>one⟦ two ⟧three</p>", "two"),
    "a triple click": ("<p>⟦Whole one.</p><p>⟧Next.</p>", "Whole one."),
    "hidden text is not there": (
        '<p>a ⟦b <span style="display:none">x</span><span hidden>y</span>c⟧ d</p>',
        "b c",
    ),
    "text for screen readers alone": (
        '<p>a ⟦b <span style="position:absolute;width:1px;overflow:hidden">x</span>c⟧</p>',
        "b c",
    ),
    "what the host skips": ("<p>a ⟦b <span data-moderation-skip>ad </span>c⟧ d</p>", "b c"),
    "scripts are no text": ("<p>a ⟦b <script>var x</script>c⟧ d</p>", "b c"),
    "closed details": (
        "<p>a ⟦b</p><details><summary>s</summary><p>x</p></details><p>c⟧</p>",
        "b\ns\nc",
    ),
    "soft hyphens stay": ("<p>один ⟦пред\u00adпри\u00adятие⟧ два</p>", "пред\u00adпри\u00adятие"),
    "no-break spaces stay": ("<p>is ⟦10\u00a0km⟧ far</p>", "10\u00a0km"),
    "Chinese": ("<p>他们⟦按装⟧了新设备。</p>", "按装"),
    "Arabic": ('<p dir="rtl">ذهب الولد الى ⟦المدرسه⟧ اليوم.</p>', "المدرسه"),
    "emoji": ("<p>So ⟦👨‍👩‍👧 hapy 🇫🇷⟧ today</p>", "👨‍👩‍👧 hapy 🇫🇷"),
    "markup that is text": (
        "<p>The ⟦&lt;img src=x onerror=alert(1)&gt;⟧ tag</p>",
        "<img src=x onerror=alert(1)>",
    ),
    "outside is cut off": ("<article><p>in ⟦side</p></article><p>out⟧ side</p>", "side"),
    "nothing but space": ("<p>one⟦ ⟧two</p>", ""),
}


@pytest.mark.parametrize(("html", "exact"), EXACT.values(), ids=EXACT.keys())
def test_it_takes_the_words_as_they_are_read(capture_page: Page, html: str, exact: str) -> None:
    assert capture(capture_page, html)["exact"] == exact


def test_it_takes_what_is_around_from_other_elements(capture_page: Page) -> None:
    place = capture(capture_page, "<h1>Title</h1><p>One <b>two ⟦thre⟧</b> four.</p><p>Five</p>")
    assert place["prefix"] == "Title\nOne two "
    assert place["suffix"] == " four.\nFive"


def test_it_takes_no_more_than_64_characters_around(capture_page: Page) -> None:
    place = capture(capture_page, f"<p>{'а' * 100} ⟦x⟧ {'б' * 100}</p>")
    assert place["prefix"] == "а" * 63 + " "
    assert place["suffix"] == " " + "б" * 63


def test_it_never_halves_an_emoji(capture_page: Page) -> None:
    family = "👨‍👩‍👧‍👦"  # seven code points, eleven units
    place = capture(capture_page, f"<p>{family * 20}⟦x⟧{family * 20}</p>")
    assert place["prefix"] == place["suffix"] == family * 9


def test_it_takes_one_sentence_of_a_paragraph(capture_page: Page) -> None:
    place = capture(capture_page, "<p>First one. The ⟦secnd⟧ is here! Third?</p><p>Other</p>")
    assert place["sentence"] == "The secnd is here!"


def test_it_takes_every_sentence_that_the_selection_touches(capture_page: Page) -> None:
    place = capture(capture_page, "<p>One. Two ⟦here. Three⟧ there. Four.</p>")
    assert place["sentence"] == "Two here. Three there."


def test_it_knows_where_a_chinese_sentence_ends(capture_page: Page) -> None:
    place = capture(capture_page, "<p>今天下雨。他们⟦按装⟧了新设备。明天晴。</p>")
    assert place["sentence"] == "他们按装了新设备。"


def test_it_keeps_a_sentence_below_400_with_the_words_in_it(capture_page: Page) -> None:
    place = capture(capture_page, f"<p>{'long ' * 200}⟦wrod⟧ {'text ' * 200}</p>")
    assert len(place["sentence"]) <= 400
    assert "long wrod text" in place["sentence"]


def test_it_has_no_sentence_for_words_that_fill_one(capture_page: Page) -> None:
    assert capture(capture_page, f"<p>⟦{'word ' * 200}⟧</p>")["sentence"] == ""


@pytest.mark.parametrize(
    ("html", "occurrence"),
    [
        ("<p>⟦teh⟧ cat, teh dog</p>", 1),
        ("<p>teh cat, ⟦teh⟧ dog</p>", 2),
        ("<h2>teh</h2><p>teh cat, <b>⟦teh⟧</b> dog, teh</p>", 3),
    ],
)
def test_it_counts_which_of_the_same_words(capture_page: Page, html: str, occurrence: int) -> None:
    assert capture(capture_page, html)["occurrence"] == occurrence
