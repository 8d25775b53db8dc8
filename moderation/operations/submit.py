"""Taking in what readers send."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from moderation import outbox
from moderation.database import utcnow
from moderation.drafts import CommentDraft, Receipt, Sender, Visitor
from moderation.errors import Invalid, Problem
from moderation.extensions import db
from moderation.models import Author, Comment, Kind, Page, Site, Status, Submission, Verb
from moderation.models.enums import OUTCOMES
from moderation.operations.bulk import insert_one
from moderation.operations.consequences import follow, new_batch
from moderation.operations.idempotency import answered_before, remember
from moderation.operations.pages import check_open, place_on
from moderation.operations.rule_hits import count_hits
from moderation.operations.senders import refuse_blocked, refuse_flood, sender_on
from moderation.operations.waiting import Incoming, wait_for_the_first_time
from moderation.queries.branches import root_below
from moderation.queries.history import facts_about
from moderation.queries.sites import known_site
from moderation.screening import looks_first, screen
from moderation.screening.types import Facts, Finding, Policy, TicketState
from moderation.screening.weights import score_of
from moderation.text.worked_out import WorkedOut


def submit_comment(
    draft: CommentDraft,
    text: WorkedOut,
    *,
    site_id: int,
    visitor: Visitor,
    ticket: TicketState | None,
) -> Receipt:
    """Store a comment; it is public at once when the policy and the screens allow."""
    site = known_site(site_id=site_id)
    if earlier := answered_before(site, draft):
        return earlier
    check_consent(draft.sender, site)
    page = place_on(site, draft.page)
    brake = check_open(page, site)
    author = sender_on(site, draft.sender)
    refuse_blocked(author, visitor)
    refuse_flood(site, author, visitor)
    root_id = _root_of(draft.parent_id, page)
    facts = facts_about(author, text.digest, site=site, ticket=ticket, brake=brake)
    findings = screen(draft, facts, site.policy)
    row = _row(draft, page, author, site=site, findings=findings)
    row |= {"root_id": root_id, "text_hash": text.digest, "visitor_hash": visitor.hash}
    come_in = _store(row, draft, text, page_lang=page.lang, is_newcomer=not author.approved)
    if verb := by_rule(findings, facts, site.policy):
        comment = db.session.get_one(Comment, come_in.id)
        follow(comment.decide(verb, by=None, batch=new_batch()), comment)
    else:
        wait_for_the_first_time(come_in)
    count_hits(findings)
    receipt = Receipt(id=come_in.id, status=(OUTCOMES[verb] if verb else Status.PENDING).value)
    remember(site, draft, receipt)
    outbox.enqueue("announce_submission", submission_id=come_in.id)  # and find it by its words
    return receipt


def by_rule(findings: list[Finding], facts: Facts, policy: Policy) -> Verb | None:
    """What is decided without a moderator; nothing when it has to wait for one."""
    action = facts.rules.action(findings) if facts.rules else ""
    if action in (Verb.REJECT, Verb.MARK_SPAM):
        return Verb(action)
    return None if findings or looks_first(facts, policy) else Verb.APPROVE


def _row(
    draft: CommentDraft, page: Page, author: Author, *, site: Site, findings: list[Finding]
) -> dict[str, Any]:
    """What is stored of it and of every submission."""
    now, said = utcnow(), [asdict(finding) for finding in findings]
    return {
        "kind": Kind.COMMENT,
        "site_id": site.id,
        "page_id": page.id,
        "author_id": author.id,
        "author_name": draft.sender.name,
        "findings": said,
        "score": score_of(said),
        "lang": draft.page.lang,
        "rules_version": shown_rules(draft.sender.rules_version, site),
        "consented": draft.sender.consent,
        "submitted_at": now,
        "waiting_since": now,
        "due_at": now + timedelta(minutes=site.policy.target_minutes),
        "version": 1,
    }


def _store(
    row: dict[str, Any], draft: CommentDraft, text: WorkedOut, *, page_lang: str, is_newcomer: bool
) -> Incoming:
    """Past the session: many come in at once, and nobody has read them yet."""
    number = insert_one(Submission, row)
    own = {"parent_id": draft.parent_id, "source": draft.source, "body_html": text.html}
    insert_one(Comment, {"id": number, **own})
    return Incoming(number, row, draft.source, text.marks, page_lang, is_newcomer)


def shown_rules(version: int | None, site: Site) -> int | None:
    """The version of the house rules that the form showed, if there is such a one."""
    return version if version and version <= site.rules_version else None


def check_consent(sender: Sender, site: Site) -> None:
    """Raise ``Invalid`` when the site asks for the tick and it was not set."""
    if site.policy.consent and not sender.consent:
        raise Invalid({"consent": [Problem("consent_missing")]})


def _root_of(parent_id: int | None, page: Page) -> int:
    """On whose branch it stands: a reply belongs under a public comment of the same page."""
    if parent_id is None:
        return 0
    root = root_below(parent_id, page_id=page.id)
    if root is None:
        raise Invalid({"parent_id": [Problem("invalid_parent")]})
    return root
