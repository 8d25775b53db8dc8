"""Readers who report a phrase that the site has an answer to are told it, and may insist once."""

from __future__ import annotations

from sqlalchemy import update

from moderation.drafts import TypoDraft
from moderation.errors import Answered
from moderation.extensions import db
from moderation.models import Author, HouseAnswer
from moderation.queries.answers import answer_to, has_insisted_in_vain

SPELLING = "spelling"


def refuse_answered(draft: TypoDraft, author: Author) -> None:
    """Raise ``Answered`` for a phrase that is no mistake here, unless its reader insists.

    Whoever insisted before, and was refused, has had the answer for good.
    """
    if draft.category != SPELLING:
        return
    answer = answer_to(author.site_id, draft)
    if answer is None:
        return
    may_insist = not has_insisted_in_vain(author, answer)
    if not draft.insist or not may_insist:
        raise Answered(answer.text, answer_id=answer.id, may_insist=may_insist)
    _count(answer.id, "insisted")


def count_shown(answer_id: int) -> None:
    """One more reader was given an answer: by itself, as what they sent is not kept."""
    _count(answer_id, "shown")


def _count(answer_id: int, name: str) -> None:
    column = getattr(HouseAnswer, name)
    mine = update(HouseAnswer).where(HouseAnswer.id == answer_id)
    db.session.execute(
        mine.values({name: column + 1}), execution_options={"synchronize_session": False}
    )
