"""What a site has of its own: answers to what is no mistake there, and words of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import DictionaryWord, HouseAnswer, Kind, Moderator
from moderation.queries.names import display_name
from moderation.queries.submissions import reaches, role_for

PAGE = 100


@dataclass(frozen=True)
class AnswerRow:
    """A house answer with who wrote it."""

    answer: HouseAnswer
    by: str | None


@dataclass(frozen=True)
class WordRow:
    """A word of a site's dictionary with who added it."""

    word: DictionaryWord
    by: str | None


def answers_of(site_id: int, *, beyond: int = 0, limit: int = PAGE) -> list[AnswerRow]:
    """The answers that hold, the newest first."""
    rows = (
        select(HouseAnswer, Moderator.name, Moderator.email)
        .outerjoin(Moderator, Moderator.id == HouseAnswer.moderator_id)
        .where(HouseAnswer.site_id == site_id, HouseAnswer.retired_at.is_(None))
        .order_by(HouseAnswer.id.desc())
        .limit(limit)
    )
    if beyond:
        rows = rows.where(HouseAnswer.id < beyond)
    return [AnswerRow(row[0], display_name(row[1], row[2])) for row in db.session.execute(rows)]


def words_of(
    site_id: int, *, begins: str = "", beyond: int = 0, limit: int = PAGE
) -> list[WordRow]:  # fmt: skip
    """The words that a site knows, the newest first; those that begin so."""
    rows = (
        select(DictionaryWord, Moderator.name, Moderator.email)
        .outerjoin(Moderator, Moderator.id == DictionaryWord.moderator_id)
        .where(DictionaryWord.site_id == site_id)
        .order_by(DictionaryWord.id.desc())
        .limit(limit)
    )
    if begins:
        rows = rows.where(DictionaryWord.word.startswith(begins, autoescape=True))
    if beyond:
        rows = rows.where(DictionaryWord.id < beyond)
    return [WordRow(row[0], display_name(row[1], row[2])) for row in db.session.execute(rows)]


def find_answer(answer_id: int, *, moderator: Moderator) -> HouseAnswer:
    """An answer that holds, on a site whose typo reports the moderator decides on."""
    answer = db.session.get(HouseAnswer, answer_id) if 0 < answer_id < 2**31 else None
    if answer is None or answer.retired_at is not None:
        raise NotFound
    _check(answer.site_id, moderator)
    return answer


def find_word(word_id: int, *, moderator: Moderator) -> DictionaryWord:
    """A word of such a site; raises ``NotFound``."""
    word = db.session.get(DictionaryWord, word_id) if 0 < word_id < 2**31 else None
    if word is None:
        raise NotFound
    _check(word.site_id, moderator)
    return word


def _check(site_id: int, moderator: Moderator) -> None:
    if not reaches(moderator.role_on(site_id), role_for(Kind.TYPO_REPORT)):
        raise NotFound
