"""A site's own dictionary: words that are right there, whatever another dictionary says."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select

from moderation.database import utcnow
from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import DictionaryWord, Role, TypoReport
from moderation.operations.events import record
from moderation.operations.hints import ask_again
from moderation.queries.submissions import find_moderator, reaches
from moderation.text.quotes import fold
from moderation.text.words import is_word


def note_word(report: TypoReport, word: str, *, by: int) -> None:
    """Let the site know a word that was reported as a mistake; a word that is known stays."""
    lang = language_of(report)
    made_at = report.decided_at or utcnow()  # by which an undo finds it
    _check(word, lang)
    if not _known(report.site_id, lang, word):
        _add(report.site_id, lang, word, by=by, made_at=made_at)


def add_word(site_id: int, lang: str, word: str, *, by: int, like: str = "") -> int:
    """Add a word, inflected as another one where that is said; its number.

    Raises ``Invalid`` for what is no word or is there already, ``NotFound`` for no editor.
    """
    _check_editor(site_id, by)
    word, like = fold(word).strip(), fold(like).strip()
    _check(word, lang)
    if like:
        _check_one("like", like)
    if _known(site_id, lang, word):
        raise Invalid({"word": [Problem("taken")]})
    return _add(site_id, lang, word, by=by, like=like)


def remove_word(word_id: int, *, by: int) -> None:
    """Let the site forget a word; raises ``NotFound``."""
    word = db.session.get(DictionaryWord, word_id)
    if word is None:
        raise NotFound
    _check_editor(word.site_id, by)
    forget(word, by=by)


def forget(word: DictionaryWord, *, by: int | None) -> None:
    """Take a word out of the dictionary; whoever asks for it may."""
    what = {"word": word.word, "lang": word.lang}
    subject = f"dictionary word {word.id}"
    record("dictionary_word_removed", site_id=word.site_id, by=by, subject=subject, before=what)
    db.session.delete(word)
    ask_again(word.site_id, word.word)


def language_of(report: TypoReport) -> str:
    """The short name (ISO 639) of the language of a report's words, as far as it is known."""
    tag = report.quote_lang or report.page.lang or report.lang or report.site.policy.languages[0]
    return tag.partition("-")[0].lower()


def _add(
    site_id: int, lang: str, word: str, *, by: int, like: str = "", made_at: datetime | None = None
) -> int:
    new = DictionaryWord(site_id=site_id, lang=lang, word=word, like=like, moderator_id=by)
    new.made_at = made_at or utcnow()
    db.session.add(new)
    db.session.flush()
    what = {"word": word, "lang": lang}
    subject = f"dictionary word {new.id}"
    record("dictionary_word_added", site_id=site_id, by=by, subject=subject, after=what)
    ask_again(site_id, word)
    return new.id


def _known(site_id: int, lang: str, word: str) -> bool:
    same = select(DictionaryWord.id).where(
        DictionaryWord.site_id == site_id,
        DictionaryWord.lang == lang,
        DictionaryWord.word == word,
    )
    return db.session.scalar(same) is not None


def _check(word: str, lang: str) -> None:
    if not re.fullmatch("[a-z]{2,3}", lang):
        raise Invalid({"lang": [Problem("not_languages" if lang else "required")]})
    _check_one("word", word)


def _check_one(name: str, word: str) -> None:
    if not is_word(word):
        raise Invalid({name: [Problem("not_a_word" if word else "required")]})


def _check_editor(site_id: int, by: int) -> None:
    if not reaches(find_moderator(by).role_on(site_id), Role.EDITOR):
        raise NotFound
