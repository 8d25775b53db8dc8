"""Authors edit what they sent, within the site's time; the public text stays until decided."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from moderation import outbox
from moderation.database import utcnow
from moderation.drafts import CommentDraft, PageRef, Sender
from moderation.errors import NotFound, Refused
from moderation.extensions import db
from moderation.models import Comment, Revision, Status, WaitingFor
from moderation.operations.objections import pending_edit
from moderation.operations.rewriting import hash_of_text, note_editor, rewrite
from moderation.operations.senders import refuse_within
from moderation.operations.waiting import begin_waiting
from moderation.queries.history import facts_about
from moderation.queries.objections import nth_latest_edit
from moderation.queries.receipts import why_not_editable
from moderation.screening import screen
from moderation.text.markdown import render

Findings = list[dict[str, Any]]


def edit_own(submission_id: int, source: str) -> None:
    """Take in an author's edit; the same text again changes nothing.

    What nobody has published yet is replaced; beside a public text the edit waits, unless the
    site publishes at once what no screen objects to.
    """
    comment = find_own(submission_id)
    if refusal := why_not_editable(comment, utcnow()):
        raise Refused(refusal)
    pending = pending_edit(comment.id)
    if source == (pending.source if pending else comment.source):
        return
    _refuse_flood(comment)
    findings = _screened(comment, source)
    if _is_replaced_at_once(comment, findings, pending):
        _replace(comment, source, findings)
    else:
        _let_wait(comment, source, findings, pending)


def find_own(submission_id: int) -> Comment:
    """The comment that a receipt is for, held until the commit; raises ``NotFound``."""
    comment = db.session.scalar(
        select(Comment).where(Comment.id == submission_id).with_for_update()
    )
    if comment is None:
        raise NotFound
    return comment


def _refuse_flood(comment: Comment) -> None:
    flood = comment.site.policy.flood
    if flood.count:
        refuse_within(nth_latest_edit(comment.id, flood.count), timedelta(seconds=flood.seconds))


def _screened(comment: Comment, source: str) -> Findings:
    """What the screens say of the new text; that it is like the old one is not held against it."""
    text_hash = hash_of_text(source)
    facts = facts_about(
        comment.author, text_hash, site=comment.site, ticket=None, page=comment.page
    )
    if text_hash == comment.text_hash:
        facts = replace(facts, same_text=max(facts.same_text - 1, 0))
    draft = CommentDraft(
        page=PageRef(url=comment.page.url, title=comment.page.title),
        sender=Sender(name=comment.author_name, email=comment.author.email),
        source=source,
        parent_id=comment.parent_id,
    )
    return [asdict(finding) for finding in screen(draft, facts, comment.site.policy)]


def _is_replaced_at_once(comment: Comment, findings: Findings, pending: Revision | None) -> bool:
    if comment.status is Status.PENDING:
        return comment.waiting_for is WaitingFor.FIRST
    is_calm = not comment.is_waiting and pending is None
    return is_calm and not findings and not comment.site.policy.looks_first


def _replace(comment: Comment, source: str, findings: Findings) -> None:
    """A moderator who has the old text on screen is told that it has changed."""
    edit = _edit_of(comment, source, findings)
    edit.accepted, edit.decided_at = True, utcnow()
    edit.previous_source, edit.previous_html = comment.source, comment.body_html
    edit.previous_findings = comment.findings
    db.session.add(edit)
    db.session.flush()
    rewrite(comment, source, edit.body_html, findings)
    note_editor(comment, None)
    if comment.is_waiting:  # in its old place, found by what the new text has
        begin_waiting(comment, WaitingFor.FIRST, priority=comment.priority)


def _let_wait(comment: Comment, source: str, findings: Findings, pending: Revision | None) -> None:
    """A newer edit takes the place of the one that waits."""
    edit = pending or _edit_of(comment, source, findings)
    edit.source, edit.body_html, edit.findings = source, render(source), findings
    edit.previous_source, edit.previous_html = comment.source, comment.body_html
    edit.made_at = utcnow()
    db.session.add(edit)
    if comment.is_waiting:  # for this or for something weightier: only what is on screen is old
        flag_modified(comment, "waiting_for")
        return
    begin_waiting(comment, WaitingFor.REVISION)
    outbox.enqueue("announce_submission", submission_id=comment.id)


def _edit_of(comment: Comment, source: str, findings: Findings) -> Revision:
    return Revision(
        submission_id=comment.id,
        author_id=comment.author_id,
        source=source,
        body_html=render(source),
        findings=findings,
    )
