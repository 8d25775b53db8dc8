"""The text of a page, as the reader's browser and our widget see it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from moderation.integrations.http import Answer
from moderation.text.encodings import decoded
from moderation.text.flattening import flatten

LOGIN_WALL = "login_wall"
NEEDS_SCRIPT = "needs_script"
NOT_HTML = "not_html"
EMPTY = "empty"

ROOTS = "article, main"
WALLS = frozenset({401, 402, 403, 407})
SHORT = 500  # characters: a form to sign in has less around it, an article more
SHORTEST = 200
# A page's own word for readers who have not paid (schema.org, Facebook's content tiers).
PAID = re.compile(
    r"""["']?isAccessibleForFree["']?\s*[:=]\s*["']?false|content_tier["']\s+content=["']locked""",
    re.IGNORECASE,
)
LOGIN = re.compile(
    r"/(log-?in|sign-?in|sign_in|auth|sso|oauth2?|wp-login\.php|passport|subscribe)(/|$)",
    re.IGNORECASE,
)
# Where frameworks mount what they draw.
MOUNTS = "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, app-root, [ng-app], [data-reactroot]"
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
DEEPEST = 2_000  # browsers go no deeper than 512
# What may name the root: no functions, and few steps, so that looking for it takes no time.
SELECTOR = re.compile(r"[^(){}<\\\n]{1,200}")
UNCLOSED = frozenset({
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th",
    "thead", "tr", "track", "wbr",
})  # fmt: skip
HTML_TYPES = ("text/html", "application/xhtml+xml")


class Unseen(Exception):
    """There is a page, and its text cannot be seen; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PageText:
    """What a page says: blocks apart by a line's end, its language, its title."""

    text: str
    lang: str = ""
    title: str = ""
    partial: bool = False  # the page says itself that it does not show all to everyone


def read_page(answer: Answer) -> PageText:
    """The text that readers can select; raises ``Unseen``."""
    if answer.status in WALLS:
        raise Unseen(LOGIN_WALL)
    if not _is_html(answer):
        raise Unseen(NOT_HTML)
    html = decoded(answer.body, answer.content_type)
    if _is_too_deep(html):
        raise Unseen(NOT_HTML)
    page = LexborHTMLParser(html)
    if page.body is None:
        raise Unseen(EMPTY)
    text = "\n".join(filter(None, map(flatten, _roots(page))))
    if code := _why_unseen(page, answer.url, text):
        raise Unseen(code)
    title = page.head.css_first("title") if page.head else None
    return PageText(
        text=text,
        lang=((page.root and page.root.attributes.get("lang")) or "").strip(),
        title=" ".join(title.text().split()) if title else "",
        partial=bool(PAID.search(html)),
    )


def _is_html(answer: Answer) -> bool:
    told = answer.content_type.partition(";")[0].strip().lower()
    return told in HTML_TYPES or (not told and answer.body.lstrip()[:1] == b"<")


def _is_too_deep(html: str) -> bool:
    """Whether elements stand in each other as no page has them: parsers take their square."""
    depth = 0
    for match in TAG.finditer(html):
        if match[2].lower() not in UNCLOSED:
            depth += -1 if match[1] else 1
            if depth > DEEPEST:
                return True
    return False


def _roots(page: LexborHTMLParser) -> list[LexborNode]:
    """Where the widget looks for text: what the page names, else articles, else all of it."""
    script = page.css_first("script[data-typos-root]")
    wanted = (script and script.attributes.get("data-typos-root")) or ROOTS
    found: list[LexborNode] = []
    if SELECTOR.fullmatch(wanted):
        with suppress(SelectolaxError):  # it is no selector
            found = page.css(wanted)
    body = [node for node in [page.body] if node]
    return _outermost(body, {node.mem_id for node in found}) or body


def _outermost(below: list[LexborNode], wanted: set[int]) -> list[LexborNode]:
    """Those wanted elements that stand in no other one, in their order."""
    found, waiting = [], list(below)
    while waiting and wanted:
        node = waiting.pop()
        if node.mem_id in wanted:
            found.append(node)
        else:
            waiting.extend(reversed(list(node.iter())))
    return found


def _why_unseen(page: LexborHTMLParser, url: str, text: str) -> str:
    if len(text) < SHORT and page.css_first("input[type=password]"):
        return LOGIN_WALL
    if len(text) < SHORT and LOGIN.search(urlsplit(url).path):
        return LOGIN_WALL
    if len(text) < SHORTEST and _waits_for_script(page):
        return NEEDS_SCRIPT
    return "" if text.strip() else EMPTY


def _waits_for_script(page: LexborHTMLParser) -> bool:
    """Whether a script is to put the text where there is none yet."""
    asking = any("javascript" in node.html.lower() for node in page.css("noscript") if node.html)
    mounts = [node for node in page.css(MOUNTS) if not flatten(node)]
    return bool(page.css_first("script")) and (asking or bool(mounts))
