"""Two ways to lay out submissions, and the same questions asked of both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    CompoundSelect,
    DateTime,
    FromClause,
    Index,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    cast,
    literal,
    null,
    select,
    text,
    tuple_,
    union_all,
)

WAITS = text("waiting_since IS NOT NULL")

TIMES = ["waiting_since", "submitted_at", "decided_at", "claimed_until", "edited_at", "checked_at"]
NUMBERS = [
    "id",
    "site_id",
    "page_id",
    "author_id",
    "priority",
    "rules_version",
    "version",
    "parent_id",
    "sightings",
]
NULLABLE = [
    "waiting_since",
    "waiting_for",
    "decided_at",
    "claimed_by",
    "claimed_until",
    "open_place_key",
    "parent_id",
    "edited_at",
    "checked_at",
]

SUBMISSION = [
    "id",
    "site_id",
    "page_id",
    "author_id",
    "status",
    "waiting_since",
    "waiting_for",
    "priority",
    "findings",
    "visitor_hash",
    "rules_version",
    "submitted_at",
    "decided_at",
    "claimed_by",
    "claimed_until",
    "version",
    "open_place_key",
]
COMMENT = ["parent_id", "source", "body_html", "edited_at"]
TYPO = ["exact", "prefix", "suffix", "sentence", "suggestion", "sightings", "fix", "checked_at"]

CARD = [
    "id",
    "site_id",
    "page_id",
    "author_id",
    "status",
    "waiting_since",
    "priority",
    "findings",
    "version",
]
THREAD = ["id", "parent_id", "author_id", "body_html", "submitted_at"]

Row = dict[str, Any]
Answer = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True)
class Question:
    """Which part of the queue is asked for: all, a site's, a site's kind; from where on."""

    site_id: int | None = None
    kind: str | None = None
    after: tuple[int, str, int] | None = None
    limit: int = 50


class Layout(Protocol):
    """Tables for submissions, and how the two questions that matter are put to them."""

    name: str
    metadata: MetaData

    def parts(self, row: Row) -> Iterable[tuple[Table, Row]]:
        """Where the columns of one submission go."""

    def queue(self, question: Question) -> Answer:
        """The cards that wait for a decision, in the order of the queue."""

    def thread(self, page_id: int) -> Answer:
        """The public comments of a page, oldest first."""


class Joined:
    """One table for what all submissions share, one more for each kind."""

    name = "joined"

    def __init__(self) -> None:
        self.metadata = MetaData()
        self.submissions = _table("submissions", self.metadata, ["kind", *SUBMISSION])
        self.comments = _table("comments", self.metadata, ["id", *COMMENT])
        self.typos = _table("typo_reports", self.metadata, ["id", *TYPO])
        _index_the_queue(self.submissions, ["site_id", "kind"])
        Index("ix_thread", *(self.submissions.c[name] for name in ("page_id", "kind", "status")))

    def parts(self, row: Row) -> Iterable[tuple[Table, Row]]:
        extra = self.comments if row["kind"] == "comment" else self.typos
        yield self.submissions, {name: row[name] for name in self.submissions.c.keys()}  # noqa: SIM118
        yield extra, {name: row[name] for name in extra.c.keys()}  # noqa: SIM118

    def queue(self, question: Question) -> Answer:
        head, comments, typos = self.submissions, self.comments, self.typos
        wide = head.outerjoin(comments, comments.c.id == head.c.id)
        wide = wide.outerjoin(typos, typos.c.id == head.c.id)
        columns = [head.c.kind, *_pick(head, CARD), *_pick(comments, COMMENT), *_pick(typos, TYPO)]
        cards = select(*columns).select_from(wide).where(*_conditions(head, question))
        if question.kind:
            cards = cards.where(head.c.kind == question.kind)
        return cards.order_by(*_order(head)).limit(question.limit)

    def thread(self, page_id: int) -> Answer:
        head, comments = self.submissions, self.comments
        public = head.join(comments, comments.c.id == head.c.id)
        columns = [(comments if name in COMMENT else head).c[name] for name in THREAD]
        comment = head.c.kind == literal("comment")
        return (
            select(*columns)
            .select_from(public)
            .where(head.c.page_id == page_id, comment, head.c.status == "approved")
            .order_by(head.c.id)
        )


class Plain:
    """Two tables that know nothing of each other, each with every column."""

    name = "plain"

    def __init__(self) -> None:
        self.metadata = MetaData()
        self.comments = _table("comments", self.metadata, [*SUBMISSION, *COMMENT])
        self.typos = _table("typo_reports", self.metadata, [*SUBMISSION, *TYPO])
        for table in (self.comments, self.typos):
            _index_the_queue(table, ["site_id"])
            Index(f"ix_thread_{table.name}", table.c.page_id, table.c.status)

    def parts(self, row: Row) -> Iterable[tuple[Table, Row]]:
        table = self.comments if row["kind"] == "comment" else self.typos
        yield table, {name: row[name] for name in table.c.keys()}  # noqa: SIM118

    def queue(self, question: Question) -> Answer:
        kinds = {"comment": self.comments, "typo_report": self.typos}
        if question.kind:
            return self._cards(question.kind, kinds[question.kind], question)
        limited = [self._cards(kind, table, question) for kind, table in kinds.items()]
        both = union_all(*(select(part.subquery()) for part in limited)).subquery()
        return select(both).order_by(*_order(both)).limit(question.limit)

    def _cards(self, kind: str, table: Table, question: Question) -> Select[Any]:
        own = [
            table.c[name] if name in table.c else cast(null(), _kind(name)).label(name)
            for name in (*COMMENT, *TYPO)
        ]
        cards = select(literal(kind).label("kind"), *_pick(table, CARD), *own)
        cards = cards.where(*_conditions(table, question))
        return cards.order_by(*_order(table)).limit(question.limit)

    def thread(self, page_id: int) -> Answer:
        table = self.comments
        public = select(*_pick(table, THREAD))
        public = public.where(table.c.page_id == page_id, table.c.status == "approved")
        return public.order_by(table.c.id)


def _table(name: str, metadata: MetaData, columns: Sequence[str]) -> Table:
    return Table(name, metadata, *(_column(column) for column in columns))


def _column(name: str) -> Column[Any]:
    if name == "id":  # SQLite makes only an INTEGER key the row's own number
        return Column(name, Integer(), primary_key=True, autoincrement=False)
    return Column(name, _kind(name), nullable=name in NULLABLE)


def _kind(name: str) -> DateTime | BigInteger | Text:
    return DateTime() if name in TIMES else BigInteger() if name in NUMBERS else Text()


def _index_the_queue(table: Table, leading: Sequence[str]) -> None:
    for count in range(len(leading) + 1):
        names = [*leading[:count], "priority", "waiting_since", "id"]
        Index(
            f"ix_queue_{count}_{table.name}",
            *(table.c[name] for name in names),
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        )


def _conditions(table: Table, question: Question) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [table.c.waiting_since.is_not(None)]
    if question.site_id is not None:
        conditions.append(table.c.site_id == question.site_id)
    if question.after is not None:
        conditions.append(tuple_(*_order(table)) > question.after)
    return conditions


def _order(table: FromClause) -> list[ColumnElement[Any]]:
    return [table.c.priority, table.c.waiting_since, table.c.id]


def _pick(table: FromClause, names: Iterable[str]) -> list[ColumnElement[Any]]:
    return [table.c[name] for name in names]
