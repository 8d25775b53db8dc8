"""What a dictionary is to be asked about a typo report."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import DictionaryWord, TypoReport
from moderation.queries.correcting import WITHOUT_HINTS, corrections_of

MOST_WORDS = 10_000  # of a site's own that one dictionary takes


@dataclass(frozen=True)
class Asked:
    """The words of a report, their language, and what the site knows of its own."""

    exact: str
    suggestion: str
    lang: str
    own: tuple[tuple[str, str], ...]  # a word, and the one it is inflected like or nothing


def to_ask(report_id: int) -> Asked | None:
    """What to ask about a report; nothing when it is gone, or no matter for a dictionary."""
    report = db.session.get(TypoReport, report_id)
    if report is None or report.category in WITHOUT_HINTS:
        return None
    page = report.page
    lang = report.quote_lang or page.lang or report.lang or page.site.policy.languages[0]
    wanted = corrections_of([report])[report_id].wanted
    return Asked(report.exact, wanted, lang, _own_words(report.site_id, lang))


def _own_words(site_id: int, lang: str) -> tuple[tuple[str, str], ...]:
    short = lang.replace("_", "-").partition("-")[0].lower()
    words = (
        select(DictionaryWord.word, DictionaryWord.like)
        .where(DictionaryWord.site_id == site_id, DictionaryWord.lang == short)
        .order_by(DictionaryWord.id)
        .limit(MOST_WORDS)
    )
    return tuple((word, like) for word, like in db.session.execute(words))
