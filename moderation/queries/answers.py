"""What a site has to say to a reader who reports a phrase that is no mistake there."""

from __future__ import annotations

from sqlalchemy import literal, select

from moderation.drafts import TypoDraft
from moderation.extensions import db
from moderation.models import Author, HouseAnswer, Sighting, TypoReport
from moderation.queries.receipts import REFUSED
from moderation.text.phrases import is_about
from moderation.text.quotes import fold

MOST_TRIES = 50  # of one author, that are looked at


def answer_to(site_id: int, sent: TypoDraft | Sighting) -> HouseAnswer | None:
    """The newest answer about what was sent, if there is one."""
    around = fold(f"{sent.prefix}{sent.exact}{sent.suffix}")
    possible = (
        select(HouseAnswer)
        .where(
            HouseAnswer.site_id == site_id,
            HouseAnswer.retired_at.is_(None),
            literal(around).contains(HouseAnswer.folded),
        )
        .order_by(HouseAnswer.id.desc())
    )
    answers = db.session.scalars(possible)
    return next((each for each in answers if _answers(each, sent)), None)


def has_insisted_in_vain(author: Author, answer: HouseAnswer) -> bool:
    """Whether the author insisted on it before, and an editor has refused that."""
    if author.id is None or author.key_hash is None:
        return False
    tries = (
        select(Sighting)
        .join(TypoReport, TypoReport.id == Sighting.submission_id)
        .where(Sighting.author_id == author.id, Sighting.insists, TypoReport.status.in_(REFUSED))
        .order_by(Sighting.seen_at.desc())
        .limit(MOST_TRIES)
    )
    return any(_answers(answer, each) for each in db.session.scalars(tries))


def _answers(answer: HouseAnswer, sent: TypoDraft | Sighting) -> bool:
    return is_about(
        answer.folded, sent.exact, sent.suggestion, prefix=sent.prefix, suffix=sent.suffix
    )
