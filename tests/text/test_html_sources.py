"""The visible text of HTML, and where it is written."""

from __future__ import annotations

import pytest

from moderation.text.html_sources import read_html
from moderation.text.sources import Source


def written(source: Source, words: str) -> str:
    """How words of the visible text are written."""
    at = source.visible.index(words)
    return source.raw[source.starts[at] : source.ends[at + len(words) - 1]]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("<p>one</p><P>two", "one\ntwo"),
        ("<b>wo</b>rd", "word"),
        ("---\ntitle: a\n---\n<p>b", "b"),
        ("a<br>b", "a\nb"),
        ("<td>a</td><td>b</td>", "a\nb"),
        ("a<!-- b > c -->d<!--> e<!---> f", "ad e f"),
        ("a<!-- never closed", "a"),
        ("a<script>if (a < b) '</p>'</script>b", "ab"),
        ("a<STYLE>p > b {}</Style>b", "ab"),
        ("a<script>never closed", "a"),
        ("<title>t</title>a<textarea>b</textarea>", "a"),
        ("<head><meta><b>t</b></head><body>a", "a"),
        ("<head><b>t</b><body>a", "a"),
        ("a<template>b<template>c</template>d</template>e", "ae"),
        ("a<p hidden>b<p>c</p></p>d", "a\nd"),
        ("a<i data-moderation-skip>b<i>c</i></i>d", "ad"),
        ("<a title='x>y' href=\"z>\">a</a>", "a"),
        ("<a title=it's>a", "a"),
        ("a<b title='never closed>b", "a"),
        ("a < b <3 c", "a < b <3 c"),
        ("a</ b>c<!doctype x>d", "acd"),
        ("a<![CDATA[b]]>c", "ac"),
        ("a<?php echo $a->b; ?>c<?xml d>e", "ace"),
        ("a{{ b }}c{% d %}e{# f #}g<% h %>i", "acegi"),
        ("a{{ b", "a{{ b"),
        ("a<img alt=b>c<input value=d>", "ac"),
        ("&amp;&#8209;&#x2014;&nbsp;&copy;", "&‑—\xa0©"),
        ("&copy 1 &notit; &bogus; a & b &", "© 1 ¬it; &bogus; a & b &"),
        ("<?xml version='1.0'?><i><script src='x'/>a</i>", "a"),
    ],
)
def test_it_sees_what_a_browser_shows(raw: str, seen: str) -> None:
    assert read_html(raw).visible.strip("\n") == seen


def test_it_reads_the_article_where_there_is_one() -> None:
    raw = "<nav>Home</nav><ARTICLE><p>Story</ARTICLE><footer>End"
    assert read_html(raw).visible.strip() == "Story"
    assert read_html(raw, whole=True).visible.split() == ["Home", "Story", "End"]


@pytest.mark.parametrize(
    ("raw", "words", "as_written"),
    [
        ("<p>a <b>wo</b>rd", "word", "wo</b>rd"),
        ("<p>A&amp;B", "A&B", "A&amp;B"),
        ("a&nbsp;b", "a\xa0b", "a&nbsp;b"),
        ("x \U0001f600 &lt;i&gt;", "<i>", "&lt;i&gt;"),
    ],
)
def test_it_knows_where_each_character_is(raw: str, words: str, as_written: str) -> None:
    assert written(read_html(raw), words) == as_written
