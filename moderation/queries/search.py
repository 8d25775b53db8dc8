"""Finding submissions by words: in texts, names of authors, pages, and reasons of decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, cast, column, func, literal_column, select, table
from sqlalchemy.sql import ColumnElement, FromClause

from moderation.extensions import db
from moderation.models import Kind, SearchText, Submission
from moderation.models.search import NativeType
from moderation.queries.scopes import Scopes
from moderation.text.terms import LEAST, Part, parts_of

Keys = Select[*tuple[Any, ...]]

FEW = 500  # that many are looked up one by one and sorted
MARK = "\ue000"  # of private use: nobody's word has it


def finding(q: str, scopes: Scopes, kinds: Sequence[Kind]) -> list[Keys]:
    """The ids of what has all the words of ``q``: as words, and as parts of words.

    Each is a range by id, joined with its submission; it is what the scopes reach, and maybe more.
    """
    parts = parts_of(q)
    if not parts:
        return []
    places = [place_term(site, kind) for kind in kinds for site in scopes.sites_for(kind)]
    if not places:
        return []
    search = _on_sqlite if db.engine.dialect.name == "sqlite" else _on_postgresql
    return [ids.where(condition) for ids, condition in search(parts, places)]


def place_term(site_id: int, kind: Kind) -> str:
    """What all of one kind on one site are found by."""
    return f"{MARK}{site_id}{kind.value[0]}"


Found = tuple[Keys, ColumnElement[bool]]


def _on_sqlite(parts: Sequence[Part], places: Sequence[str]) -> Iterator[Found]:
    within = " OR ".join(_quoted(place) for place in places)
    words = " AND ".join(_match(part) for part in parts)
    yield _matching("search_words", f"({within}) AND {words}")
    if pieces := _pieces(parts):
        yield _matching("search_parts", " AND ".join(map(_quoted, pieces)))


def _matching(name: str, query: str) -> Found:
    """What matches in a table of FTS5; its language: https://sqlite.org/fts5.html#full_text_query_syntax."""
    index: FromClause = table(name, column("rowid"))
    ids = select(index.c.rowid.label("id")).join(Submission, Submission.id == index.c.rowid)
    return ids, literal_column(name).op("MATCH", is_comparison=True)(query)


def _match(part: Part) -> str:
    exact = _quoted(" ".join(part.terms)) if part.terms else ""
    start = f"{_quoted(' '.join((*part.terms[:-1], part.prefix)))} *" if part.prefix else ""
    return f"({' OR '.join(filter(None, (exact, start)))})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _on_postgresql(parts: Sequence[Part], places: Sequence[str]) -> Iterator[Found]:
    ids = select(SearchText.submission_id.label("id")).join(
        Submission, Submission.id == SearchText.submission_id
    )
    within = " | ".join(f"'{place}'" for place in places)
    words = " & ".join(_tsquery(part) for part in parts)
    query = cast(f"({within}) & {words}", NativeType("TSQUERY"))
    has_words = SearchText.terms.op("@@", is_comparison=True)(query)
    few = _few(has_words)
    yield ids, has_words if few is None else SearchText.submission_id.in_(few)
    pieces = _pieces(parts)
    if pieces and db.session.scalar(select(func.to_regclass("ix_search_texts_parts"))) is not None:
        like = [SearchText.parts.contains(piece, autoescape=True) for piece in pieces]
        for one in like[:-1]:
            ids = ids.where(one)
        yield ids, like[-1]


def _few(condition: ColumnElement[bool]) -> Sequence[int] | None:
    """The ids of what is found, if they are few.

    PostgreSQL takes the start of any word to be common (``DEFAULT_TS_MATCH_SEL``), and would look
    for a rare one by reading all texts from the newest on. A materialized query is planned as if
    all of it were wanted, from the index, and read only as far as it is.
    """
    all_of_it = select(SearchText.submission_id.label("id")).where(condition).cte("found")
    found = select(all_of_it.prefix_with("MATERIALIZED").c.id).limit(FEW + 1)
    ids = db.session.scalars(found).all()
    return ids if len(ids) <= FEW else None


def _tsquery(part: Part) -> str:
    """Terms are letters and digits alone, so that nothing in them needs a quote."""
    exact = " <-> ".join(f"'{term}'" for term in part.terms)
    last = [*(f"'{term}'" for term in part.terms[:-1]), f"'{part.prefix}':*"]
    start = " <-> ".join(last) if part.prefix else ""
    return f"({' | '.join(filter(None, (exact, start)))})"


def _pieces(parts: Sequence[Part]) -> list[str]:
    """What may stand inside words; none unless each is long enough for an index of threes."""
    pieces = [part.plain for part in parts]
    return pieces if all(len(piece) >= LEAST for piece in pieces) else []
