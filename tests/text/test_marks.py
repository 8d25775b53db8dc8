from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.markdown import render
from moderation.text.marks import mark_html, places_of
from tests.text.strategies import markdown


@pytest.mark.parametrize(
    ("html", "words", "marked"),
    [
        ("<p>a cat</p>", ["cat"], "<p>a <mark>cat</mark></p>"),
        ("<p>Cat CAT</p>", ["cat"], "<p><mark>Cat</mark> <mark>CAT</mark></p>"),
        ("<p>КОТ</p>", ["кот"], "<p><mark>КОТ</mark></p>"),
        (
            "<p>A&amp;B &lt;i&gt;</p>",
            ["a&b", "<I>"],
            "<p><mark>A&amp;B</mark> <mark>&lt;i&gt;</mark></p>",
        ),
        ("<p>&amp;amp</p>", ["amp"], "<p>&amp;<mark>amp</mark></p>"),
        ('<a href="http://cat.example">x</a>', ["cat"], '<a href="http://cat.example">x</a>'),
        ("<p>p</p>", ["p"], "<p><mark>p</mark></p>"),
        ("<p>cats cat</p>", ["cat", "cats"], "<p><mark>cats</mark> <mark>cat</mark></p>"),
        ("<p>a.c abc</p>", ["a.c"], "<p><mark>a.c</mark> abc</p>"),
        ("<p>c<em>a</em>t</p>", ["cat"], "<p>c<em>a</em>t</p>"),
        ("cat", [], "cat"),
        ("cat", ["", " "], "cat"),
        ("a<br>\ncat", ["cat"], "a<br>\n<mark>cat</mark>"),
    ],
)
def test_it_marks_words_in_the_text_alone(html: str, words: list[str], marked: str) -> None:
    assert mark_html(html, words) == marked


@pytest.mark.parametrize(
    ("text", "span", "marked"),
    [
        ("ass, class, Ass", (0, 3), "<mark>ass</mark>, class, Ass"),
        ("tram stop, tram", (11, 15), "tram stop, <mark>tram</mark>"),
        ("来spam吧 spammer", (1, 5), "来<mark>spam</mark>吧 spammer"),
        ("赌博，来赌博吧", (4, 6), "赌博，来<mark>赌博</mark>吧"),
        ("buyspam respam", (10, 14), "buyspam re<mark>spam</mark>"),
        ("c++ c", (0, 3), "<mark>c++</mark> c"),
        ("a < b, *tram* &amp; tram", (8, 12), "a &lt; b, <em><mark>tram</mark></em> &amp; tram"),
        ("[tram](https://tram.example) tram", (29, 33), "<mark>tram</mark>"),
    ],
)
def test_it_marks_the_place_alone(text: str, span: tuple[int, int], marked: str) -> None:
    assert marked in mark_html(render(text), [], places_of(text, [span]))


class Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data


@given(markdown, st.lists(st.text(min_size=1, max_size=3), max_size=4))
def test_it_changes_nothing_else(source: str, words: list[str]) -> None:
    html = render(source)
    marked = mark_html(html, words)
    assert marked.replace("<mark>", "").replace("</mark>", "") == html
    assert Text(marked).text == Text(html).text
