"""Authors edit what they sent, within the site's time; the public text stays until decided."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from moderation import outbox
from moderation.database import utcnow
from moderation.drafts import CommentDraft, PageRef, Sender, Visitor
from moderation.errors import NotFound, Refused
from moderation.extensions import db
from moderation.models import Comment, Revision, Status, Verb, WaitingFor
from moderation.operations.consequences import follow, new_batch
from moderation.operations.facets import be_found_anew
from moderation.operations.locks import lock_sites_of
from moderation.operations.objections import pending_edit
from moderation.operations.pages import check_open
from moderation.operations.rewriting import note_editor, rewrite, tell_of_edit
from moderation.operations.rule_hits import count_hits
from moderation.operations.senders import refuse_blocked, refuse_within
from moderation.operations.submit import by_rule
from moderation.operations.waiting import begin_waiting, stop_waiting
from moderation.queries.brakes import braking_on
from moderation.queries.history import facts_about
from moderation.queries.objections import nth_latest_edit
from moderation.queries.receipts import why_not_editable
from moderation.screening import screen
from moderation.text.markdown import render
from moderation.text.worked_out import digest


@dataclass(frozen=True)
class _Text:
    """A new text as the screens see it, and what would be decided without a moderator."""

    source: str
    findings: list[dict[str, Any]]
    verb: Verb | None


def edit_own(submission_id: int, source: str, *, visitor: Visitor) -> None:
    """Take in an author's edit; the same text again changes nothing.

    It is screened as if it had been sent anew. What nobody has published yet is replaced;
    beside a public text the edit waits, unless a new comment would be public at once.
    """
    lock_sites_of([submission_id])
    comment = find_own(submission_id)
    if refusal := why_not_editable(comment, utcnow()):
        raise Refused(refusal)
    pending = pending_edit(comment.id)
    if source == (pending.source if pending else comment.source):
        return
    check_open(comment.page, comment.site)
    refuse_blocked(comment.author, visitor)
    _refuse_flood(comment)
    if pending and source == comment.source:
        _take_back(comment, pending)
    else:
        _put(comment, _screened(comment, source), pending)


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


def _screened(comment: Comment, source: str) -> _Text:
    """The new text, screened; that it is like the old one is not held against it."""
    text_hash = digest(source)
    brake = braking_on(comment.page)
    facts = facts_about(comment.author, text_hash, site=comment.site, ticket=None, brake=brake)
    if text_hash == comment.text_hash:
        facts = replace(facts, same_text=max(facts.same_text - 1, 0))
    draft = CommentDraft(
        page=PageRef(url=comment.page.url, title=comment.page.title),
        sender=Sender(name=comment.author_name, email=comment.author.email),
        source=source,
        parent_id=comment.parent_id,
    )
    findings = screen(draft, facts, comment.site.policy)
    count_hits(findings)
    verb = by_rule(findings, facts, comment.site.policy)
    return _Text(source, [asdict(finding) for finding in findings], verb)


def _put(comment: Comment, text: _Text, pending: Revision | None) -> None:
    is_first = (
        comment.status is Status.PENDING
        and comment.waiting_for is WaitingFor.FIRST
        and pending is None  # beside a text whose approval was taken back
    )
    is_calm = not comment.is_waiting and pending is None
    if is_first:
        _replace(comment, text)
        if text.verb and comment.decided_at is None:  # what a moderator holds, a moderator decides
            follow(comment.decide(text.verb, by=None, batch=new_batch()), comment)
    elif is_calm and text.verb is Verb.APPROVE:
        _replace(comment, text)
    elif is_calm and text.verb:
        _refuse(comment, text)
    else:
        _let_wait(comment, text, pending)


def _replace(comment: Comment, text: _Text) -> None:
    """A moderator who has the old text on screen is told that it has changed."""
    edit = _keep(_edit_of(comment, text), comment, accepted=True)
    rewrite(comment, text.source, edit.body_html, text.findings)
    note_editor(comment, None)
    if comment.is_waiting:  # in its old place, found by what the new text has
        begin_waiting(comment, WaitingFor.FIRST, priority=comment.priority)
    tell_of_edit("comment_edited_by_author", comment, edit)


def _refuse(comment: Comment, text: _Text) -> None:
    """A rule refuses the new text as it would refuse a comment; the old one stays."""
    edit = _keep(_edit_of(comment, text), comment, accepted=False)
    tell_of_edit("comment_edit_refused", comment, edit)


def _let_wait(comment: Comment, text: _Text, pending: Revision | None) -> None:
    """A newer edit takes the place of the one that waits."""
    edit = _keep(pending or _edit_of(comment, text), comment, accepted=None)
    edit.source, edit.body_html, edit.findings = text.source, render(text.source), text.findings
    edit.made_at = utcnow()
    if comment.is_waiting:  # for this or for something weightier: only what is on screen is old
        _show_again(comment)
        return
    begin_waiting(comment, WaitingFor.REVISION)
    outbox.enqueue("announce_submission", submission_id=comment.id)


def _take_back(comment: Comment, pending: Revision) -> None:
    """The author wants the text that stands there after all: nothing is left to decide."""
    db.session.delete(pending)
    if comment.waiting_for is WaitingFor.REVISION:
        stop_waiting(comment)
    else:
        _show_again(comment)


def _show_again(comment: Comment) -> None:
    """What a moderator has on screen is old; it is found by what the edit beside it has now."""
    flag_modified(comment, "waiting_for")
    db.session.flush()
    be_found_anew([comment])


def _edit_of(comment: Comment, text: _Text) -> Revision:
    return Revision(
        submission_id=comment.id,
        author_id=comment.author_id,
        source=text.source,
        body_html=render(text.source),
        findings=text.findings,
    )


def _keep(edit: Revision, comment: Comment, *, accepted: bool | None) -> Revision:
    """Keep an edit with the text that it is about, so that this can be put back."""
    edit.accepted, edit.decided_at = accepted, None if accepted is None else utcnow()
    edit.previous_source, edit.previous_html = comment.source, comment.body_html
    edit.previous_findings = comment.findings
    db.session.add(edit)
    db.session.flush()
    return edit
