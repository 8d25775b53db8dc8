"""A small corrections desk where readers and editors do anything, and what must hold of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from moderation.drafts import Receipt
from moderation.errors import ModerationError
from moderation.extensions import db
from moderation.models import (
    Decision,
    Facet,
    Fix,
    Moderator,
    Role,
    SearchText,
    Sighting,
    Site,
    Status,
    TypoReport,
    Verb,
)
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.operations.merging import merge
from moderation.operations.sightings import speaks_for
from moderation.operations.splitting import split, split_off
from moderation.operations.undo import undo_decision, undo_last
from moderation.operations.withdraw import withdraw
from moderation.queries.chains import chains
from moderation.queries.receipts import find_sent
from moderation.queries.sightings import sightings_of
from moderation.transactions import write
from tests.factories import moderator, site, typo, visitor
from tests.operations.order import check_counts

TEXT = "Nobody knowes when teh long winter of the year begun, and few peple ask."
MISTAKES = ("knowes", "teh", "begun", "peple", "when teh", "teh long")
VERBS = (Verb.APPROVE, Verb.REJECT, Verb.APPROVE, Verb.HOLD, Verb.MARK_SPAM)
_numbers = itertools.count(1)


@dataclass
class TypoLife:
    """One page with its mistakes, and what has happened to them."""

    news: Site = field(default_factory=lambda: site(host=f"typos{next(_numbers)}.example"))
    receipts: list[Receipt] = field(default_factory=list)
    people: list[Moderator] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.url = f"https://{self.news.hosts[0].host}/article"
        self.people = [
            moderator(self.news, name=name, role=Role.EDITOR) for name in ("Alice", "Boris")
        ]

    def live(self, what: str, at: int, other: int) -> None:
        """Do one thing, as far as it is allowed now."""
        every = self.reports()
        if not every and what != "send":
            return
        try:
            DEEDS[what](self, every[at % len(every)].id if every else 0, other)
        except ModerationError:
            db.session.rollback()

    def reports(self) -> list[TypoReport]:
        """All cards as they are in the database now, merged ones too."""
        db.session.rollback()
        mine = select(TypoReport).where(TypoReport.site_id == self.news.id)
        return list(db.session.scalars(mine.order_by(TypoReport.id)))

    def sightings(self) -> list[Sighting]:
        """Everything that readers have sent and not taken back."""
        mine = select(Sighting).where(
            Sighting.site_id == self.news.id, Sighting.withdrawn_at.is_(None)
        )
        return list(db.session.scalars(mine))

    def person(self, which: int) -> int:
        return self.people[which % len(self.people)].id

    def check(self) -> None:
        """Cards, readers, queue, counts, receipts and the log agree."""
        every, seen = self.reports(), self.sightings()
        cards = {one.id: one for one in every}
        indexed = set(db.session.scalars(select(SearchText.submission_id)))
        decided = set(db.session.scalars(select(Decision.submission_id)))
        found = set(db.session.scalars(select(Facet.submission_id)))
        for one in every:
            own = [each for each in seen if each.submission_id == one.id]
            assert one.sightings == len(own)
            assert (one.id in found) is one.is_waiting
            assert (one.id in indexed) is not one.is_merged
            check_merged(one, cards)
            check_standing(one, own)
            if one.id not in decided and not one.is_merged:  # else it says what was confirmed
                assert one.withdrawn_at or any(speaks_for(each, one) for each in own)
        check_counts(every)
        for receipt in self.receipts:
            sent = find_sent(receipt.id, receipt.sighting_id)
            assert sent.sighting is not None
            assert not sent.submission.is_merged
        assert all(chain.is_whole for chain in chains() if chain.name == self.news.key)

    def undo_everything(self) -> None:
        """Take every card out that was merged, then every decision back."""
        for one in self.reports():
            if one.merged_into_id:
                self.live_split(one)
        merged = [one.id for one in self.reports() if one.is_merged or one.withdrawn_at]
        standing = select(Decision.id).where(
            Decision.site_id == self.news.id,
            Decision.verb != Verb.RESTORE,
            Decision.undone.is_(False),
            Decision.submission_id.not_in(merged),
        )
        while latest := db.session.scalar(standing.order_by(Decision.id.desc())):
            write(undo_decision, latest, by=self.person(0))
        for one in self.reports():
            assert one.id in merged or one.status is Status.PENDING

    def live_split(self, one: TypoReport) -> None:
        """Take a merged card out again, if some of its readers are left where it went."""
        try:
            write(split_off, one.merged_into_id or 0, one.id, by=self.person(0))
        except ModerationError:
            db.session.rollback()


def check_merged(one: TypoReport, cards: dict[int, TypoReport]) -> None:
    """What was merged went into a card that stands for itself, and is nowhere else."""
    if one.merged_into_id is not None:
        into = cards[one.merged_into_id]
        assert (into.merged_into_id, into.page_id) == (None, one.page_id)
        assert (one.waiting_since, one.open_place_key, one.next_check_at) == (None, None, None)
        assert one.sightings == 0


def check_standing(one: TypoReport, own: Sequence[Sighting]) -> None:
    """A card without a decision is in the queue, and has readers."""
    if one.is_merged:
        return
    assert one.is_waiting is (one.status is Status.PENDING)
    assert bool(own) or one.withdrawn_at is not None


def send(life: TypoLife, _one: int, other: int) -> None:
    exact = MISTAKES[other % len(MISTAKES)]
    start = TEXT.index(exact)
    around = {"prefix": TEXT[:start], "suffix": TEXT[start + len(exact) :], "sentence": TEXT}
    reader = "abcde"[other % 5]
    receipt = typo(
        life.news,
        exact,
        url=life.url,
        suggestion="" if other % 3 else f"{exact}{other}",
        author_key=reader,
        visitor=visitor(reader),
        **around,
    )
    life.receipts.append(receipt)


def decides(life: TypoLife, one: int, other: int) -> None:
    write(decide, one, VERBS[other % len(VERBS)], by=life.person(other), version=None)


def decides_again(life: TypoLife, one: int, other: int) -> None:
    version = next(each.version for each in life.reports() if each.id == one)
    write(decide, one, VERBS[other % len(VERBS)], by=life.person(other), version=version)


def splits(life: TypoLife, one: int, other: int) -> None:
    ids = [each.sighting.id for each in sightings_of(one)]
    write(split, one, [each for each in ids if (each + other) % 2], by=life.person(other))


def merges(life: TypoLife, one: int, other: int) -> None:
    every = life.reports()
    write(merge, one, every[other % len(every)].id, by=life.person(other))


def takes_out(life: TypoLife, one: int, other: int) -> None:
    into = next(each.merged_into_id for each in life.reports() if each.id == one)
    write(split_off, into or 0, one, by=life.person(other))


def withdraws(life: TypoLife, _one: int, other: int) -> None:
    receipt = life.receipts[other % len(life.receipts)]
    write(withdraw, receipt.id, receipt.sighting_id)


def mends(life: TypoLife, one: int, other: int) -> None:
    write(set_fix, one, Fix.FIXED if other % 2 else Fix.UNFIXED, by=life.person(other))


DEEDS: dict[str, Callable[[TypoLife, int, int], object]] = {
    "send": send,
    "decide": decides,
    "decide again": decides_again,
    "merge": merges,
    "split": splits,
    "take out": takes_out,
    "withdraw": withdraws,
    "mend": mends,
    "undo the last": lambda life, _one, other: write(undo_last, by=life.person(other)),
}
