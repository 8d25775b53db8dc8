"""What submissions are found by: written anew whenever something of it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, column, delete, func, insert, literal_column, select, table

from moderation import outbox
from moderation.extensions import db
from moderation.models import (
    Comment,
    Decision,
    Page,
    SearchText,
    Sighting,
    Submission,
    TypoReport,
    Verb,
)
from moderation.operations.facets import be_found, stop_being_found
from moderation.queries.search import place_term
from moderation.text.terms import joined

SOME = 500  # are indexed by one job
READERS = 50  # whose words one mistake is found by
INDEXES = {"search_words": "terms", "search_parts": "parts"}


def index_words(ids: Sequence[int]) -> None:
    """Let these be found by what they say now."""
    db.session.flush()
    rows = [_entry(row, reasons) for row, reasons in _said(ids)]
    forget_words(ids)
    if rows:
        db.session.execute(insert(SearchText), rows)
        _tell_sqlite(ids)


def index_later(ids: Sequence[int]) -> None:
    """The same soon, by the worker: whoever decides on many does not wait for it."""
    outbox.enqueue("index_words", ids=list(ids))


def forget_words(ids: Sequence[int]) -> None:
    """Let these be found no more."""
    if (
        _is_sqlite()
    ):  # an index of FTS5 is told what to take out: https://sqlite.org/fts5.html#the_delete_command
        _tell_sqlite(ids, command="delete")
    db.session.execute(delete(SearchText).where(SearchText.submission_id.in_(ids)))


def index_submissions(*, after: int) -> None:
    """Index some of what was there before the index, and ask for the rest to be done later."""
    rows = select(Submission.id).where(Submission.id > after).order_by(Submission.id).limit(SOME)
    ids = list(db.session.scalars(rows))
    index_words(ids)
    waiting = select(Submission).where(
        Submission.id.in_(ids), Submission.waiting_since.is_not(None)
    )
    submissions = list(db.session.scalars(waiting))
    stop_being_found(submissions)
    be_found(submissions)
    if len(ids) == SOME:
        outbox.enqueue("index_submissions", after=ids[-1])


def _said(ids: Sequence[int]) -> Iterator[tuple[Row[*tuple[Any, ...]], list[str]]]:
    comments, reports, all_of_them = (
        Comment.__table__.c,
        TypoReport.__table__.c,
        Submission.__table__,
    )
    reasons = _reasons(ids)
    for report_id, said in _readers_words(ids).items():
        reasons[report_id] += said
    rows = db.session.execute(
        select(
            all_of_them.c.id,
            all_of_them.c.site_id,
            all_of_them.c.kind,
            all_of_them.c.author_name,
            comments.source,
            reports.sentence,
            reports.exact,
            reports.suggestion,
            reports.note,
            Page.title,
            Page.url,
        )
        .select_from(all_of_them)
        .join(Page, Page.id == all_of_them.c.page_id)
        .outerjoin(Comment.__table__, comments.id == all_of_them.c.id)
        .outerjoin(TypoReport.__table__, reports.id == all_of_them.c.id)
        .where(all_of_them.c.id.in_(ids), reports.merged_into_id.is_(None))
    )
    for row in rows:
        yield row, reasons[row.id]


def _readers_words(ids: Sequence[int]) -> defaultdict[int, list[str]]:
    """What the latest readers of each mistake say besides what its card does."""
    columns = Sighting.exact, Sighting.suggestion, Sighting.note
    newest = func.max(Sighting.id)
    rank = func.row_number().over(partition_by=Sighting.submission_id, order_by=newest.desc())
    said = (
        select(Sighting.submission_id, *columns, rank.label("rank"))
        .where(Sighting.submission_id.in_(ids), Sighting.withdrawn_at.is_(None))
        .group_by(Sighting.submission_id, *columns)
        .subquery()
    )
    words: defaultdict[int, list[str]] = defaultdict(list)
    for report_id, *texts, _rank in db.session.execute(select(said).where(said.c.rank <= READERS)):
        words[report_id] += [text for text in texts if text]
    return words


def _reasons(ids: Sequence[int]) -> defaultdict[int, list[str]]:
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    rows = select(Decision.submission_id, Decision.reason).where(
        Decision.submission_id.in_(ids), Decision.reason != "", Decision.verb != Verb.RESTORE
    )
    for submission_id, reason in db.session.execute(rows):
        reasons[submission_id].append(reason)
    return reasons


def _entry(row: Row[*tuple[Any, ...]], reasons: Sequence[str]) -> dict[str, object]:
    submission_id, site_id, kind, *texts = row
    terms, parts = joined([*(text for text in texts if text), *dict.fromkeys(reasons)])
    terms = f"{terms} {place_term(site_id, kind)}"
    return {
        "submission_id": submission_id,
        "terms": terms if _is_sqlite() else vector(terms),
        "parts": parts,
    }


def vector(terms: str) -> str:
    """The terms as PostgreSQL writes them: each with the places it stands at, as far as it counts.

    https://www.postgresql.org/docs/current/textsearch-limitations.html
    """
    last = 16_383
    return " ".join(f"'{term}':{min(at, last)}" for at, term in enumerate(terms.split(), 1))


def _tell_sqlite(ids: Sequence[int], command: str = "") -> None:
    if not _is_sqlite():
        return
    for name, field in INDEXES.items():
        said: list[Any] = [literal_column(f"'{command}'")] if command else []
        index = table(name, column("rowid"), column(field), column(name))
        kept = select(*said, SearchText.submission_id, getattr(SearchText, field)).where(
            SearchText.submission_id.in_(ids)
        )
        columns = [*([name] if command else []), "rowid", field]
        db.session.execute(insert(index).from_select(columns, kept))


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"
