"""One visit to a page: what is asked of its host, and what is made of the answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from moderation.database import utcnow
from moderation.integrations.http import USER_AGENT, Answer, FetchError, fetch
from moderation.integrations.pages import Unseen, read_page
from moderation.integrations.robots import crawl_delay, may_fetch
from moderation.models import Verdict
from moderation.operations.looks import Look, look_at
from moderation.operations.visits import (
    Asked,
    Claim,
    Robots,
    claim_visit,
    look_no_more,
    note_robots,
    note_visit,
)
from moderation.queries.checks import Visit, busy_hosts, due_pages, find_visit, stop_reading
from moderation.queries.hosts import robots_of
from moderation.settings import Settings
from moderation.text.anchors import Article
from moderation.text.urls import InvalidURL, host_of
from moderation.transactions import write

GONE = frozenset({404, 410})
WALLED = frozenset({401, 402, 403, 407, 451})
# Where robots.txt leads away nobody says that we may not (RFC 9309, section 2.3.1.2).
UNSAID = frozenset({"redirected_away", "too_many_redirects"})
WEAK = timedelta(minutes=1)  # the age from which a date tells a change

log = logging.getLogger("moderation.worker")

Looks = dict[int, tuple[int, Look]]


def next_claim() -> Claim | None:
    """The page that has been due longest and that nobody else visits, for us alone now."""
    now = utcnow()
    busy = busy_hosts(now)
    for due in due_pages(now, busy):
        host = _host(due.url)
        if host not in busy and (claim := write(claim_visit, due.page_id, host, now)):
            return claim
    return None


def visit(claim: Claim, settings: Settings, is_stopped: Callable[[], bool]) -> None:
    """Look at a page and keep what was seen; no transaction is open while its host answers."""
    found, robots = find_visit(claim.page_id, utcnow()), robots_of(claim.host, utcnow())
    stop_reading()
    if found is None or not found.wanted:
        write(look_no_more, claim)
        return
    delay = 0.0
    if found.obeys_robots:
        if robots is None:
            _ask_robots(claim, found, settings, is_stopped)
            return
        delay = crawl_delay(robots.text)
        if not may_fetch(robots.text, found.url):
            write(note_visit, claim, _unseen(found, "robots"), Asked(ok=True), utcnow())
            return
    looks, asked = _looked(found, settings, delay)
    if not is_stopped():
        write(note_visit, claim, looks, asked, utcnow())


def _ask_robots(
    claim: Claim, found: Visit, settings: Settings, is_stopped: Callable[[], bool]
) -> None:
    """Read what the host wants before any page of it; while it cannot say so, it is left alone."""
    parts = urlsplit(found.url)
    code = "bad_answer"
    try:
        answer = _fetch(f"{parts.scheme}://{parts.netloc}/robots.txt", found, settings)
        robots = Robots(answer.body.decode("utf-8", "replace"), answer.status)
        is_said = answer.status < 500 and answer.status != 429
    except FetchError as error:
        code, is_said = error.code, error.code in UNSAID
        robots = Robots("", 404)
    if is_stopped():
        return
    if is_said:
        write(note_robots, claim, robots, utcnow())
    else:
        write(note_visit, claim, _unseen(found, code), Asked(ok=False), utcnow())


def _looked(found: Visit, settings: Settings, delay: float) -> tuple[Looks, Asked]:
    """What is to be seen at each place, or why nothing is."""
    try:
        answer = _fetch(found.url, found, settings, etag=found.etag, since=found.last_modified)
    except FetchError as error:
        log.info("%s cannot be looked at: %s", found.url, error)
        return _unseen(found, error.code), Asked(ok=False, delay=delay)
    ok = answer.status < 500 and answer.status != 429
    asked = Asked(
        ok,
        answer.status,
        etag=answer.etag,
        last_modified=_firm(answer.last_modified),
        retry_after=answer.retry_after,
        delay=delay,
    )
    try:
        return _judged(found, answer), asked
    except Exception:  # whatever a page makes of our reading, it is not asked again at once
        log.exception("%s cannot be read", found.url)
        return _unseen(found, "bad_answer"), asked


def _firm(last_modified: str) -> str:
    """A date by which a change can be told; a page just written may change within its second.

    RFC 9110, section 8.8.2.2.
    """
    try:
        changed_at = parsedate_to_datetime(last_modified)
    except ValueError:
        return ""
    changed_at = changed_at.replace(tzinfo=changed_at.tzinfo or UTC)
    return last_modified if utcnow() - changed_at > WEAK else ""


def _judged(found: Visit, answer: Answer) -> Looks:
    if answer.status == 304 and found.before:
        return {
            each.report_id: (each.version, Look(before.verdict, before.found, before.why))
            for each in found.sought
            if (before := found.before[each.report_id])
        }
    if answer.status in GONE:
        return _all(found, Look(Verdict.PAGE_GONE))
    if answer.status in WALLED:
        return _unseen(found, "login_wall")
    if not 200 <= answer.status < 300:
        return _unseen(found, "bad_answer")
    try:
        page = read_page(answer)
    except Unseen as unseen:
        return _unseen(found, unseen.code)
    article = Article(page.text)
    return {
        each.report_id: (each.version, look_at(article, each, partial=page.partial))
        for each in found.sought
    }


def _unseen(found: Visit, why: str) -> Looks:
    return _all(found, Look(Verdict.UNSEEN, why=why))


def _all(found: Visit, look: Look) -> Looks:
    return {each.report_id: (each.version, look) for each in found.sought}


def _fetch(
    url: str, found: Visit, settings: Settings, *, etag: str = "", since: str = ""
) -> Answer:
    return fetch(
        url,
        hosts=found.hosts,
        private=settings.private_among(found.hosts),
        etag=etag,
        last_modified=since,
        user_agent=f"{USER_AGENT} (+{settings.base_url})",
    )


def _host(url: str) -> str:
    try:
        return host_of(url)
    except InvalidURL:
        return ""
