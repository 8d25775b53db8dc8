"""Readers object to a public comment; enough of them hide it until a moderator has looked."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement

from moderation import outbox
from moderation.drafts import FlagDraft, Sender, Visitor
from moderation.errors import Refused
from moderation.extensions import db
from moderation.models import Author, Comment, Flag, Site, Verb, WaitingFor
from moderation.operations.consequences import follow, new_batch
from moderation.operations.locks import lock_site
from moderation.operations.objections import FIRST_OF_ALL
from moderation.operations.senders import (
    NETWORK_SHARE,
    find_or_add_author,
    refuse_blocked,
    refuse_within,
)
from moderation.operations.submit import check_consent
from moderation.operations.waiting import begin_waiting
from moderation.queries.objections import (
    WHOLE,
    find_public,
    flags_by,
    has_flagged,
    nth_latest_flag,
    weight_against,
    weight_of_flags_by,
)
from moderation.screening.types import TicketState

AFTER_REVIEW = 2  # times the threshold, for what a moderator has looked at and kept


def flag_comment(
    draft: FlagDraft, *, site_id: int, visitor: Visitor, ticket: TicketState | None
) -> None:
    """Take in a flag; a sender's second on the same comment changes nothing.

    Raises ``NotFound`` for a comment that the site's readers do not see.
    """
    lock_site(site_id)
    site = db.session.get_one(Site, site_id)
    comment = find_public(site, draft.comment_id, lock=True)
    if not site.policy.flags:
        raise Refused("flags_off")
    check_consent(draft.sender, site)
    author = known_author(site, draft.sender)
    refuse_blocked(author or nobody(site), visitor)
    sender = flags_by(site, author, visitor.hash)
    if has_flagged(comment, sender):
        return
    _refuse_flood(site, sender, visitor)
    flag = Flag(
        site_id=site.id,
        submission_id=comment.id,
        author_id=author.id if author else None,
        visitor_hash=visitor.hash,
        reason=draft.reason,
        words=draft.words,
        weight=0 if is_by_script(draft.sender, ticket) else weight_of_flags_by(sender),
    )
    db.session.add(flag)
    db.session.flush()
    if flag.weight:
        _let_wait(comment)
        _hide_if_enough(comment, site)


def known_author(site: Site, sender: Sender) -> Author | None:
    """The author whose browser has a key; one without is nobody in particular."""
    return find_or_add_author(site, sender) if sender.author_key else None


def nobody(site: Site) -> Author:
    """An author that no block names, so that blocks by network alone hold; never stored."""
    return Author(id=0, site_id=site.id, email="")


def is_by_script(sender: Sender, ticket: TicketState | None) -> bool:
    """Whether the form was filled in by something that never saw it."""
    return bool(sender.trap) or (ticket is not None and ticket.state == "forged")


def _refuse_flood(site: Site, sender: ColumnElement[bool], visitor: Visitor) -> None:
    flood = site.policy.flood
    if not flood.count:
        return
    window = timedelta(seconds=flood.seconds)
    refuse_within(nth_latest_flag(sender, flood.count), window)
    network = (Flag.site_id == site.id) & (Flag.visitor_hash == visitor.hash)
    refuse_within(nth_latest_flag(network, flood.count * NETWORK_SHARE), window)


def _let_wait(comment: Comment) -> None:
    """Back into the queue, once: more flags do not change what a moderator has on screen."""
    if comment.waiting_for is WaitingFor.FLAG:
        return
    begin_waiting(comment, WaitingFor.FLAG, priority=FIRST_OF_ALL)
    outbox.enqueue("announce_submission", submission_id=comment.id)


def _hide_if_enough(comment: Comment, site: Site) -> None:
    """Hide until reviewed; never the newsroom's own, which moderators answer for."""
    enough = site.policy.flag_threshold * WHOLE
    if not enough or comment.moderator_id is not None:
        return
    weight, of_new_reasons = weight_against(comment)
    if of_new_reasons >= enough or weight >= AFTER_REVIEW * enough:
        since = comment.waiting_since
        follow(comment.decide(Verb.HOLD, by=None, batch=new_batch()), comment)
        comment.waiting_since = since
        begin_waiting(comment, WaitingFor.FLAG, priority=FIRST_OF_ALL)
