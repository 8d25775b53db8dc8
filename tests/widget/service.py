"""A stand-in for the network: host pages, the widget, and answers that a test can choose."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

from playwright.sync_api import BrowserContext, Route

from moderation.views.public.widget import lean

PROJECT = Path(__file__).parents[2]
WIDGET = PROJECT / "moderation" / "static" / "widget"
HOST_PAGES = PROJECT / "tests" / "browser" / "host_pages"
BASE = "https://news.example/comments"
PAPER = "https://paper.example"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}
SHARED = {"Access-Control-Allow-Origin": "*"}

Answer = Callable[[dict[str, str]], tuple[int, str, dict[str, str]]]


def comment(number: int, body: str, *, name: str = "Vera", replies: str = "") -> str:
    """A comment as the server writes it."""
    return f"""<li class="comment" id="comment-{number}" data-id="{number}"><article>
<header><bdi class="comment-name">{name}</bdi> <a class="comment-link" href="#comment-{number}">
<time datetime="2026-11-21T09:00:00Z">21 Nov 2026, 09:00 UTC</time></a></header>
<div class="comment-body" dir="auto"><p>{body}</p></div>
<footer><a class="comment-reply" data-parent="{number}" href="{BASE}/sites/k/thread">Reply</a>
</footer></article>{replies}</li>"""


def thread(*comments: str, closed: str = "", more: str = "", lang: str = "en") -> str:
    """A thread as the server writes it."""
    add = (
        '<p class="thread-jump"><a class="thread-add" href="#moderation-form">Add a comment</a></p>'
    )
    after = f'<p class="thread-more"><a href="{more}">More comments</a></p>' if more else ""
    return f"""<section class="thread" lang="{lang}" dir="ltr" data-count="{len(comments)}"
data-closed="{closed}"><h2 class="thread-title">{len(comments)} comments</h2>
{f'<p class="thread-closed">{closed}</p>' if closed else add}
<ol class="comments">{"".join(comments)}</ol>{after}
<p class="thread-typo"><a class="typo-link" href="{BASE}/sites/k/typos">Report a spelling error</a>
</p></section>"""


def waiting(fields: dict[str, str]) -> tuple[int, str, dict[str, str]]:
    """A comment is taken in and waits."""
    note = (
        '<p class="comment-waiting-note">Visible to you until a moderator has read it. '
        f'<a class="receipt-link" href="{BASE}/receipts/T">What becomes of it</a></p>'
    )
    item = comment(90, fields["source"]).replace(
        'class="comment"', 'class="comment comment-waiting"'
    )
    return 202, item.replace("<footer>", f"{note}<footer>"), {}


def thanks(_fields: dict[str, str]) -> tuple[int, str, dict[str, str]]:
    """A typo report is taken in."""
    return 202, '<p class="typo-thanks">Thank you. The editors will look at it.</p>', {}


def problem(status: int, **members: object) -> Answer:
    """A refusal with these members, always."""
    headers = {"Content-Type": "application/problem+json"}
    headers |= {"Retry-After": str(members.pop("retry_after"))} if "retry_after" in members else {}
    return lambda _fields: (status, json.dumps({"status": status, **members}), headers)


class Service:
    """What the widget speaks to; ``posts`` and ``asked`` tell what it said."""

    def __init__(self) -> None:
        self.thread = thread(comment(7, "First."), comment(8, "Second."))
        self.next_part = ""
        self.ticket: dict[str, object] = {"ticket": "t1", "key": "key-1", "limits": {}}
        self.answers: dict[str, Answer] = {"comments": waiting, "typos": thanks}
        self.posts: list[dict[str, str]] = []
        self.asked: list[str] = []
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        self.places: dict[str, tuple[int, dict[str, object]]] = {}  # by method
        self.is_offline = False

    def join(self, context: BrowserContext) -> None:
        """Answer everything that this browser context asks for."""
        context.route("**/*", self._answer)

    def page(self, name: str, html: str, **headers: str) -> str:
        """Publish a page of the paper; its address."""
        self.pages[f"/{name}"] = (html, headers)
        return f"{PAPER}/{name}"

    def host_page(self, name: str, **headers: str) -> str:
        """Publish a page from the folder; its address."""
        return self.page(name, (HOST_PAGES / f"{name}.html").read_text(), **headers)

    def _answer(self, route: Route) -> None:
        url = route.request.url
        path = urlsplit(url).path
        if url.startswith(PAPER):
            body, headers = self.pages.get(path, ("", {}))
            route.fulfill(body=body, headers={"Content-Type": TYPES[".html"], **headers})
        elif url.startswith(BASE):
            self.asked.append(path.removeprefix("/comments/"))
            self._serve(route, path.removeprefix("/comments/"))
        else:
            route.abort()

    def _serve(self, route: Route, path: str) -> None:
        if path == "embed.js" or path.startswith("widget/"):
            file = WIDGET / path.removeprefix("widget/")
            kind = TYPES[file.suffix]
            route.fulfill(body=lean(file.read_text()), headers={"Content-Type": kind, **SHARED})
        elif self.is_offline:
            route.abort("internetdisconnected")
        elif "/places/" in path:
            status, told = self.places[route.request.method]
            self.posts.append({"text": route.request.post_data or ""})
            route.fulfill(status=status, json=told, headers=SHARED)
        elif route.request.method == "POST":
            self._take(route, path.rsplit("/", 1)[-1])
        elif path.endswith("/ticket"):
            route.fulfill(json=self.ticket, headers=SHARED)
        else:
            asked = parse_qs(urlsplit(route.request.url).query)
            named = f'id="comment-{asked.get("comment", [""])[0]}"'
            later = "after" in asked or ("comment" in asked and named in self.next_part)
            html = self.next_part if later else self.thread
            route.fulfill(body=html, headers={"Content-Type": TYPES[".html"], **SHARED})

    def _take(self, route: Route, kind: str) -> None:
        fields = dict(parse_qsl(route.request.post_data or "", keep_blank_values=True))
        self.posts.append(fields)
        status, body, headers = self.answers[kind](fields)
        more = {"Content-Type": TYPES[".html"], **SHARED, **headers}
        more |= {"Access-Control-Expose-Headers": "Retry-After"}
        route.fulfill(status=status, body=body, headers=more)
