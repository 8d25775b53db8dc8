"""A desk with very much waiting: a site, a moderator, and rows by the hundred thousand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from moderation.models import Kind
from moderation.operations.search_index import vector
from moderation.queries.search import place_term
from moderation.text.terms import joined

Row = tuple[Any, ...]
BATCH = 10_000
SITE, PAGES, PER_AUTHOR = 1, 100, 8
RARE_WORD, RARE = "zanzibarite", 25  # so many texts have it, however many there are
START = datetime(2026, 1, 1, tzinfo=UTC)

COLUMNS = {
    "pages": (
        "id site_id url_key url given_id title lang section author revision edit_url created_at"
        " version comment_count"
    ),
    "authors": "id site_id key_hash name email approved rejected trust created_at",
    "submissions": (
        "id kind site_id page_id author_id author_name status waiting_since waiting_for priority"
        " due_at score findings visitor_hash text_hash lang consented submitted_at placeholder"
        " passed_duty version"
    ),
    "comments": "id source body_html",
    "facets": "submission_id code site_id kind waiting_since priority due_at",
    "search_texts": "submission_id terms parts",
}
INDEXES = {
    "ix_search_texts_terms": "USING gin (terms)",
    "ix_search_texts_parts": "USING gin (parts gin_trgm_ops)",
}


def stretches(count: int) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each table, some thousands at a time: a million need not fit into memory."""
    yield "pages", list(_pages())
    yield "authors", [_author(number) for number in range(1, count // PER_AUTHOR + 2)]
    source = waiting(count)
    while some := list(islice(source, BATCH)):
        yield "submissions", [one.submission for one in some]
        yield "comments", [one.comment for one in some]
        yield "facets", [facet for one in some for facet in one.facets]
        yield "search_texts", [one.words for one in some]


class Waiting:
    """One waiting comment as the rows of its tables."""

    def __init__(self, number: int, count: int, random: Random) -> None:
        self.number = number
        self.page = number % PAGES + 1
        self.author = number // PER_AUTHOR + 1
        self.reader = f"Reader {self.author}"
        self.since = START + timedelta(seconds=number)
        self.due = self.since + timedelta(hours=1)
        self.is_flagged = random.random() < 0.001
        self.said = said(random, is_rare=number % (count // RARE) == 5)
        self.text = f"{' '.join(self.said).capitalize()}, number {number}."
        self.codes = list(self._codes(count, random))
        self.score = 15 * len(self.codes) + random.randrange(10)

    def _codes(self, count: int, random: Random) -> Iterator[str]:
        if random.random() < 0.3:
            yield "newcomer"
        if random.random() < 0.05:
            yield "banned_words"
        if self.number > count * 0.995:  # a rule of this morning: none of the older is found by it
            yield "rule:7"

    @property
    def submission(self) -> Row:
        findings = [{"code": code, "args": _args(code), "spans": []} for code in self.codes]
        waits_for = "flag" if self.is_flagged else "first"
        return (
            self.number, "comment", SITE, self.page, self.author, self.reader,
            "approved" if self.is_flagged else "pending", self.since, waits_for,
            -1 if self.is_flagged else 0, self.due, self.score, json.dumps(findings), "", "",
            "en", False, self.since, False, "", 1,
        )  # fmt: skip

    @property
    def comment(self) -> Row:
        return (self.number, self.text, f"<p>{self.text}</p>")

    @property
    def facets(self) -> Iterator[Row]:
        for code in (*self.codes, "lang:en", "for:flag" if self.is_flagged else "for:first"):
            priority = -1 if self.is_flagged else 0
            yield (self.number, code, SITE, "comment", self.since, priority, self.due)

    @property
    def words(self) -> Row:
        """What the operations would index it by, put together from the terms of its words."""
        said = " ".join(map(TERMS.__getitem__, self.said))
        terms = f"{READER} {self.author} {said} {NUMBER} {self.number}"
        parts = f"{self.reader.lower()} {self.text.lower()} an article"
        return (self.number, f"{terms} {ARTICLE} {place_term(SITE, Kind.COMMENT)}", parts)


def waiting(count: int) -> Iterator[Waiting]:
    """The waiting comments, oldest first; the same ones each time."""
    random = Random(7)
    return (Waiting(number, count, random) for number in range(1, count + 1))


def said(random: Random, *, is_rare: bool) -> list[str]:
    """The words of a comment: about a hundred and twenty characters."""
    words = random.choices(WORDS, k=16)
    if is_rare:
        words[3] = RARE_WORD
    return words


HEADS = ("snow", "river", "market", "council", "school", "winter", "bridge", "garden", "night")
TAILS = ("", "s", "ing", "less", "side", "man", "land", "house", "work", "time", "way", "light")
WORDS = tuple(head + tail for head in HEADS for tail in TAILS)
TERMS = {word: joined([word])[0] for word in (*WORDS, RARE_WORD)}
READER, NUMBER, ARTICLE = (joined([text])[0] for text in ("Reader", "number", "An article"))


def _args(code: str) -> dict[str, Any]:
    if code == "banned_words":
        return {"words": ["snow"]}
    return {"rule": 7, "version": 1, "text": "snow"} if code == "rule:7" else {}


def _pages() -> Iterator[Row]:
    for number in range(1, PAGES + 1):
        url = f"https://news.example/{number}"
        yield (number, SITE, url, url, "", "An article", "en", "", "", "", "", START, 1, 0)


def _author(number: int) -> Row:
    return (number, SITE, f"key-{number}", f"Reader {number}", "", 0, 0, "normal", START)


def fill_sqlite(path: str, count: int) -> None:
    """Insert everything, then let SQLite index the words at once."""
    sqlite3.register_adapter(datetime, lambda time: time.strftime("%Y-%m-%d %H:%M:%S.%f"))
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = OFF", "cache_size = -400000"):
        connection.execute(f"PRAGMA {pragma}")
    for table, rows in stretches(count):
        columns = COLUMNS[table].split()
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        connection.execute("BEGIN")
        connection.executemany(statement, rows)
        connection.execute("COMMIT")
    for name in ("search_words", "search_parts"):
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def fill_postgresql(address: str, count: int) -> None:
    """Copy everything in, with the words' indexes made at the end."""
    with psycopg.connect(address, autocommit=True) as connection:
        for index in INDEXES:
            connection.execute(SQL("DROP INDEX {}").format(Identifier(index)))
        for table, rows in stretches(count):
            _copy(connection, table, rows)
        connection.execute("SET maintenance_work_mem = '512MB'")
        for index, how in INDEXES.items():
            connection.execute(f"CREATE INDEX {index} ON search_texts {how}".encode())
        counter = SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), {})")
        for table, columns in COLUMNS.items():
            if columns.startswith("id ") and table != "comments":
                connection.execute(counter.format(table, count + 1))
        connection.execute("VACUUM ANALYZE")


def _copy(connection: psycopg.Connection, table: str, rows: Sequence[Row]) -> None:
    columns = COLUMNS[table].split()
    statement = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(table), SQL(", ").join(map(Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(_for_postgresql(table, row))


def _for_postgresql(table: str, row: Row) -> Sequence[Any]:
    return (row[0], vector(row[1]), row[2]) if table == "search_texts" else row
