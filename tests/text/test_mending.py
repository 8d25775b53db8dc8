"""Corrections in files: each page that can be made is mended to the letter, or left alone."""

from __future__ import annotations

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.anchors import Quote
from moderation.text.mending import Mended, Sheet
from moderation.text.patches import Outcome
from moderation.text.sources import Syntax

WORDS = (
    *("reader", "found", "small", "редакция", "вчера", "город", "中文", "A&B", "5<6", "co-op"),
    *("«да»", "naïve", "story", "evening", "2026", "ещё", "wrote", "about", "editors"),
)
PAIRS = [("tehre", "there"), ("mistkae", "mistake"), ("карова", "корова"), ("трансфр", "трансфер")]
IN_HTML = ["{}", "<b>{}</b>", "<a href='/tehre'>{}</a>", "{}<!-- tehre -->", "<I\n>{}", "{}</p><P>"]
IN_MARKDOWN = ["{}", "**{}**", "*{}*", "[{}](/tehre)", "[{}][r]", "`{}`", "<b>{}</b>", "{}[^1]"]
BETWEEN_HTML = [" ", "\n", "&nbsp;", "<br>", "\xa0", "\r\n  ", " <script>tehre</script> "]
BETWEEN_MARKDOWN = [" ", "\n", "&nbsp;", "  \n", "\\\n", "\n\n", "\n\n> ", "\n\n- ", "\n\n## "]


@st.composite
def pages(draw: st.DrawFn, syntax: Syntax) -> tuple[str, str, Quote, str]:
    """A page with a mistake, the page without, the quote, and what should stand there."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=8, unique=True))
    at = draw(st.integers(0, len(words) - 1))
    wrong, right = draw(st.sampled_from(PAIRS))
    is_html = syntax == "html"
    marks = st.sampled_from(IN_HTML if is_html else IN_MARKDOWN)
    gaps = st.sampled_from(BETWEEN_HTML if is_html else BETWEEN_MARKDOWN)
    raw = mended = ""
    for number, word in enumerate(words):
        mark, gap = draw(marks), draw(gaps)
        shown = html.escape(word) if is_html else word
        raw += mark.format(wrong if number == at else shown) + gap
        mended += mark.format(right if number == at else shown) + gap
    before, after = " ".join(words[:at]) + " ", " " + " ".join(words[at + 1 :])
    end = "" if is_html else "\n\n[r]: /tehre\n\n[^1]: note\n"
    return raw + end, mended + end, Quote(wrong, before[-64:], after[:64]), right


def mend(raw: str, syntax: Syntax, quote: Quote, replacement: str) -> Mended:
    return Sheet(raw, syntax).mend(quote, replacement)


@settings(max_examples=60)
@given(pages("html"))
def test_html_becomes_exactly_the_right_page(page: tuple[str, str, Quote, str]) -> None:
    raw, right, quote, replacement = page
    mended = mend(raw, "html", quote, replacement)
    assert (mended.outcome, mended.raw) == (Outcome.APPLIED, right)
    assert mend(right, "html", quote, replacement).raw == right


@settings(max_examples=40)
@given(pages("markdown"))
def test_markdown_becomes_exactly_the_right_page(page: tuple[str, str, Quote, str]) -> None:
    raw, right, quote, replacement = page
    mended = mend(raw, "markdown", quote, replacement)
    assert (mended.outcome, mended.raw) == (Outcome.APPLIED, right)
    assert mend(right, "markdown", quote, replacement).raw == right


def test_two_corrections_of_one_text() -> None:
    first = mend("<p>teh end of <b>teh</b> story", "html", Quote("teh", "", " end of"), "the")
    second = mend(first.raw, "html", Quote("teh", "teh end of ", " story"), "the")
    assert second.raw == "<p>the end of <b>the</b> story"


def test_a_correction_that_another_one_took_in() -> None:
    first = mend("and teh wrod is", "plain", Quote("teh wrod", "and ", " is"), "the word")
    second = mend(first.raw, "plain", Quote("wrod", "and teh ", " is"), "word")
    assert (first.raw, second.raw) == ("and the word is", "and the word is")
    assert second.outcome is Outcome.ALREADY_FIXED


def test_words_that_stand_twice_are_not_guessed() -> None:
    raw = "<p>so teh end</p><p>so teh end</p>"
    mended = mend(raw, "html", Quote("teh", "so ", " end"), "the")
    assert (mended.outcome, mended.raw) == (Outcome.AMBIGUOUS, raw)


def test_a_replacement_that_has_the_mistake_in_it_is_made_once() -> None:
    quote = Quote("rain", "wait for the ", " to come down")
    first = mend("they wait for the rain to come down", "plain", quote, "rain and snow")
    again = mend(first.raw, "plain", quote, "rain and snow")
    assert again.outcome is Outcome.ALREADY_FIXED


def test_what_is_only_outside_of_the_article_is_found_there() -> None:
    raw = "<p>teh lead</p><article>a story</article>"
    assert mend(raw, "html", Quote("teh", "", " lead"), "the").raw.startswith("<p>the")


def test_a_quick_look_overlooks_nothing() -> None:
    words = ("<p>a<b>gen</b>st&shy;vo", "**agen**stvo", "a&#103;enstvo", "agent_stvo_")
    quote = Quote("agenstvo")
    assert all(Sheet(raw, "markdown").may_have(quote, "agentstvo") for raw in words)
    assert not Sheet("nothing of the kind", "markdown").may_have(quote, "agentstvo")
    assert Sheet("a - b", "plain").may_have(Quote("-"), "—")
