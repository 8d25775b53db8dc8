"""Links in what readers send."""

from __future__ import annotations

import pytest

from moderation.screening.links import link_spans, many_links
from moderation.screening.types import Finding
from moderation.text.markdown import render
from tests.screening.drafts import KNOWN, POLICY, comment, policy, typo


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("none at all, nor in a.b or e.g. this", []),
        ("see https://a.example/x?y=1#z.", ["https://a.example/x?y=1#z"]),
        ("HTTP://A.EXAMPLE", ["HTTP://A.EXAMPLE"]),
        ("www.a.example, then", ["www.a.example"]),
        ("<https://a.example>", ["https://a.example"]),
        ("**https://a.example**", ["https://a.example"]),
        ("[here](https://a.example)", ["[here](https://a.example)"]),
        ("[https://a.example](https://b.example)", ["[https://a.example](https://b.example)"]),
        ("[x](mailto:a@b.example)", ["[x](mailto:a@b.example)"]),
        ("[x](<https://a.example>)", ["[x](<https://a.example>)"]),
        ('[x](https://a.example "title")', ["[x](https://a.example"]),
        ("看看https://a.example。好", ["https://a.example"]),
        ("(https://a.example)", ["https://a.example"]),
    ],
)
def test_it_finds_what_leads_away(text: str, links: list[str]) -> None:
    assert [text[start:end] for start, end in link_spans(text)] == links


@pytest.mark.parametrize(
    "text",
    [
        "http://a.example http://b.example",
        "[a](http://a.example)[b](http://b.example)",
        "[http://a.example and](http://b.example)",
        "<http://a.example> and [b](<http://b.example>)",
        "[no link](javascript:alert(1))",
        "[[x](http://a.example)](http://b.example)",
    ],
)
def test_it_counts_as_readers_would_see_them(text: str) -> None:
    assert len(link_spans(text)) >= render(text).count("<a ")


def test_it_objects_to_more_than_the_policy_allows() -> None:
    text = "http://a.example http://b.example"
    assert many_links(comment(text), KNOWN, POLICY) is None
    found = many_links(comment(text), KNOWN, policy(max_links=1))
    assert found == Finding("many_links", {"links": 2}, "source", ((0, 16), (17, 33)))


def test_it_allows_none_when_the_policy_says_so() -> None:
    assert many_links(comment("www.a.example"), KNOWN, policy(max_links=0)) is not None


def test_it_looks_at_what_the_sender_of_a_report_wrote() -> None:
    quoted = typo("http://a.example http://b.example http://c.example", note="")
    assert many_links(quoted, KNOWN, POLICY) is None
    found = many_links(typo(note="www.a.b www.c.d www.e.f"), KNOWN, POLICY)
    assert found is not None
    assert (found.args, found.field) == ({"links": 3}, "note")


def test_it_counts_all_but_marks_no_more_than_a_hundred() -> None:
    found = many_links(comment("http://a.example " * 300), KNOWN, POLICY)
    assert found is not None
    assert (found.args, len(found.spans)) == ({"links": 300}, 100)
