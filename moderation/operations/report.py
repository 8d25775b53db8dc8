"""Taking in typo reports: one report a place on a page, one sighting a sending."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from moderation import outbox
from moderation.drafts import Receipt, TypoDraft, Visitor
from moderation.extensions import db
from moderation.models import Author, Page, Sighting, Site, TypoReport, WaitingFor
from moderation.operations.idempotency import answered_before, remember
from moderation.operations.pages import find_or_add_page
from moderation.operations.rules import count_hits
from moderation.operations.search_index import index_words
from moderation.operations.senders import find_or_add_author, refuse_blocked, refuse_flood
from moderation.operations.submit import check_consent, shown_rules
from moderation.operations.waiting import begin_waiting
from moderation.queries.history import facts_about
from moderation.screening import screen
from moderation.screening.types import TicketState
from moderation.text.quotes import place_key


def submit_typo(
    draft: TypoDraft, *, site_id: int, visitor: Visitor, ticket: TicketState | None
) -> Receipt:
    """Store a typo report, or one more sighting of the open one at the same place."""
    site = db.session.get_one(Site, site_id)
    if earlier := answered_before(site, draft):
        return earlier
    check_consent(draft.sender, site)
    page = find_or_add_page(site, draft.page)
    author = find_or_add_author(site, draft.sender)
    refuse_blocked(author, visitor)
    refuse_flood(site, author, visitor)
    place = place_key(draft.exact, draft.prefix, draft.suffix)
    report = _open_report(page, place)
    if report is None:
        facts = facts_about(author, "", site=site, ticket=ticket)
        findings = screen(draft, facts, site.policy)
        count_hits(findings)
        new = _report(draft, page, author, site=site, place=place)
        new.findings, new.visitor_hash = [asdict(each) for each in findings], visitor.hash
        report = _add(new) or _open_report(page, place)
    assert report is not None
    receipt = _see(draft, report, author, visitor)
    remember(site, draft, receipt)
    return receipt


def _open_report(page: Page, place: str) -> TypoReport | None:
    return db.session.scalar(
        select(TypoReport).where(TypoReport.page_id == page.id, TypoReport.open_place_key == place)
    )


def _report(draft: TypoDraft, page: Page, author: Author, *, site: Site, place: str) -> TypoReport:
    return TypoReport(
        site_id=site.id,
        page_id=page.id,
        author_id=author.id,
        author_name=draft.sender.name,
        lang=draft.page.lang,
        rules_version=shown_rules(draft.sender.rules_version, site),
        consented=draft.sender.consent,
        exact=draft.exact,
        prefix=draft.prefix,
        suffix=draft.suffix,
        sentence=draft.sentence,
        occurrence=draft.occurrence,
        suggestion=draft.suggestion,
        note=draft.note,
        place_key=place,
        open_place_key=place,
        sightings=0,
    )


def _add(report: TypoReport) -> TypoReport | None:
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:  # another reader was first
        return None
    begin_waiting(report, WaitingFor.FIRST)
    outbox.enqueue("announce_submission", submission_id=report.id)
    index_words([report.id])
    return report


def _see(draft: TypoDraft, report: TypoReport, author: Author, visitor: Visitor) -> Receipt:
    """One more sighting. The card's version stays: what the editor decides on has not changed."""
    sighting = Sighting(
        site_id=report.site_id,
        submission_id=report.id,
        author_id=author.id,
        visitor_hash=visitor.hash,
        suggestion=draft.suggestion,
        note=draft.note,
    )
    db.session.add(sighting)
    db.session.flush()
    sightings = db.session.scalar(
        update(TypoReport.__table__)  # type: ignore[arg-type]
        .where(TypoReport.__table__.c.id == report.id)
        .values(sightings=TypoReport.__table__.c.sightings + 1)
        .returning(TypoReport.__table__.c.sightings)
    )
    return Receipt(
        report.id, report.status.value if not sightings else "pending", sighting.id, sightings or 1
    )
