"""Taking in what readers send."""

from __future__ import annotations

from dataclasses import asdict

from moderation import outbox
from moderation.database import utcnow
from moderation.drafts import CommentDraft, Receipt, Sender, Visitor
from moderation.errors import Invalid, Problem
from moderation.extensions import db
from moderation.models import Author, Comment, Page, Site, Verb, WaitingFor
from moderation.operations.consequences import follow, new_batch
from moderation.operations.idempotency import answered_before, remember
from moderation.operations.pages import check_open, find_or_add_page
from moderation.operations.rewriting import hash_of_text
from moderation.operations.rule_hits import count_hits
from moderation.operations.search_index import index_words
from moderation.operations.senders import find_or_add_author, refuse_blocked, refuse_flood
from moderation.operations.waiting import begin_waiting
from moderation.queries.branches import root_below
from moderation.queries.history import facts_about
from moderation.screening import looks_first, screen
from moderation.screening.types import Facts, Finding, Policy, TicketState
from moderation.text.markdown import render


def submit_comment(
    draft: CommentDraft, *, site_id: int, visitor: Visitor, ticket: TicketState | None
) -> Receipt:
    """Store a comment; it is public at once when the policy and the screens allow."""
    site = db.session.get_one(Site, site_id)
    if earlier := answered_before(site, draft):
        return earlier
    check_consent(draft.sender, site)
    page = find_or_add_page(site, draft.page)
    check_open(page, site)
    author = find_or_add_author(site, draft.sender)
    refuse_blocked(author, visitor)
    refuse_flood(site, author, visitor)
    root_id = _root_of(draft.parent_id, page)
    text_hash = hash_of_text(draft.source)
    facts = facts_about(author, text_hash, site=site, ticket=ticket, page=page)
    findings = screen(draft, facts, site.policy)
    comment = _store(draft, page, author, visitor, site=site, root_id=root_id, findings=findings)
    if verb := by_rule(findings, facts, site.policy):
        follow(comment.decide(verb, by=None, batch=new_batch()), comment)
    else:
        begin_waiting(comment, WaitingFor.FIRST)
    count_hits(findings)
    receipt = Receipt(id=comment.id, status=comment.status.value)
    remember(site, draft, receipt)
    outbox.enqueue("announce_submission", submission_id=comment.id)
    index_words([comment.id])
    return receipt


def by_rule(findings: list[Finding], facts: Facts, policy: Policy) -> Verb | None:
    """What is decided without a moderator; nothing when it has to wait for one."""
    action = facts.rules.action(findings) if facts.rules else ""
    if action in (Verb.REJECT, Verb.MARK_SPAM):
        return Verb(action)
    return None if findings or looks_first(facts, policy) else Verb.APPROVE


def _store(
    draft: CommentDraft,
    page: Page,
    author: Author,
    visitor: Visitor,
    *,
    site: Site,
    root_id: int,
    findings: list[Finding],
) -> Comment:
    comment = Comment(
        site_id=site.id,
        page_id=page.id,
        author_id=author.id,
        author_name=draft.sender.name,
        parent_id=draft.parent_id,
        root_id=root_id,
        source=draft.source,
        body_html=render(draft.source),
        text_hash=hash_of_text(draft.source),
        findings=[asdict(finding) for finding in findings],
        visitor_hash=visitor.hash,
        lang=draft.page.lang,
        rules_version=shown_rules(draft.sender.rules_version, site),
        consented=draft.sender.consent,
        submitted_at=utcnow(),
    )
    db.session.add(comment)
    db.session.flush()  # decisions and jobs need the id
    return comment


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
