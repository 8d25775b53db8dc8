"""robots.txt, as RFC 9309 wants it read."""

import time

import pytest

from moderation.integrations.robots import crawl_delay, may_fetch

SITE = "https://news.example"
EXAMPLE = """
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: Moderation/2.0
Disallow: /example/page.html
Crawl-delay: 7
"""
RULES = [
    ("", "/a", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow: /a", "/about", False),
    ("User-agent: *\nDisallow: /a/", "/a", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    ("User-agent: *\nAllow: /a\nDisallow: /ab", "/abc", False),
    ("User-agent: *\nDisallow: /*.php$", "/x.php", False),
    ("User-agent: *\nDisallow: /*.php$", "/x.php?a=1", True),
    ("User-agent: *\nDisallow: /*?", "/x?a=1", False),
    ("User-agent: *\nDisallow: /a*b*c$", "/a1b2bc", False),
    ("User-agent: *\nDisallow: /a*b*c$", "/abcd", True),
    ("User-agent: *\nDisallow: /*$", "/x", False),
    ("User-agent: *\nDisallow: /ab$", "/ab", False),
    ("User-agent: *\nDisallow: /ab$", "/abc", True),
    ("User-agent: *\nDisallow: /a*a$", "/a", True),
    ("User-agent: *\nDisallow: /новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", False),
    ("User-agent: *\nDisallow: /%D0%BD", "/новости", False),
    ("User-agent: *\nDisallow: /a # why", "/a", False),
    ("\ufeffuser-AGENT :*\r\n  DISALLOW : /a\r\n", "/a", False),
    ("Disallow: /a", "/a", True),
    ("User-agent: *\nDisallow: /a\n\nUser-agent: moderation\nDisallow: /b", "/a", True),
    ("User-agent: moderation\nDisallow: /a\n\nUser-agent: MODERATION\nDisallow: /b", "/a", False),
    ("User-agent: moderationbot\nDisallow: /a", "/a", True),
    ("User-agent: *\nUser-agent: x\nSitemap: /s\nDisallow: /a", "/a", False),
    ("<html><body>not found", "/a", True),
]


@pytest.mark.parametrize(("text", "path", "allowed"), RULES)
def test_the_longest_rule_that_fits_says_it(text: str, path: str, allowed: bool) -> None:
    assert may_fetch(text, SITE + path) is allowed


def test_what_is_said_to_us_by_name_goes_before_what_is_said_to_all() -> None:
    assert not may_fetch(EXAMPLE, f"{SITE}/example/page.html")
    assert may_fetch(EXAMPLE, f"{SITE}/example/other.html")
    assert crawl_delay(EXAMPLE) == 7


@pytest.mark.parametrize(
    ("said", "seconds"), [("0.5", 0.5), ("86400", 60), ("soon", 0), ("-1", 0), ("1e9", 0)]
)
def test_a_delay_has_a_limit(said: str, seconds: float) -> None:
    assert crawl_delay(f"User-agent: *\nCrawl-delay: {said}") == seconds


def test_a_rule_full_of_stars_costs_nothing() -> None:
    begun = time.perf_counter()
    assert may_fetch("User-agent: *\nDisallow: /" + "*a" * 20_000 + "b", SITE + "/" + "a" * 2000)
    assert time.perf_counter() - begun < 0.5


def test_a_huge_file_is_read_to_its_limit() -> None:
    begun = time.perf_counter()
    text = "User-agent: *\n" + "Disallow: /a\n" * 400_000
    assert not may_fetch(text, f"{SITE}/a")
    assert time.perf_counter() - begun < 2
