"""House answers: why a phrase is no mistake on a site, for the next reader who reports it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from moderation.database import utcnow
from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import HouseAnswer, Role, TypoReport
from moderation.operations.events import record
from moderation.queries.submissions import find_moderator, reaches
from moderation.text.quotes import fold


def answer_so(report: TypoReport, text: str, *, by: int) -> None:
    """Answer the next reader of this phrase so; a newer answer takes the older one's place."""
    made_at = report.decided_at or utcnow()  # by which an undo finds it
    keep_answer(report.site_id, report.exact, text, by=by, made_at=made_at)


def add_answer(site_id: int, phrase: str, text: str, *, by: int) -> int:
    """Keep an answer before anybody asks; its number. Raises ``Invalid`` and ``NotFound``."""
    _check_editor(site_id, by)
    said = {"phrase": fold(phrase).strip(), "text": text}
    if missing := [name for name, value in said.items() if not value]:
        raise Invalid({name: [Problem("required")] for name in missing})
    return keep_answer(site_id, phrase, text, by=by, made_at=utcnow())


def change_answer(answer_id: int, text: str, *, by: int) -> None:
    """Word an answer anew."""
    answer = _find(answer_id, by)
    if not text:
        raise Invalid({"text": [Problem("required")]})
    answer.text = text
    _record("house_answer_changed", answer, by)


def retire_answer(answer_id: int, *, by: int) -> None:
    """Answer so no more; what was told stays on record."""
    retire(_find(answer_id, by), at=utcnow(), by=by)


def retire(answer: HouseAnswer, *, at: datetime, by: int | None) -> None:
    """Let an answer hold no longer; whoever asks for it may."""
    if answer.retired_at is None:
        answer.retired_at = at
        _record("house_answer_retired", answer, by)


def keep_answer(
    site_id: int, phrase: str, text: str, *, by: int, made_at: datetime
) -> int:  # fmt: skip
    """Keep an answer to a phrase in place of the one there is; its number."""
    folded = fold(phrase).strip()
    standing = select(HouseAnswer).where(
        HouseAnswer.site_id == site_id,
        HouseAnswer.folded == folded,
        HouseAnswer.retired_at.is_(None),
    )
    for older in db.session.scalars(standing):
        older.retired_at = made_at
    answer = HouseAnswer(
        site_id=site_id, phrase=phrase, folded=folded, text=text, moderator_id=by, made_at=made_at
    )
    db.session.add(answer)
    db.session.flush()
    _record("house_answer_added", answer, by)
    return answer.id


def _find(answer_id: int, by: int) -> HouseAnswer:
    answer = db.session.get(HouseAnswer, answer_id)
    if answer is None or answer.retired_at is not None:
        raise NotFound
    _check_editor(answer.site_id, by)
    return answer


def _check_editor(site_id: int, by: int) -> None:
    if not reaches(find_moderator(by).role_on(site_id), Role.EDITOR):
        raise NotFound


def _record(name: str, answer: HouseAnswer, by: int | None) -> None:
    record(name, site_id=answer.site_id, by=by, subject=f"house answer {answer.id}")
