"""First paints in Chromium on a processor four times slower: the queue, and a reader's thread."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from playwright.sync_api import Browser, Page

from bench import servers, stock, town
from bench.plan import Figures, Plan
from bench.servers import Server
from tests.services.browser import chromium

SLOWER = 4
TURNS = 5
CARDS = 10_000  # that wait
ARTICLE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>An article</title>
<script async src="{address}/embed.js" data-site="news"></script>
<article><h1>An article</h1><p>Nobody in town had seen so much snow.</p></article>
<div data-moderation-thread></div></html>"""
PAINTED = """() => performance.getEntriesByName('first-contentful-paint')[0].startTime"""
LOADED = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
SHOWN = """async () => {
  const thread = document.querySelector('[data-moderation-thread]');
  const shadow = () => (thread.shadowRoot ?? thread).textContent.includes('Reader');
  while (!shadow()) {
    if (performance.now() > 30000) throw new Error("no thread");
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return performance.now();
}"""


def run(plan: Plan) -> Figures:
    """Medians of a few openings, in milliseconds since the address was asked for."""
    place = stock.town_with(CARDS, plan.folder / "painted")
    with servers.ours(place.env, plan.folder) as server, chromium() as browser:
        town.fill_threads(place, server, plan.lengths[:1])
        turns = 2 if plan.quick else TURNS
        cookies = _signed_in(browser, server)
        article = town.thread_page(plan.lengths[0])
        figures = {
            "queue": _middle(lambda: _queue(browser, server, cookies), turns),
            "thread": _middle(lambda: _thread(browser, server, article), turns),
        }
    for name, figure in figures.items():
        print(f"  {name:12}{figure}")
    return figures


def _middle(open_: Callable[[], Figures], turns: int) -> Figures:
    taken = [open_() for _ in range(turns)]
    return {name: round(median(one[name] for one in taken)) for name in taken[0]}


def _slow(tab: Page) -> None:
    """Make the tab's processor slower, as the developers' tools do."""
    session = tab.context.new_cdp_session(tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _signed_in(browser: Browser, server: Server) -> list[object]:
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{server.address}/dashboard/login")
        tab.fill("#email", town.EMAIL)
        tab.fill("#password", town.PASSWORD)
        tab.click("main button")
        tab.wait_for_url("**/dashboard/queue*")
        return list(context.cookies())


def _queue(browser: Browser, server: Server, cookies: list[object]) -> Figures:
    """The queue as a moderator's first page of the day, with an empty cache."""
    with browser.new_context() as context:
        context.add_cookies(cookies)  # type: ignore[arg-type]
        tab = context.new_page()
        _slow(tab)
        tab.goto(f"{server.address}/dashboard/queue", wait_until="load")
        return {"first_paint_ms": tab.evaluate(PAINTED), "ready_ms": tab.evaluate(LOADED)}


def _thread(browser: Browser, server: Server, article: str) -> Figures:
    """An article on the site's own address; the thread is there when a comment is shown."""
    # The article is not really on this machine, and Chromium asks before such a page may reach it.
    with browser.new_context(permissions=["local-network-access"]) as context:
        tab = context.new_page()
        _slow(tab)
        content = ARTICLE.format(address=server.address)
        tab.route(
            f"{article}*",
            lambda route: route.fulfill(body=content, content_type="text/html"),
        )
        tab.goto(article, wait_until="domcontentloaded")
        return {"shown_ms": tab.evaluate(SHOWN), "first_paint_ms": tab.evaluate(PAINTED)}
