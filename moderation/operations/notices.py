"""Notices of illegal content, and what is decided about them (Regulation (EU) 2022/2065)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from moderation import outbox
from moderation.drafts import NoticeDraft, Visitor
from moderation.drafts.verdicts import Verdict
from moderation.errors import Conflict
from moderation.extensions import db
from moderation.models import Notice, Site, Verb, WaitingFor
from moderation.operations.decide import Decided, decide, outcome_of
from moderation.operations.events import record
from moderation.operations.flags import nobody
from moderation.operations.locks import lock_site
from moderation.operations.objections import FIRST_OF_ALL
from moderation.operations.senders import NETWORK_SHARE, refuse_blocked, refuse_within
from moderation.operations.waiting import begin_waiting
from moderation.queries.notices import find_notice, same_notice
from moderation.queries.objections import find_public, nth_latest_notice
from moderation.queries.submissions import find_moderator, find_submission


def receive_notice(draft: NoticeDraft, *, site_id: int, visitor: Visitor) -> int:
    """Take in a notice about a public comment, which waits again; returns the notice's number.

    The same words from the same network are the same notice while it is open. The flags'
    switch does not turn notices off: taking them is the host's duty (article 16).
    """
    lock_site(site_id)
    site = db.session.get_one(Site, site_id)
    comment = find_public(site, draft.comment_id, lock=True)
    if (earlier := same_notice(draft, visitor.hash)) is not None:
        return earlier
    refuse_blocked(nobody(site), visitor)
    _refuse_flood(site, visitor)
    notice = Notice(
        site_id=site.id,
        submission_id=comment.id,
        name=draft.sender.name,
        email=draft.sender.email,
        explanation=draft.explanation,
        law=draft.law,
        good_faith=draft.good_faith,
        visitor_hash=visitor.hash,
    )
    db.session.add(notice)
    db.session.flush()
    record(
        "notice_received",
        site_id=site.id,
        by=None,
        subject=f"notice {notice.id}",
        after={"submission": comment.id},
    )
    if comment.waiting_for is not WaitingFor.FLAG:
        begin_waiting(comment, WaitingFor.FLAG, priority=FIRST_OF_ALL)
    outbox.enqueue("announce_submission", submission_id=comment.id)
    outbox.enqueue("confirm_notice", submission_id=comment.id, notice_id=notice.id)
    return notice.id


def decide_notice(notice_id: int, verdict: Verdict, *, by: int, version: int | None) -> Decided:
    """Take the comment down, or let it stand; every open notice about it is answered with it.

    Raises ``Conflict`` when somebody was quicker or the text has changed.
    """
    moderator = find_moderator(by)
    notice = find_notice(notice_id, moderator=moderator)
    submission = find_submission(notice.submission_id, moderator=moderator)
    if notice.decided_at is not None:
        raise Conflict(outcome_of(submission))
    verb = Verb.REJECT if verdict.upheld else Verb.APPROVE
    reason = verdict.provision if verdict.upheld else ""  # what stays was not refused for it
    decided = decide(submission.id, verb, by=by, version=version, reason=reason)
    db.session.execute(
        update(Notice)
        .where(Notice.decision_id == decided.decision_id)
        .values(ground=verdict.ground, provision=verdict.provision, statement=verdict.statement)
    )
    return decided


def _refuse_flood(site: Site, visitor: Visitor) -> None:
    """Nobody behind a network is kept from giving notice by one neighbour's haste."""
    flood = site.policy.flood
    if flood.count:
        window = timedelta(seconds=flood.seconds)
        nth = nth_latest_notice(site, visitor.hash, flood.count * NETWORK_SHARE)
        refuse_within(nth, window)
