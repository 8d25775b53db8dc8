"""A million believable submissions, the same ones each time."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.schema_tables import Row

SITES = 200
THREAD_LENGTH = 100
WAITING = 0.05
TYPOS = 0.2
ACTIVE_PAGES = 300  # discussed at the same time, so that a thread's rows lie apart on disk
START = datetime(2020, 1, 1)  # noqa: DTZ001 - the databases get plain local times here

WORDS = [
    "the",
    "editor",
    "of",
    "this",
    "paper",
    "wrote",
    "that",
    "nobody",
    "in",
    "town",
    "had",
    "ever",
    "seen",
    "so",
    "much",
    "snow",
]


def submissions(count: int, *, first: int = 1) -> Iterator[Row]:
    """Rows with every column of every kind; a layout takes what it has a place for."""
    random = Random(first)
    pages = page_count(count)
    for number in range(first, first + count):
        yield _submission(number, random=random, pages=pages)


def page_count(count: int) -> int:
    """How many pages so many submissions are spread over."""
    return max(1, int(count * (1 - TYPOS)) // THREAD_LENGTH)


def _submission(number: int, *, random: Random, pages: int) -> Row:
    is_typo = random.random() < TYPOS
    waits = random.random() < WAITING
    at = START + timedelta(seconds=150 * number)
    page = (int(number * (1 - TYPOS)) // THREAD_LENGTH + random.randrange(ACTIVE_PAGES)) % pages
    status = "approved" if random.random() < 0.9 else random.choice(["rejected", "spam"])
    return {
        "kind": "typo_report" if is_typo else "comment",
        "id": number,
        "site_id": page % SITES + 1,
        "page_id": page + 1,
        "author_id": random.randrange(1, 50_001),
        "status": "pending" if waits else status,
        "waiting_since": at if waits else None,
        "waiting_for": "first" if waits else None,
        "priority": random.choice((0, 0, 0, 1, 2)),
        "findings": _findings(random),
        "visitor_hash": f"{random.getrandbits(128):032x}",
        "rules_version": 1,
        "submitted_at": at,
        "decided_at": None if waits else at + timedelta(minutes=40),
        "claimed_by": None,
        "claimed_until": None,
        "version": 1 if waits else 2,
        "open_place_key": f"{number:064x}" if is_typo and waits else None,
        **_texts(random),
    }


def _findings(random: Random) -> str:
    if random.random() < 0.7:
        return "[]"
    return json.dumps([{"code": "many_links", "arguments": {"links": 3}, "span": [4, 40]}])


def _texts(random: Random) -> Row:
    source = _words(random, random.choice((8, 20, 40, 120)))
    sentence = _words(random, 16)
    return {
        "parent_id": None,
        "source": source,
        "body_html": f"<p>{source}</p>",
        "edited_at": None,
        "exact": "ocurred",
        "prefix": sentence[:32],
        "suffix": sentence[-32:],
        "sentence": sentence,
        "suggestion": "occurred",
        "sightings": 1,
        "fix": "unfixed",
        "checked_at": None,
    }


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(WORDS, k=count))
