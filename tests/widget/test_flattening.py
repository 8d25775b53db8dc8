"""The worker reads the same text in a page's HTML as the widget does in a reader's browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from moderation.text.flattening import BLOCKS, flatten
from tests.widget.service import BASE, Service

pytest_plugins = ["tests.widget.fixtures"]

HOST_PAGES = Path(__file__).parents[1] / "browser" / "host_pages"
FLATTEN = """async ([module, pages]) => {
  const { flatten } = await import(module);
  return pages.map((html) => {
    document.body.innerHTML = html;
    const range = document.createRange();
    range.selectNodeContents(document.body);
    return flatten(document.body, range).text.replaceAll("\u2029", "\\n");
  });
}"""
INLINE = [
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "map", "mark", "output", "picture", "q", "rt", "ruby",
    "s", "samp", "slot", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
    "x-own",
]  # fmt: skip
NOT_WITHIN = {"html", "body", "details", "dialog", "plaintext"}  # tried below, or the end of all
SNIPPETS = [
    *(f"<p>one <{tag}>two</{tag}>three</p>" for tag in INLINE),
    *(f"<div>one <{tag}>two</{tag}>three</div>" for tag in sorted(BLOCKS - NOT_WITHIN)),
    "one  two\n\tthree\u00a0 four <b> five </b>six",
    "<p>a<br>b<br> c</p><p>d <br><br>e</p>",
    "<pre>a  b\n  c</pre>d<textarea>x  y\n z</textarea>e",
    "<p>a <i style='white-space: pre-wrap'>b  c</i> d<b style='display:block'>e</b></p>",
    "<p>a<b hidden>b</b><b style='display: none'>c</b><b style='DISPLAY:NONE'>d</b></p>",
    "<p>a<b style='visibility:hidden'>b<i style='visibility:visible'>c</i></b>d</p>",
    "<p>a<b style='user-select:none'>b</b><i style='-webkit-user-select: none'>c</i>d</p>",
    "<p>a <span style='position:absolute;width:1px;overflow:hidden'>b</span>c</p>",
    "<p>a <span data-moderation-skip>b</span>c<span data-moderation-thread>d</span></p>",
    "<p>a<script>b</script><style>c</style><noscript>d</noscript><template>e</template>f</p>",
    "<table><caption>a</caption><thead><tr><th>b<th>c<tbody><tr><td>d<td>e</table>f",
    "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字",
    "<details open><summary>a</summary>b</details><dialog>c</dialog><dialog open>d</dialog>e",
    "<p>a<!-- b -->c<wbr>d&shy;e&#8203;f</p>",
    "<ul><li>a<li>b<ul><li>c</ul></ul><dl><dt>d<dd>e</dl>",
    "<p>пред\u00adприятие «а» — б</p><p dir=rtl>مرحبا</p><p>他们按装了。</p>",
    "<p>a <img alt='b' src=''>c<input value='d'>e<progress>f</progress>g</p>",
]


@pytest.fixture(scope="module")
def pages() -> list[str]:
    """Small pieces, and whole pages but the one whose style sheet unsets what HTML says."""
    whole = sorted(path for path in HOST_PAGES.glob("*.html") if path.stem != "unset")
    return [*SNIPPETS, *(path.read_text() for path in whole)]


def test_it_is_what_the_browser_shows(reader: Page, service: Service, pages: list[str]) -> None:
    reader.goto(service.page("empty", "<!doctype html><body></body>"))
    seen = reader.evaluate(FLATTEN, [f"{BASE}/widget/typos.js", pages])
    assert dict(zip(pages, map(read, pages), strict=True)) == dict(zip(pages, seen, strict=True))


def read(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert body is not None
    return flatten(body)
