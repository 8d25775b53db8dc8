from html import escape
from html.parser import HTMLParser
from pathlib import Path

import bleach
import pytest
from hypothesis import given, settings, strategies

from moderation.text import sanitize
from moderation.text.sanitize import clean, safe_href
from tests.text.corpora import payloads
from tests.text.strategies import markup, plain

# Elements whose contents a parser reads by other rules; each has been a way around a cleaner.
RAW = "svg math style title textarea noscript noframes noembed xmp iframe template script"


class Inspector(HTMLParser):
    """Lists whatever readers should never be sent."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forbidden: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        href = given.pop("href", None)
        allowed = {"rel": "nofollow ugc noopener"} if tag == "a" else {}
        if tag not in sanitize.TAGS or given != allowed or (href is None) == (tag == "a"):
            self.forbidden.append((tag, attrs))
        if href is not None and not safe_href(href):
            self.forbidden.append(href)

    def handle_comment(self, data: str) -> None:
        self.forbidden.append(data)

    def handle_decl(self, decl: str) -> None:
        self.forbidden.append(decl)

    def handle_pi(self, data: str) -> None:
        self.forbidden.append(data)


def test_it_keeps_what_readers_may_write() -> None:
    html = "<p>a<br><strong>b</strong> <em>c</em></p><ul><li><code>d</code></li></ul>"
    assert clean(html) == html


def test_it_says_what_a_link_is_worth() -> None:
    link = clean('<a href="https://a.example/">a</a>')
    assert link == '<a href="https://a.example/" rel="nofollow ugc noopener">a</a>'


HREFS = """
javascript:alert(1)|javascript:123|JaVaScRiPt:1|java&#10;script:1|&#106;avascript:1|tel:0123|data:text/html,x
vbscript:1|//evil.example|/here|here|#here|http:evil.example|http:///evil.example|ftp://a.example
https://user@evil.example|https://a.example@evil.example|https://a.example:99999/|http://[::1|mailto:
mailto:a@b.example?bcc=c@d.example|https:\\\\evil.example|https://evil.example\\@a.example|blob:x|about:blank
""".replace("\n", "|").strip("|")


@pytest.mark.parametrize("href", HREFS.split("|"))
def test_it_unlinks_what_leads_elsewhere_and_keeps_the_text(href: str) -> None:
    assert clean(f'<p><a href="{href}">text</a></p>') == "<p>text</p>"


@pytest.mark.parametrize("href", ["http://a.example", "https://[::1]:8/", "mailto:a@b.example"])
def test_it_follows_no_other_scheme(href: str) -> None:
    assert safe_href(href)


def test_it_allows_no_element_with_rules_of_its_own() -> None:
    assert not sanitize.TAGS & set(RAW.split())
    assert set(sanitize.ATTRIBUTES) == {"a"}


def test_it_keeps_only_the_text_of_other_elements() -> None:
    assert clean("<div onclick=x()>a<!-- b --><i style='x'>c</i></div>") == "ac"


def test_it_never_links_by_itself() -> None:
    assert clean("http://a.example a@b.example") == "http://a.example a@b.example"


def test_bleach_is_known_in_one_place_only() -> None:
    package = Path(sanitize.__file__).parents[1]
    users = {path.name for path in package.rglob("*.py") if "import bleach" in path.read_text()}
    assert users == {"sanitize.py"}
    assert not any("linkify(" in path.read_text() for path in package.rglob("*.py"))
    assert bleach.__version__.startswith("6.")


@settings(max_examples=300)
@given(markup)
def test_it_leaves_nothing_forbidden_and_nothing_to_clean(html: str) -> None:
    cleaned = clean(html)
    assert Inspector(cleaned).forbidden == []
    assert clean(cleaned) == cleaned


def test_it_withstands_every_known_payload() -> None:
    for payload in payloads():
        cleaned = clean(payload)
        assert Inspector(cleaned).forbidden == [], payload
        assert clean(cleaned) == cleaned, payload


@given(strategies.lists(plain | markup, max_size=4))
@settings(max_examples=300)
def test_plain_paragraphs_are_what_the_first_cleaner_leaves_alone(texts: list[str]) -> None:
    said = "".join(f"<p>{escape(text).replace(chr(10), '<br>' + chr(10))}</p>" for text in texts)
    for html in (said, *texts):
        if sanitize._PARAGRAPHS.fullmatch(html):
            both = sanitize._second_opinion(sanitize._first_opinion(html))
            assert sanitize._second_opinion(html) == both


def test_anything_but_plain_paragraphs_is_read_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def first(html: str) -> str:
        read.append(html)
        return html

    monkeypatch.setattr(sanitize, "_first_opinion", first)
    for html in ("<p>a &amp; b<br>\nc “d”</p>\n<p>ё</p>", "<p></p>"):
        clean(html)
    assert read == []
    for other in ("a", "<p>a", "<p>a<b></p>", "<p>&#60;</p>", "<p a>b</p>", "<p>&nbsp;</p>"):
        clean(other)
    assert len(read) == 6


def test_no_character_in_a_plain_paragraph_is_changed_by_the_first_cleaner() -> None:
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    kept = [char for char in every if sanitize._PARAGRAPHS.fullmatch(f"<p>{char}</p>")]
    assert 1_000_000 < len(kept) < len(every)
    for start in range(0, len(kept), 50_000):
        html = f"<p>{'.'.join(kept[start : start + 50_000])}</p>"
        assert sanitize._first_opinion(html) == html
