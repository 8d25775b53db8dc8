"""The card that a new report belongs to, and those that may be of the same place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select

from moderation.database import utcnow
from moderation.drafts import TypoDraft
from moderation.extensions import db
from moderation.models import Category, Fix, Status, TypoReport, Verdict
from moderation.text.anchors import Quote
from moderation.text.quotes import fold
from moderation.text.same_place import Match, Sameness, compare

LATELY = timedelta(days=14)  # for so long a mended mistake is watched
MOST = 200  # cards of one page that are looked at, the newest first: 0.2 ms each

TWIN = Match(Sameness.SAME, 100, None)
Core = tuple[int, int] | None
_REPORTS: Any = TypoReport.__table__
_COLUMNS = tuple(
    _REPORTS.c[name]
    for name in (
        *("id", "merged_into_id", "exact", "prefix", "suffix", "sentence", "occurrence"),
        *("core_start", "core_end", "suggestion", "category", "fix"),
    )
)


@dataclass(frozen=True)
class Likely:
    """A card that may be of the same place, and how much alike the surroundings are."""

    report_id: int
    score: int


@dataclass(frozen=True)
class Recognised:
    """What is known of the place that a report is about; no card where it is new."""

    report_id: int | None = None
    core: Core = None  # what its sightings share with this one; nothing when it is not told
    maybe: tuple[Likely, ...] = ()


@dataclass(frozen=True)
class _Known:
    row: Row[*tuple[Any, ...]]
    match: Match

    @property
    def card(self) -> int:
        """The card it stands for: the one that it went into, if it did."""
        return int(self.row.merged_into_id or self.row.id)

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """What is open comes before what was mended, then what is most alike, then the oldest."""
        is_open = self.row.fix is Fix.UNFIXED
        return is_open, self.row.merged_into_id is None, self.match.score, -self.row.id


def recognise(page_id: int, draft: TypoDraft, *, is_watched: bool) -> Recognised:
    """Find the card of the place among the page's open ones.

    Where pages are watched, also among those mended lately: a look will tell what is so.
    """
    known = list(_compared(draft, _cards(page_id, LATELY if is_watched else timedelta())))
    same = [each for each in known if each.match.sameness is Sameness.SAME]
    if same:
        best = max(same, key=lambda each: each.rank)
        core = best.match.core if best.row.merged_into_id is None else None
        return Recognised(best.card, core)
    maybe = {
        each.card: each.match.score
        for each in known
        if each.match.sameness is Sameness.MAYBE and each.row.fix is Fix.UNFIXED
    }
    return Recognised(maybe=tuple(Likely(*each) for each in sorted(maybe.items())))


def _cards(page_id: int, lately: timedelta) -> Sequence[Row[*tuple[Any, ...]]]:
    """The page's cards, then what has gone into them: whose words are known as theirs."""
    cards = db.session.execute(_standing_cards(page_id, lately)).all()
    merged = _columns().where(
        _REPORTS.c.merged_into_id.is_not(None),
        _REPORTS.c.merged_into_id.in_([each.id for each in cards]),
    )
    return [*cards, *(db.session.execute(merged.limit(MOST)) if cards else ())]


def _columns() -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS)


def _standing_cards(page_id: int, lately: timedelta) -> Select[*tuple[Any, ...]]:
    """What is open, and what was mended lately on a page whose text can be seen."""
    mended_lately = and_(
        _REPORTS.c.fix == Fix.FIXED,
        _REPORTS.c.fixed_at > utcnow() - lately,
        _REPORTS.c.verdict.is_distinct_from(Verdict.UNSEEN),
    )
    return (
        _columns()
        .where(
            _REPORTS.c.page_id == page_id,
            _REPORTS.c.merged_into_id.is_(None),
            or_(
                _REPORTS.c.status == Status.PENDING,
                (_REPORTS.c.status == Status.APPROVED)
                & ((_REPORTS.c.fix == Fix.UNFIXED) | mended_lately),
            ),
        )
        .order_by(_REPORTS.c.id.desc())
        .limit(MOST)
    )


def _compared(draft: TypoDraft, rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[_Known]:
    own = Quote(draft.exact, draft.prefix, draft.suffix, draft.sentence, draft.occurrence)
    for row in rows:
        card = Quote(row.exact, row.prefix, row.suffix, row.sentence, row.occurrence)
        core = None if row.core_start is None else (row.core_start, row.core_end)
        match = TWIN
        if not _is_twin(card, own):
            match = compare(card, core, own, suggestions=(row.suggestion, draft.suggestion))
        yield _Known(row, _unless_of_another_kind(match, row, draft))


def _is_twin(card: Quote, own: Quote) -> bool:
    """Whether all that is known of the two is the same: nothing could tell them apart."""
    counted = {card.occurrence, own.occurrence} - {None}
    return len(counted) < 2 and all(
        fold(one).strip() == fold(other).strip()
        for one, other in (
            (card.exact, own.exact),
            (card.prefix, own.prefix),
            (card.suffix, own.suffix),
        )
    )


def _unless_of_another_kind(match: Match, row: Row[*tuple[Any, ...]], draft: TypoDraft) -> Match:
    """Of a wrong fact and a wrong letter in it an editor says whether they are one mistake."""
    is_spelling = row.category is Category.SPELLING
    if match.sameness is not Sameness.SAME or is_spelling is (draft.category == "spelling"):
        return match
    if fold(row.exact).strip() == fold(draft.exact).strip():
        return match
    return Match(Sameness.MAYBE, match.score, match.core)
