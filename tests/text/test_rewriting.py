"""Changing what is seen of a text by changing as little of how it is written as possible."""

from __future__ import annotations

import pytest

from moderation.text.anchors import Quote
from moderation.text.mending import Sheet
from moderation.text.patches import Outcome
from moderation.text.sources import Syntax


def changed(raw: str, syntax: Syntax, exact: str, replacement: str) -> str:
    """The raw text with the one place that shows these words corrected."""
    return Sheet(raw, syntax).mend(Quote(exact), replacement).raw


@pytest.mark.parametrize(
    ("raw", "exact", "replacement", "wanted"),
    [
        ("the <b>tranfser</b> fee", "tranfser", "transfer", "the <b>transfer</b> fee"),
        ("a <b>tran</b>fser", "tranfser", "transfer", "a <b>tran</b>sfer"),
        ("<B>agen</B>stvo", "agenstvo", "agentstvo", "<B>agent</B>stvo"),
        ("в&nbsp;агенстве", "в агенстве", "в агентстве", "в&nbsp;агентстве"),
        ("пред&shy;прия\xadтеи x", "предприятеи", "предприятие", "пред&shy;прия\xadтие x"),
        ("AT&#38;T inc", "AT&T inc", "AT&T Inc", "AT&#38;T Inc"),
        ("AT T", "AT T", "AT&T", "AT&amp;T"),
        ("a <i>b</i>", "b", "<script>", "a <i>&lt;script&gt;</i>"),
        ("one\r\ntwoo", "one twoo", "one two", "one\r\ntwo"),
        ("this the the<br>end", "the the", "the", "this the<br>end"),
        ("an&#45;other", "an-other", "another", "another"),
        ("“teh”", '"teh"', '"the"', "“the”"),
        ("a - b", "a - b", "a — b", "a — b"),
    ],
)
def test_html_keeps_its_marks(raw: str, exact: str, replacement: str, wanted: str) -> None:
    assert changed(raw, "html", exact, replacement) == wanted


@pytest.mark.parametrize(
    ("raw", "exact", "replacement", "wanted"),
    [
        ("a **bold**text", "boldtext", "bold, text", "a **bold**, text"),
        ("a **tran***fs*er", "tranfser", "transfer", "a **tran***sf*er"),
        ("foo **bar** baz", "foo bar baz", "foo baz", "foo baz"),
        ("[tihs](http://tihs.x)", "tihs", "this", "[this](http://tihs.x)"),
        ("[tihs][tihs]\n\n[tihs]: /tihs", "tihs", "this", "[this][tihs]\n\n[tihs]: /tihs"),
        ("> any\n> one else", "any one", "anyone", "> anyone else"),
        ("`teh` *text*", "teh", "the", "`the` *text*"),
        ("`a` b", "a", "*", "`*` b"),
        ("a word", "word", "*word*", "a \\*word\\*"),
        ("a word", "word", "<b>w</b>", "a \\<b>w\\</b>"),
        ("a word", "word", "R&amp;D", "a R\\&amp;D"),
        ("word", "word", "# word", "\\# word"),
        ("word", "word", "- word", "\\- word"),
        ("a\nword", "word", "1. word", "a\n1\\. word"),
        ("|a|b|\n|-|-|\n|wrd|c|", "wrd", "w|rd", "|a|b|\n|-|-|\n|w\\|rd|c|"),
        ("---\ntitle: A tilte\n---\n", "tilte", "title", "---\ntitle: A title\n---\n"),
        ("\ufeffteh\r\nend", "teh", "the", "\ufeffthe\r\nend"),
        ("wait -- no teh...", "wait – no teh…", "wait – no the…", "wait -- no the..."),
        ("a word  \nb", "word", "two\n\nwords", "a two words  \nb"),
    ],
)
def test_markdown_keeps_its_marks(raw: str, exact: str, replacement: str, wanted: str) -> None:
    assert changed(raw, "markdown", exact, replacement) == wanted


@pytest.mark.parametrize(
    ("raw", "syntax", "exact", "replacement"),
    [
        ("`cod`", "markdown", "cod", "co`d"),
        ("---\ntitle: A tilte\n---\n", "markdown", "tilte", "title: b"),
        ("a { b", "markdown", "b", "{% b %}"),
        ("<p>a b", "html", "b", "{{ config }}"),
        ("a b", "plain", "b", "<?php evil() ?>"),
        ("a {b", "plain", "b", "{ b"),
    ],
)
def test_what_would_be_more_than_text_is_refused(
    raw: str, syntax: Syntax, exact: str, replacement: str
) -> None:
    mended = Sheet(raw, syntax).mend(Quote(exact), replacement)
    assert (mended.outcome, mended.raw, mended.is_kept) == (Outcome.AMBIGUOUS, raw, True)
