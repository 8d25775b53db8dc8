"""What an editor looks at in the corrections: a pile, a part of it, and an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from moderation.models import Category, Fix, Status


class CorrectionPile(StrEnum):
    """Where a correction stands; what went into another report, spam and deleted ones in none."""

    TO_CONFIRM = "to_confirm"
    TO_FIX = "to_fix"
    FIXED = "fixed"
    NOT_MISTAKES = "not_mistakes"
    OPEN = "open"  # to confirm and to fix together: all that an article has


class CorrectionOrder(StrEnum):
    """What comes first."""

    OLDEST = "oldest"
    NEWEST = "newest"
    READERS = "readers"  # what most readers have reported
    TEXT = "text"  # of one page: as it stands there


class KnownFor(StrEnum):
    """For how long it has been known."""

    DAY = "1d"
    WEEK = "7d"
    MONTH = "30d"


KNOWN_FOR = {
    KnownFor.DAY: timedelta(days=1),
    KnownFor.WEEK: timedelta(days=7),
    KnownFor.MONTH: timedelta(days=30),
}
MENDED = (Fix.FIXED, Fix.CHANGED, Fix.GONE)
STANDING = {
    CorrectionPile.TO_CONFIRM: tuple((Status.PENDING, fix) for fix in Fix),
    CorrectionPile.TO_FIX: ((Status.APPROVED, Fix.UNFIXED),),
    CorrectionPile.FIXED: tuple((Status.APPROVED, fix) for fix in MENDED),
    CorrectionPile.NOT_MISTAKES: tuple((Status.REJECTED, fix) for fix in Fix),
    CorrectionPile.OPEN: (
        *((Status.PENDING, fix) for fix in Fix),
        (Status.APPROVED, Fix.UNFIXED),
    ),
}


@dataclass(frozen=True)
class CorrectionFilter:
    """What to show of the corrections on the moderator's sites."""

    pile: CorrectionPile = CorrectionPile.TO_FIX
    site: str = ""  # its key
    page: int | None = None
    section: str = ""
    category: Category | None = None
    editor: int | None = None
    age: KnownFor | None = None
    readers: int = 0  # at least
    q: str = ""
    order: CorrectionOrder = CorrectionOrder.OLDEST

    @property
    def newest(self) -> bool:
        """Whether the order runs down."""
        return self.order in (CorrectionOrder.NEWEST, CorrectionOrder.READERS)

    @property
    def is_whole(self) -> bool:
        """Whether it is all of a pile, maybe on one site."""
        return self == CorrectionFilter(pile=self.pile, site=self.site, order=self.order)
