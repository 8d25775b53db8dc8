import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings

from moderation.text.markdown import render, to_plain
from moderation.text.sanitize import clean
from tests.text.corpora import payloads
from tests.text.strategies import markdown
from tests.text.test_sanitize import Inspector

MOST = 20_000


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a\nb", "<p>a<br>\nb</p>\n"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>\n"),
        ("**a** _b_", "<p><strong>a</strong> <em>b</em></p>\n"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>\n"),
        ("```js\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
    ],
)
def test_it_makes_html_of_what_readers_may_write(source: str, html: str) -> None:
    assert render(source) == html


@pytest.mark.parametrize(
    "source",
    ["# Title", "Title\n===", "a\n---", "***", "<b>x</b>", "<!-- x -->", "| a | b |\n|---|---|"],
)
def test_it_shows_everything_else_as_typed(source: str) -> None:
    assert to_plain(source).replace(" ", "") == source.replace("\n", "").replace(" ", "")
    assert Inspector(render(source)).forbidden == []


def test_it_keeps_a_year_at_the_start_of_a_line() -> None:
    assert render("1984. It was cold.") == "<p>1984. It was cold.</p>\n"


def test_it_links_a_bare_address() -> None:
    html = render("see https://пример.рф/путь, please")
    assert 'href="https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"' in html
    assert ">https://пример.рф/путь</a>, please" in html


@pytest.mark.parametrize(
    ("before", "after"),
    [("见", "，然后"), ("（", "）"), ("«", "»"), ("see ", "."), ("(", ")"), ("", "…"), ('"', '"')],
)
def test_it_ends_an_address_with_its_sentence(before: str, after: str) -> None:
    link = '<a href="https://a.example/x" rel="nofollow ugc noopener">https://a.example/x</a>'
    assert render(f"{before}https://a.example/x{after}") == f"<p>{before}{link}{after}</p>\n"


@pytest.mark.parametrize(
    "source", ["**重要。**然后", "他说**“好”**。", "字**a**字", "**重要**然后"]
)
def test_it_knows_bold_where_words_are_not_spaced(source: str) -> None:
    before, bold, after = source.split("**")
    assert render(source) == f"<p>{before}<strong>{bold}</strong>{after}</p>\n"


@pytest.mark.parametrize("source", ["2 * 3 * 4", "a ** b ** c", "字 * 字 * 字", "snake_case_name"])
def test_it_knows_a_star_that_is_none(source: str) -> None:
    assert render(source) == f"<p>{source}</p>\n"


@pytest.mark.parametrize("text", ["a@b.example", "a.example", "//a.example", "ftp://a.example"])
def test_it_links_nothing_but_whole_web_addresses(text: str) -> None:
    assert render(text) == f"<p>{text}</p>\n"


@pytest.mark.parametrize("href", ["javascript:123", "tel:1", "//evil.example", "/here", "x"])
def test_it_shows_a_refused_link_as_typed(href: str) -> None:
    assert render(f"[a]({href})") == f"<p>[a]({href})</p>\n"


@pytest.mark.parametrize("source", [">", "- ", "[](http://a.example)", "&#8203;", "```\n```"])
def test_it_shows_markup_that_would_show_nothing(source: str) -> None:
    assert to_plain(source) == " ".join(source.split())
    assert clean(render(source)).startswith("<p>")


def test_it_keeps_the_text_of_marks_nested_too_deep() -> None:
    html = render("> " * 40 + "end")
    assert html.count("<blockquote>") == 8
    assert "&gt; end" in html
    assert render("*a **b " * 30 + "c** d*" * 30).count("a") >= 30


def test_it_renders_the_same_in_many_threads() -> None:
    sources = [f"see http://a{n}.example/ and *{n}*" for n in range(40)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(render, sources * 5)) == [render(source) for source in sources] * 5


HOSTILE = {
    "tags": "<b>" * MOST,
    "attributes": "<a " + "a=b " * MOST,
    "brackets after an address": "http://a.example/" + "(" * MOST,
    "addresses in a row": "http://a.b/*" * MOST,
    "addresses with accounts": "http://a:b@" * MOST,
    "open links": "[a](" * MOST,
    "open links with addresses": "[a](http://" * MOST,
    "brackets": "[" * MOST,
    "quotes in one line": ">" * MOST,
    "quotes in many": ">a\n\n" * MOST,
    "lists in one line": "- " * MOST,
    "deep lists": "\n".join("  " * depth + "- x" for depth in range(200)),
    "many items": "- a\n" * MOST,
    "stars": "*" * MOST,
    "open emphasis": "*a **b " * MOST,
    "nested emphasis": "**x *y " * 1400 + "y* x**" * 1400,
    "backticks": " ".join("`" * n for n in range(200)),
    "fences": "```\n" * MOST,
    "references": "&" * MOST,
    "digits": "1" * MOST + ".",
    "lines": "a\n" * MOST,
    "autolinks": "<a@b.c>" * MOST,
}


HONEST = (
    "A *word* here and **one** there, see http://a.example/x for `code`.\n\n> q\n\n- i\n" * MOST
)


def timed(source: str) -> tuple[float, str]:
    """The processor's seconds for rendering this, and what it comes to."""
    started = time.process_time()
    html = render(source)
    return time.process_time() - started, html


@pytest.fixture(scope="module")
def honest() -> float:
    return min(timed(HONEST[:MOST])[0] for _ in range(3))


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_stays_quick_and_small_on_hostile_input(source: str, honest: float) -> None:
    source = source[:MOST]
    taken, html = timed(source)
    if taken > 15 * honest:  # 4 at most when it was measured; quadratic is hundreds
        assert timed(source)[0] < 15 * honest
    assert len(html) <= 6 * len(source) + 600
    assert Inspector(html).forbidden == []


@settings(max_examples=300)
@given(markdown)
def test_it_renders_anything_safely(source: str) -> None:
    html = render(source)
    assert Inspector(html).forbidden == []
    assert clean(html) == html
    assert len(html) <= 6 * len(source) + 610


def test_it_renders_every_known_payload_safely() -> None:
    for payload in payloads():
        html = render(payload)
        assert Inspector(html).forbidden == [], payload
        assert clean(html) == html, payload


def test_it_makes_one_plain_line() -> None:
    source = "# A\n\n> **b** `c`\nd\n\n- [e](http://a.example)\n\n```\nf\n  g\n```"
    assert to_plain(source) == "# A b c d e f g"


@pytest.mark.parametrize(
    ("limit", "line"), [(11, "one two 三四五"), (9, "one two…"), (3, "on…"), (1, "…")]
)
def test_it_cuts_at_a_word(limit: int, line: str) -> None:
    assert to_plain("one *two* 三四五", limit) == line


@given(markdown)
def test_it_makes_a_line_of_anything(source: str) -> None:
    line = to_plain(source, 20)
    assert len(line) <= 20
    assert "\n" not in line
