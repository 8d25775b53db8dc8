"""What a moderator looks at: the one description of a part of the queue, or of what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from moderation.models import Kind, Status, WaitingFor


class Pile(StrEnum):
    """Which submissions are looked at."""

    WAITING = "waiting"
    TO_FIX = "to_fix"  # confirmed mistakes that still stand on the page
    DECIDED = "decided"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    DELETED = "deleted"
    ANY = "any"


class Order(StrEnum):
    """What comes first; what is decided knows the oldest and the newest alone."""

    PRIORITY = "priority"  # what the public sees and objects to, then what is due first
    OLDEST = "oldest"
    NEWEST = "newest"
    SCORE = "score"  # the most suspect first


class Age(StrEnum):
    """For how long it has waited."""

    HOUR = "1h"
    SIX_HOURS = "6h"
    DAY = "1d"
    DUE = "due"  # longer than the site wants


AGES = {
    Age.HOUR: timedelta(hours=1),
    Age.SIX_HOURS: timedelta(hours=6),
    Age.DAY: timedelta(days=1),
}
STATUSES = {
    Pile.TO_FIX: (Status.APPROVED,),
    Pile.DECIDED: (Status.APPROVED, Status.REJECTED, Status.SPAM, Status.DELETED),
    Pile.APPROVED: (Status.APPROVED,),
    Pile.REJECTED: (Status.REJECTED,),
    Pile.SPAM: (Status.SPAM,),
    Pile.DELETED: (Status.DELETED,),
    Pile.ANY: tuple(Status),
}


@dataclass(frozen=True)
class QueueFilter:
    """What to show of the moderator's submissions, and in which order.

    From ``reasons`` on, the fields narrow what waits, and nothing else.
    """

    pile: Pile = Pile.WAITING
    site: str = ""  # its key
    kind: Kind | None = None
    q: str = ""
    order: Order = Order.OLDEST
    folds: bool = False  # nearly the same texts are one row: the oldest of them
    page: int | None = None
    author: int | None = None
    reasons: tuple[str, ...] = ()  # codes of findings, or ``rule:7``
    age: Age | None = None
    score: int = 0  # at least
    lang: str = ""
    links: bool = False
    newcomer: bool = False
    waiting_for: WaitingFor | None = None
    passed: bool = False  # to the moderator, or to one of their duties

    @property
    def newest(self) -> bool:
        """Whether the order runs down: the newest, or the highest score, comes first."""
        return self.order in (Order.NEWEST, Order.SCORE)

    @property
    def waits(self) -> bool:
        """Whether it is the queue in its own order that is asked for."""
        return self.pile is Pile.WAITING and not self.q

    @property
    def is_whole(self) -> bool:
        """Whether it is all that waits, maybe of one kind or on one site."""
        everything = QueueFilter(site=self.site, kind=self.kind, order=self.order, folds=self.folds)
        return self == everything

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of submission that it is about."""
        if self.pile is Pile.TO_FIX:
            return (Kind.TYPO_REPORT,)
        return (self.kind,) if self.kind else tuple(Kind)

    @property
    def codes(self) -> tuple[str, ...]:
        """The facets that all of it must have."""
        more = {
            f"lang:{self.lang}": bool(self.lang),
            "links": self.links,
            "newcomer": self.newcomer,
            f"for:{self.waiting_for}": self.waiting_for is not None,
        }
        return (*self.reasons, *(code for code, is_set in more.items() if is_set))
