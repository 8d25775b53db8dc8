"""An editor comes from the desk by a signed link, and finds the place painted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widget.highlights import is_exact, painted, take
from tests.widget.service import BASE, Service

pytest_plugins = ["tests.widget.fixtures"]

STRICT = {
    "Content-Security-Policy": f"default-src 'none'; script-src {BASE}/; connect-src {BASE}/; "
    "require-trusted-types-for 'script'; trusted-types moderation"
}
SCRIPT = f'<script async src="{BASE}/embed.js" data-site="k"></script>'
FILLING = "<p>A teh line of the filling.</p>" * 40
ARTICLE = f"<main><article>{FILLING}<p>The <b>quick ⟦br</b>own⟧ fox.</p>{FILLING}</article></main>"
QUOTE = {"exact": "brown", "prefix": "The quick ", "suffix": " fox.", "replacement": "red"}
PAINTED = "[...CSS.highlights.get('moderation-place')].map(String).join()"


@pytest.fixture
def address(service: Service) -> str:
    """A page with a place that the desk links to."""
    service.places["GET"] = 200, dict(QUOTE)
    return service.page("plain", SCRIPT + ARTICLE.replace("⟦", "").replace("⟧", ""), **STRICT)


def come(tab: Page, address: str) -> Locator:
    """Follow the desk's link; what the page says when it has looked."""
    tab.goto(f"{address}#moderation-place=T")
    note = tab.locator("[data-moderation-skip] [role=status]")
    expect(note).not_to_have_text(re.compile("^(|Looking for.*)$"))
    return note


def seen(text: str, words: str, verdict: str = "still_there") -> tuple[int, dict[str, object]]:
    """The service's answer about words that stand once in a text."""
    start = text.index(words)
    place = [start, start + len(words)]
    return 200, {"verdict": verdict, "found": words, "place": place}


def test_it_is_painted_and_judged(reader: Page, service: Service, address: str) -> None:
    told = "\n".join(["A teh line of the filling."] * 40)
    service.places["POST"] = seen(f"{told}\nThe quick brown fox.", "brown")
    note = come(reader, address)
    expect(note).to_have_text("The mistake is still here. Should be: “\u2068red\u2069”.")
    assert reader.evaluate(PAINTED) == "brown"
    assert service.posts[-1]["text"] == f"{told}\nThe quick brown fox.\n{told}\n"
    assert reader.evaluate("scrollY") > 400
    reader.get_by_role("button", name="Close").click()
    assert reader.evaluate("CSS.highlights.size") == 0


def test_nothing_else_on_the_page_changes(reader: Page, service: Service, address: str) -> None:
    service.places["POST"] = 200, {"verdict": "still_there", "found": "brown", "place": None}
    plain = reader.context.new_page()
    plain.goto(service.page("marked", ARTICLE))
    take(plain, f"{BASE}/widget/typos.js")
    come(reader, address)
    reader.evaluate("document.querySelector('[data-moderation-skip]').remove()")
    assert is_exact(painted(plain, reader))


def test_what_stands_there_now_is_told_as_text(
    reader: Page, service: Service, address: str
) -> None:
    found = "<img src=x onerror=alert(1)>"
    service.places["POST"] = 200, {"verdict": "changed", "found": found, "place": None}
    note = come(reader, address)
    expect(note).to_have_text(f"Something else stands here now: “\u2068{found}\u2069”.")


def test_old_browsers_outline_the_element(reader: Page, service: Service, address: str) -> None:
    reader.add_init_script("delete CSS.__proto__.highlights; delete CSS.highlights")
    service.places["POST"] = 503, {}
    note = come(reader, address)
    expect(note).to_have_text("The service does not answer. Nothing was noted.")
    assert reader.evaluate("document.querySelector('b').style.outlineStyle") == "solid"


def test_a_link_that_is_too_old_says_so(reader: Page, service: Service, address: str) -> None:
    service.places["GET"] = 404, {}
    expect(come(reader, address)).to_contain_text("This link is no longer valid.")


def test_a_translation_is_not_judged(reader: Page, service: Service, address: str) -> None:
    html = "<html class=translated-ltr>" + SCRIPT + "<article>Der braune Fuchs</article>"
    note = come(reader, service.page("translated", html))
    expect(note).to_contain_text("This is a translation.")
    assert [post["text"] for post in service.posts] == [""]
