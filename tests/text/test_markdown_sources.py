"""The visible text of Markdown, and where it is written."""

from __future__ import annotations

import pytest

from moderation.text.markdown_sources import read_markdown

EVERYTHING = """---
title: A fine day
date: 2026-01-01
---
# Heading *one* ##

Some **bo**ld, [a *link*](http://x.example "t"), ![alt](i.png), `a  *b*`, \\*esc\\*, &amp;&nbsp;x
soft@@
hard\\
end <b>in</b>line<br>br <script>v</script>[^1] {{< code >}}.

> quoted
> text
lazy

- item
  more
    - inner `a
      b`

1. first

| a | b \\| c |
|---|---|
| *d* | `e` |

```python
fenced = "<&amp;>"
```

    indented

Setext
======

<div>
html <em>block</em> &amp;
</div>

[r]: http://example.com "t"
[^1]: A note.

See [that][r] <http://auto.example> ~~old~~ snake_case a*b ***c* d**
""".replace("@@", "  ")

SEEN = """A fine day
Heading one
Some bold, a link, , a  *b*, *esc*, &\xa0x soft
hard
end inline
br  .
quoted text lazy
item more
inner a b
first
a
b | c
d
e
fenced = "<&amp;>"
indented
Setext
html block &
A note.
See that http://auto.example old snake_case a*b c d"""


def lines(text: str) -> list[str]:
    return [line.strip(" ") for line in text.splitlines() if line.strip(" ")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_sees_what_the_page_shows(end: str) -> None:
    assert lines(read_markdown(EVERYTHING.replace("\n", end)).visible) == lines(SEEN)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_knows_where_each_character_is(end: str) -> None:
    source = read_markdown(EVERYTHING.replace("\n", end))
    marked = {"&": "&amp;", "\xa0": "&nbsp;", "*": "\\*", "|": "\\|"}
    for char, start, stop in zip(source.visible, source.starts, source.ends, strict=True):
        written = source.raw[start:stop]
        assert char.isspace() or written in (char, marked.get(char))


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("\ufeff# Title\n", "Title"),
        ('+++\ntitle = "Title"\n+++\n\ntext', "Title\ntext"),
        ("---\ntitle: 'Title'\nsummary: So: it goes\n---\ntext", "Title\ntext"),
        ("---\ntitle: yes # a comment\n---\ntext", "text"),
        ("---\n\ntext", "text"),
        ("# Title {#anchor .class}\n", "Title"),
        ("word[^1]\n\n[^1]: note", "word\nnote"),
        ("a <!-- b --> c", "a  c"),
        ("<!--\n\nb\n\n-->\n\nc", "c"),
        ("***a*b**c", "abc"),
        ("a ~~b~~ ~c", "a b ~c"),
        ("<style>\nb\n\nc</style>\n\nd", "d"),
        ("", ""),
    ],
)
def test_it_leaves_out_what_is_no_text(raw: str, seen: str) -> None:
    assert lines(read_markdown(raw).visible) == lines(seen)
