"""What a refused typo report gave the site goes when the refusal is undone: an answer, a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Decision, DictionaryWord, HouseAnswer, TypoReport, Verb
from moderation.operations.counting import Change
from moderation.operations.dictionary import forget
from moderation.operations.house_answers import retire


def take_back_answers(undone: Sequence[Change]) -> None:
    """Retire the answers, and forget the words, that came with these decisions.

    They were made at the moment of the decision, by the one who took it. The answer that a
    newer one had replaced holds again.
    """
    refusals = [
        decision
        for decision, one in undone
        if decision.verb is Verb.REJECT and isinstance(one, TypoReport)
    ]
    by_moment = {(each.site_id, each.decided_at): each for each in refusals}
    if not by_moment:
        return
    moments = {moment for _, moment in by_moment}
    for answer in _answers(by_moment, moments):
        if answer.made_at in moments:
            retire(answer, at=utcnow(), by=_who(by_moment, answer.site_id, answer.made_at))
        elif answer.retired_at in moments:
            answer.retired_at = None
    words = select(DictionaryWord).where(
        DictionaryWord.site_id.in_({site for site, _ in by_moment}),
        DictionaryWord.made_at.in_(moments),
    )
    for word in db.session.scalars(words):
        forget(word, by=_who(by_moment, word.site_id, word.made_at))


def _answers(
    by_moment: dict[tuple[int, datetime], Decision], moments: set[datetime]
) -> list[HouseAnswer]:
    rows = select(HouseAnswer).where(
        HouseAnswer.site_id.in_({site for site, _ in by_moment}),
        or_(HouseAnswer.made_at.in_(moments), HouseAnswer.retired_at.in_(moments)),
    )
    return list(db.session.scalars(rows.order_by(HouseAnswer.id.desc())))


def _who(
    by_moment: dict[tuple[int, datetime], Decision], site_id: int, moment: datetime
) -> int | None:
    decision = by_moment.get((site_id, moment))
    return decision.moderator_id if decision else None
