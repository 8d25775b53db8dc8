"""What the demo's readers and authors say against its comments: one of each kind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from moderation.database import utcnow
from moderation.drafts import FlagDraft, NoticeDraft, Sender, Visitor
from moderation.extensions import db
from moderation.models import (
    Appeal,
    Decision,
    Flag,
    Notice,
    Revision,
    Submission,
)
from moderation.operations.appeals import appeal
from moderation.operations.flags import flag_comment
from moderation.operations.notices import receive_notice
from moderation.operations.revisions import edit_own
from moderation.operations.waiting import begin_waiting

Said = dict[str, Any]


# Where each kind is kept, and since when.
FLAG = (Flag, "flagged_at")
NOTICE = (Notice, "received_at")
EDIT = (Revision, "made_at")
APPEAL = (Appeal, "made_at")


def dispute_demo(sent: dict[str, Any], ids: dict[str, int], *, site_id: int) -> None:
    """Let a flag, a notice, an edit and an appeal come in on what was decided before."""
    _date_decisions(site_id)
    for each in sent["flags"]:
        _flag(each, ids[each["id"]], site_id)
        _date(FLAG, ids[each["id"]], each)
    for each in sent["notices"]:
        _notice(each, ids[each["id"]], site_id)
        _date(NOTICE, ids[each["id"]], each)
    for each in sent["edits"]:
        edit_own(ids[each["id"]], each["source"], visitor=_visitor(each))
        _date(EDIT, ids[each["id"]], each)
    for each in sent["appeals"]:
        appeal(ids[each["id"]], each["text"])
        _date(APPEAL, ids[each["id"]], each)


def _flag(each: Said, comment_id: int, site_id: int) -> None:
    draft = FlagDraft(comment_id, Sender(), each["reason"], each["words"])
    flag_comment(draft, site_id=site_id, visitor=_visitor(each), ticket=None)


def _notice(each: Said, comment_id: int, site_id: int) -> None:
    sender = Sender(name=each["name"])
    draft = NoticeDraft(comment_id, sender, each["explanation"], each["law"], good_faith=True)
    receive_notice(draft, site_id=site_id, visitor=_visitor(each))


def _visitor(each: Said) -> Visitor:
    return Visitor(hash=f"demo {each['id']} {each['minutes']}")


def _date(kind: tuple[type[Any], str], comment_id: int, each: Said) -> None:
    """Date back what was said last, and since when the comment waits for it."""
    said_at = utcnow() - timedelta(minutes=each["minutes"])
    table, when = kind
    own = select(table).where(table.submission_id == comment_id).order_by(table.id.desc())
    setattr(db.session.scalars(own).first(), when, said_at)
    comment = db.session.get_one(Submission, comment_id)
    assert comment.waiting_for is not None
    comment.waiting_since = said_at
    begin_waiting(comment, comment.waiting_for, priority=comment.priority)


def _date_decisions(site_id: int) -> None:
    """Let each decision have been taken within the hour, and seal the log anew."""
    last = ""
    log = select(Decision).where(Decision.site_id == site_id).order_by(Decision.id)
    for place, decision in enumerate(db.session.scalars(log)):
        submission = decision.submission
        since = utcnow() - submission.submitted_at
        took = min(timedelta(minutes=4 + 11 * place % 40), since / 3)
        decision.decided_at = submission.decided_at = submission.submitted_at + took
        decision.seal(previous=last, salt=decision.salt)
        last = decision.digest
    db.session.flush()
