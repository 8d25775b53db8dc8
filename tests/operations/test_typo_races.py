"""Many readers at one mistake at once, and editors who merge and split meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from moderation.drafts import Receipt
from moderation.extensions import db
from moderation.models import Role, Sighting, TypoReport
from moderation.operations.merging import merge
from moderation.operations.report import submit_typo
from moderation.operations.splitting import split_off
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo_draft, visitor
from tests.rows import count_of

READERS = 20
TEXT = (
    "The old harbour had been closed for years when the tranfser centre was built beside it,"
    " and nobody in the town remembered who had asked for it in the first place."
)
START, END = TEXT.index("tranfser"), TEXT.index("tranfser") + len("tranfser")


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(READERS) as pool:
        yield pool


def selection(number: int) -> dict[str, str]:
    """What one of many readers selects: the word, some of it, or words around it."""
    before, after = ((0, 0), (4, 0), (0, 7), (4, 7), (-2, -1))[number % 5]
    start, end = START - before, END + after
    exact = TEXT[start:end]
    return {
        "exact": exact,
        "prefix": TEXT[:start][-64:],
        "suffix": TEXT[end:][:64],
        "sentence": TEXT,
        "suggestion": exact.replace("tranfser", "transfer") if "tranfser" in exact else "",
    }


def reading(app: Flask, site_id: int, number: int) -> Receipt:
    with app.app_context():
        return send(site_id, chr(ord("a") + number), **selection(number))


def send(site_id: int, reader: str, **words: str) -> Receipt:
    """One reader's report, as taken in."""
    draft = typo_draft(**words)
    return write(submit_typo, draft, site_id=site_id, visitor=visitor(reader), ticket=None)


def start(pool: ThreadPoolExecutor, deeds: Sequence[Callable[[], object]]) -> list[object]:
    """What each comes to when all begin at the same moment."""
    line = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> object:
        line.wait(timeout=60)
        return deed()

    return list(pool.map(one, deeds))


def counted() -> dict[int, int]:
    """How many readers each card has by its sightings."""
    db.session.rollback()
    rows = select(Sighting.submission_id, func.count()).where(Sighting.withdrawn_at.is_(None))
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Sighting.submission_id))}


def test_twenty_readers_at_once_make_one_card(app: Flask, threads: ThreadPoolExecutor) -> None:
    news = site().id
    receipts = start(threads, [partial(reading, app, news, each) for each in range(READERS)])
    assert count_of(TypoReport) == 1
    assert sorted(each.sightings for each in receipts) == list(range(1, READERS + 1))  # type: ignore[attr-defined]
    assert counted() == {receipts[0].id: READERS}  # type: ignore[attr-defined]


def test_readers_come_and_go_while_cards_are_merged_and_split(
    app: Flask, threads: ThreadPoolExecutor
) -> None:
    newspaper = site()
    news, alice = newspaper.id, moderator(newspaper, role=Role.EDITOR).id
    first = reading(app, news, 0)
    other = send(news, "z", exact="harbour", prefix="The old ", suffix=" had been closed")

    def editing() -> None:
        with app.app_context():
            for _ in range(4):
                write(merge, other.id, first.id, by=alice)
                write(split_off, first.id, other.id, by=alice)

    def leaving() -> None:
        with app.app_context():
            gone = reading(app, news, 4)
            write(withdraw, gone.id, gone.sighting_id)

    coming = [partial(reading, app, news, each) for each in range(6)]
    start(threads, [editing, leaving, leaving, *coming])
    assert counted() == {first.id: 7, other.id: 1}
    assert [stored(each).sightings for each in counted()] == [7, 1]  # type: ignore[attr-defined]
