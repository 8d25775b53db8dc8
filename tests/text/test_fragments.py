import re
from html import escape
from urllib.parse import unquote

import pytest
from hypothesis import given
from playwright.sync_api import Page

from moderation.text.anchors import Article, Place
from moderation.text.fragments import shortest_fragment, text_fragment
from tests.text.strategies import plain


def readable(exact: str, prefix: str = "", suffix: str = "") -> str:
    return unquote(text_fragment(exact, prefix, suffix))


def test_it_encodes_what_the_directive_would_read_as_its_own() -> None:
    fragment = text_fragment("кто-нибудь, «A&B» 50%", "сказал - ", " и ушёл")
    start = (
        "%D0%BA%D1%82%D0%BE%2D%D0%BD%D0%B8%D0%B1%D1%83%D0%B4%D1%8C%2C%20%C2%ABA%26B%C2%BB%2050%25"
    )
    assert f",{start},-" in fragment
    assert fragment.startswith(":~:text=%D1%81%D0%BA%D0%B0%D0%B7%D0%B0%D0%BB%20%2D-,")


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "expected"),
    [
        ("cat", "", "", "cat"),
        (" cat\n", "", "", "cat"),
        ("cat", "a big red fat ", " sat on the mat", "big red fat-,cat,-sat on the"),
        ("a", "the c", "t sat", "the-,cat,-sat"),
        ("орфо", "слово ", "графия здесь", "слово-,орфография,-здесь"),
        ("cat", "Heading\nthe ", " sat.\nNext", "the-,cat,-sat."),
        ("one two three four\nfive six seven", "", "", "one two three,five six seven"),
        ("字", "中文错", "在这里", "中文错-,字,-在这里"),
        ("按装", "一句话。我们需要", "在这里，然后", "我们需要-,按装,-在这里"),
        ("字", "字" * 64, "文" * 64, "字"),
        ("cat", "x" * 64, "y" * 64, "x" * 64 + "cat" + "y" * 64),
        ("cat", " " + "ab " * 20, " " + "cd " * 20, "ab ab ab-,cat,-cd cd cd"),
    ],
)
def test_it_names_whole_words(exact: str, prefix: str, suffix: str, expected: str) -> None:
    assert readable(exact, prefix, suffix) == ":~:text=" + expected


def test_it_leaves_out_a_word_that_was_cut() -> None:
    prefix = "x" * 58 + " next "
    assert readable("cat", prefix, "") == ":~:text=next-,cat"


def test_it_names_the_ends_of_a_long_quote() -> None:
    assert readable("one two three " + "and so on " * 40 + "to the end") == (
        ":~:text=one two three,to the end"
    )
    assert readable("中" * 400) == ":~:text=" + "中" * 12 + "," + "中" * 12


@pytest.mark.parametrize("exact", ["", " ", "\n\n"])
def test_it_is_nothing_without_a_quote(exact: str) -> None:
    assert text_fragment(exact, "before", "after") == ""


@given(plain, plain, plain)
def test_it_stays_one_well_formed_directive(exact: str, prefix: str, suffix: str) -> None:
    fragment = text_fragment(exact, prefix, suffix)
    terms = fragment.removeprefix(":~:text=").split(",")
    assert fragment == "" or 1 <= len(terms) <= 4
    assert fragment.isascii()
    assert not set(fragment) & set('&# <>"\n')
    assert sum("-" in term for term in terms) == sum(
        term.startswith("-") or term.endswith("-") for term in terms
    )


SENTENCES = [
    ("Он сказал: «", "кто-нибудь, помогите", "», и ушёл."),
    ("Новая ", "орфо", "графия ещё не принята."),
    ("我们的软件需要", "按装", "在服务器上，然后才能使用。"),
    ("هذا نص عربي فيه ", "خطء", " صغير هنا"),
    ("Use the ", "--flag, -x & 50%", " options."),
]


@pytest.mark.parametrize(("prefix", "exact", "suffix"), SENTENCES)
def test_it_opens_a_page_at_the_quote(tab: Page, prefix: str, exact: str, suffix: str) -> None:
    far = "<p>first</p><div style='height: 9000px'></div>"
    html = f"<!doctype html>{far}<p>{escape(prefix + exact + suffix)}</p>{far}"
    tab.route(
        "**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    tab.goto("http://a.example/#" + text_fragment(exact, prefix, suffix))
    tab.wait_for_function("window.scrollY > 1000")


def link(text: str, nth: int = 0) -> str:
    """The link to one of the same marked words."""
    place = list(re.finditer("teh", text))[nth]
    return unquote(shortest_fragment(Article(text), Place(place.start(), place.end(), 100)))


def test_a_link_has_three_words_around_where_they_are_enough() -> None:
    assert link("one two three four teh five six seven eight") == (
        ":~:text=two three four-,teh,-five six seven"
    )


def test_a_link_takes_more_words_where_three_are_not_enough() -> None:
    text = "ten of one two three teh four five six. nine of one two three teh four five six."
    assert link(text, 1) == ":~:text=six. nine of one two three-,teh,-four five six."


def test_case_and_accents_make_nothing_unique() -> None:
    assert link("a b é teh\nx y. A B E teh", 1) == ":~:text=x y. A B E-,teh"


def test_a_link_leads_to_the_block_where_blocks_are_the_same() -> None:
    text = "first\nA teh b.\nA teh b.\nlast"
    assert link(text, 0) == ":~:text=first-,A teh b.,-A teh b."
    assert link(text, 1) == ":~:text=A teh b.-,A teh b.,-last"


def test_there_is_no_link_where_nothing_helps() -> None:
    assert link("teh\n" * 9, 4) == ""
