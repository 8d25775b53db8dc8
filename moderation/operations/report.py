"""Taking in typo reports: one card a mistake, one sighting a sending."""

from __future__ import annotations

from dataclasses import asdict

from moderation import outbox
from moderation.drafts import Receipt, TypoDraft, Visitor
from moderation.extensions import db
from moderation.models import Author, Category, Fix, Page, Site, Status, TypoReport, WaitingFor
from moderation.operations.answers import refuse_answered
from moderation.operations.checks import request_check
from moderation.operations.hints import ask_dictionary
from moderation.operations.idempotency import answered_before, remember
from moderation.operations.pages import find_or_add_page
from moderation.operations.places import hold_places
from moderation.operations.proposals import propose
from moderation.operations.rule_hits import count_hits
from moderation.operations.search_index import index_words
from moderation.operations.senders import find_or_add_author, refuse_blocked, refuse_flood
from moderation.operations.sightings import (
    add_sighting,
    keep_core,
    lock_pages,
    quote_of,
    speaks_for,
)
from moderation.operations.submit import check_consent, shown_rules
from moderation.operations.waiting import begin_waiting
from moderation.queries.history import facts_about
from moderation.queries.same_place import Recognised, recognise
from moderation.screening import screen
from moderation.screening.types import TicketState
from moderation.text.quotes import fold, place_key


def submit_typo(
    draft: TypoDraft, *, site_id: int, visitor: Visitor, ticket: TicketState | None
) -> Receipt:
    """Store a typo report, or one more sighting of the mistake that it is about.

    Raises ``Answered`` for a phrase that the site has an answer to.
    """
    site = db.session.get_one(Site, site_id)
    if earlier := answered_before(site, draft):
        return earlier
    check_consent(draft.sender, site)
    page = find_or_add_page(site, draft.page)
    author = find_or_add_author(site, draft.sender)
    refuse_blocked(author, visitor)
    refuse_flood(site, author, visitor)
    refuse_answered(draft, author)
    db.session.flush()
    lock_pages([page.id])  # of many who report one mistake at once, one makes the card
    found = recognise(page.id, draft, is_watched=site.policy.rechecks)
    report = db.session.get(TypoReport, found.report_id) if found.report_id else None
    if report is None:
        report = _new_card(draft, page, author, site=site)
        _screen(report, draft, author, visitor, site=site, ticket=ticket)
        _announce(report)
    receipt = _see(draft, report, author, visitor)
    _follow(found, report)
    remember(site, draft, receipt)
    return receipt


def _new_card(draft: TypoDraft, page: Page, author: Author, *, site: Site) -> TypoReport:
    return TypoReport(
        site_id=site.id,
        page_id=page.id,
        author_id=author.id,
        author_name=draft.sender.name,
        status=Status.PENDING,
        lang=draft.page.lang,
        rules_version=shown_rules(draft.sender.rules_version, site),
        consented=draft.sender.consent,
        page_title=draft.page.title or page.title,
        section=page.section,
        position=draft.start,
        category=Category(draft.category),
        folded=fold(draft.exact).strip(),
        place_key=place_key(draft.exact, draft.prefix, draft.suffix),
        sightings=0,
        **quote_of(draft),
    )


def _screen(
    report: TypoReport,
    draft: TypoDraft,
    author: Author,
    visitor: Visitor,
    *,
    site: Site,
    ticket: TicketState | None,
) -> None:
    findings = screen(draft, facts_about(author, "", site=site, ticket=ticket), site.policy)
    count_hits(findings)
    report.findings, report.visitor_hash = [asdict(each) for each in findings], visitor.hash


def _announce(report: TypoReport) -> None:
    db.session.add(report)
    hold_places([report])
    begin_waiting(report, WaitingFor.FIRST)
    outbox.enqueue("announce_submission", submission_id=report.id)


def _see(draft: TypoDraft, report: TypoReport, author: Author, visitor: Visitor) -> Receipt:
    sighting, number = add_sighting(draft, report, author, visitor)
    if number == 1 or draft.note or not speaks_for(sighting, report):
        index_words([report.id])
    if number == 1 or draft.suggestion:  # what most readers propose may be another word now
        ask_dictionary(report.id)
    return Receipt(
        report.id,
        report.status.value,
        sighting.id,
        number,
        is_fixed=report.fix is Fix.FIXED,
    )


def _follow(found: Recognised, report: TypoReport) -> None:
    """What the page's other cards, or one that was mended, have to do with it."""
    if found.report_id is not None and found.core is not None:
        keep_core(report.id, found.core)
    for likely in found.maybe:
        propose(db.session.get_one(TypoReport, likely.report_id), report, likely.score)
    if report.fix is Fix.FIXED:
        request_check(report.page_id)
