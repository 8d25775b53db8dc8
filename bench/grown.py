"""A database as years leave it behind: decided comments, fixed reports, done work; made by SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Boolean, DateTime, Integer, Table, text
from sqlalchemy.engine import Connection

from moderation.extensions import db

YEARS = 3
PAGES, PER_AUTHOR = 1000, 8
MIXED = "(i % 100 * 7919 % 100)"  # looks like chance, and is the same each time
IS_TYPO = "i % 10 >= 7"
STATUS = (
    f"CASE WHEN {MIXED} < 60 THEN 'approved' WHEN {MIXED} < 80 THEN 'rejected'"
    f" WHEN {MIXED} < 90 THEN 'spam' WHEN {MIXED} < 99 THEN 'deleted' ELSE 'pending' END"
)
AUTHOR, NETWORK = f"i / {PER_AUTHOR} + 1", "'network ' || i % 5000"
WORDS = {
    **{"exact": "'teh'", "prefix": "'and so '", "suffix": "' end came ' || i"},
    "suggestion": "'the'",
}
IS_OPEN, IS_FIXED = f"{MIXED} = 99", f"{MIXED} < 55"


def grow(connection: Connection, rows: int, site_id: int) -> None:
    """Fill the tables of one site with so many submissions and all that comes with them."""
    for name, values, which, many in [*_sent(rows, site_id), *_done(rows, site_id)]:
        table = db.metadata.tables[name]
        columns = {**_blank(table), **values}
        chosen = f"SELECT {', '.join(columns.values())} FROM n WHERE {which}"
        quoted = ", ".join(f'"{column}"' for column in columns)
        series = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})"
        connection.execute(text(f"INSERT INTO {name} ({quoted}) {series} {chosen}"))


Filling = tuple[str, dict[str, str], str, int]


def _at(rows: int, plus: int = 0) -> str:
    """A moment that follows the number of the row, up to now."""
    ago = f"({rows} - i) * {YEARS * 365 * 86400 / rows} - {plus}"
    if db.engine.dialect.name == "sqlite":
        shift = f"printf('%+f seconds', -({ago}))"
        return f"strftime('%Y-%m-%d %H:%M:%f', 'now', {shift}) || '000'"
    return f"now() - ({ago}) * interval '1 second'"


def _sent(rows: int, site_id: int) -> Iterator[Filling]:
    at, site, url = _at(rows), f"{site_id}", "'https://news.example/' || i"
    own = {"site_id": site, "page_id": f"i % {PAGES} + 1", "status": STATUS, "submitted_at": at}
    page = {"id": "i", "site_id": site, "url_key": url, "url": url, "created_at": at}
    yield "pages", {**page, "section": "'section ' || i % 12"}, "true", PAGES
    author = {"id": "i", "site_id": site, "key_hash": "'key ' || i", "trust": "'normal'"}
    authors = rows // PER_AUTHOR + 1
    yield "authors", {**author, "name": "'Reader'", "created_at": at}, "true", authors
    submission = {
        **{"id": "i", "author_id": AUTHOR, "version": "1", "author_name": "'Reader'"},
        "kind": f"CASE WHEN {IS_TYPO} THEN 'typo_report' ELSE 'comment' END",
        "waiting_since": f"CASE WHEN {IS_OPEN} THEN {at} END",
        "waiting_for": f"CASE WHEN {IS_OPEN} THEN 'first' END",
        "decided_at": f"CASE WHEN NOT {IS_OPEN} THEN {_at(rows, 7200)} END",
        **{"due_at": at, "visitor_hash": NETWORK, "text_hash": "'text ' || i"},
        "shown": f"{STATUS} = 'approved' AND NOT ({IS_TYPO})",
    }
    yield "submissions", {**own, **submission}, "true", rows
    said = "'A calm remark, number ' || i"
    yield "comments", {"id": "i", "source": said, "body_html": said}, f"NOT ({IS_TYPO})", rows
    report = {
        **{"id": "i", "place_key": "'place ' || i", "folded": "'teh'", "replacement": "'the'"},
        "category": f"CASE WHEN {MIXED} % 7 = 0 THEN 'fact' ELSE 'spelling' END",
        **{"section": "'section ' || i % 12", "sightings": "1"},
        "fix": f"CASE WHEN {IS_FIXED} THEN 'fixed' ELSE 'unfixed' END",
        "fixed_at": f"CASE WHEN {IS_FIXED} THEN {_at(rows, 90000)} END",
    }
    yield "typo_reports", {**own, **WORDS, **report}, IS_TYPO, rows
    seen = {"id": "i", "site_id": site, "submission_id": "i", "author_id": AUTHOR, "seen_at": at}
    sighting = {**WORDS, **seen, "visitor_hash": NETWORK, "category": "'spelling'"}
    yield "sightings", sighting, IS_TYPO, rows


def _done(rows: int, site_id: int) -> Iterator[Filling]:
    check = {"id": "i", "submission_id": "i", "by": "'check'", "verdict": "'fixed'"}
    checked = {**check, "checked_at": _at(rows, 8100)}
    yield "checks", checked, f"{IS_TYPO} AND {IS_FIXED}", rows
    decision = {
        **{"id": "i", "site_id": f"{site_id}", "submission_id": "i", "verb": "'approve'"},
        **{"from_status": "'pending'", "to_status": "'approved'", "batch": "'batch ' || i"},
        **{"from_waiting_since": _at(rows), "decided_at": _at(rows, 7200)},
    }
    yield "decisions", decision, f"NOT {IS_OPEN}", rows
    job = {"id": "i", "name": "'announce_submission'", "attempts": "1", "args": "'{}'"}
    times = {"created_at": _at(rows), "due_at": _at(rows), "done_at": _at(rows, 5)}
    yield "outbox", {**job, **times}, "true", rows


def _blank(table: Table) -> dict[str, str]:
    """A value for each column that must have one, by its type."""
    return {
        column.name: _nothing(column.type)
        for column in table.columns
        if not column.nullable and not column.foreign_keys
    }


def _nothing(kind: Any) -> str:
    if isinstance(kind, JSON):
        return "'[]'"
    if isinstance(kind, Boolean):
        return "false"
    if isinstance(kind, Integer):
        return "0"
    if isinstance(getattr(kind, "impl_instance", kind), DateTime):
        return "CURRENT_TIMESTAMP"
    return "''"
