"""Erasing what was sent: the texts go from wherever they stand; that it was decided stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, or_, select, update

from moderation.extensions import db
from moderation.models import (
    Appeal,
    Author,
    Check,
    Comment,
    Decision,
    Flag,
    MergeProposal,
    Notice,
    Revision,
    Sighting,
    Submission,
    TypoReport,
)
from moderation.operations.search_index import forget_words

SENT = {"exact": "", "prefix": "", "suffix": "", "sentence": "", "suggestion": "", "note": ""}
_SUBMISSIONS: Any = Submission.__table__
_COMMENTS: Any = Comment.__table__
_REPORTS: Any = TypoReport.__table__
_SIGHTINGS: Any = Sighting.__table__


def erase_texts(ids: Sequence[int], now: datetime) -> None:
    """Erase the texts of these, and their senders' names; whoever has one on screen is too late.

    The reasons of decisions go too, as they may quote it: the log is chained over their digests.
    """
    db.session.flush()
    forget_words(ids)
    _erase_comments(ids)
    _erase_reports(ids)
    for decision in db.session.scalars(select(Decision).where(Decision.submission_id.in_(ids))):
        decision.forget_reason()
    mine = update(_SUBMISSIONS).where(_SUBMISSIONS.c.id.in_(ids))
    db.session.execute(
        mine.values(
            author_name="",
            visitor_hash="",
            text_hash="",
            findings=[],
            erased_at=now,
            open_place_key=None,
            version=_SUBMISSIONS.c.version + 1,
        )
    )
    _forget_authors(ids)
    db.session.expire_all()


def forget_sighting(sighting_id: int) -> None:
    """Erase what one reader sent; that somebody saw the mistake stays."""
    one = update(_SIGHTINGS).where(_SIGHTINGS.c.id == sighting_id)
    db.session.execute(one.values(**SENT, visitor_hash="", wants_mail=False))
    db.session.expire_all()


def _erase_comments(ids: Sequence[int]) -> None:
    gone = {"source": "", "body_html": "", "edited_by": None, "edited_at": None}
    db.session.execute(update(_COMMENTS).where(_COMMENTS.c.id.in_(ids)).values(**gone))
    db.session.execute(delete(Revision).where(Revision.submission_id.in_(ids)))
    db.session.execute(update(Appeal).where(Appeal.submission_id.in_(ids)).values(text=""))
    db.session.execute(
        update(Flag).where(Flag.submission_id.in_(ids)).values(words="", visitor_hash="")
    )
    decided = update(Notice).where(Notice.submission_id.in_(ids), Notice.decided_at.is_not(None))
    db.session.execute(decided.values(name="", email="", explanation="", visitor_hash=""))


def _erase_reports(ids: Sequence[int]) -> None:
    gone = {"folded": "", "place_key": "", "replacement": "", "found": "", "fragment": ""}
    nothing: dict[str, Any] = {
        "core_start": None,
        "core_end": None,
        "next_check_at": None,
        "hints": {},
    }
    mine = update(_REPORTS).where(_REPORTS.c.id.in_(ids))
    db.session.execute(mine.values(**SENT, **gone, **nothing, page_title=""))
    sent = update(_SIGHTINGS).where(_SIGHTINGS.c.submission_id.in_(ids))
    db.session.execute(sent.values(**SENT, visitor_hash="", wants_mail=False))
    db.session.execute(delete(Check).where(Check.submission_id.in_(ids)))
    about = or_(MergeProposal.report_id.in_(ids), MergeProposal.other_id.in_(ids))
    db.session.execute(delete(MergeProposal).where(about))


def _forget_authors(ids: Sequence[int]) -> None:
    """Name and address go with the last that was sent under them."""
    sent = select(_SUBMISSIONS.c.author_id).where(_SUBMISSIONS.c.id.in_(ids))
    seen = select(_SIGHTINGS.c.author_id).where(_SIGHTINGS.c.submission_id.in_(ids))
    forget_authors(db.session.scalars(sent.union(seen)).all())


def forget_authors(author_ids: Sequence[int]) -> None:
    """Forget the names and addresses of those of whom nothing stands any more."""
    stands = exists().where(
        _SUBMISSIONS.c.author_id == Author.id,
        _SUBMISSIONS.c.withdrawn_at.is_(None),
        _SUBMISSIONS.c.erased_at.is_(None),
    )
    seen = exists().where(
        _SIGHTINGS.c.author_id == Author.id,
        _SIGHTINGS.c.withdrawn_at.is_(None),
        _SIGHTINGS.c.exact != "",
    )
    nobodys = update(Author).where(Author.id.in_(author_ids), ~stands, ~seen)
    unread = {"synchronize_session": False}
    db.session.execute(nobodys.values(name="", email=""), execution_options=unread)
