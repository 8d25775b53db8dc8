"""One reader's sending of a typo report: kept beside the others of the same mistake, counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select, update

from moderation import outbox
from moderation.drafts import TypoDraft, Visitor
from moderation.extensions import db
from moderation.models import Author, Category, Page, Sighting, Status, TypoReport
from moderation.operations.facets import be_found_anew
from moderation.operations.places import hold_places
from moderation.text.anchors import Quote
from moderation.text.quotes import fold, place_key
from moderation.text.same_place import compare

QUOTE = (
    *("exact", "prefix", "suffix", "sentence", "occurrence", "suggestion", "note"),
    *("quote_lang", "revision"),
)
_REPORTS: Any = TypoReport.__table__


def lock_pages(pages: Collection[int]) -> None:
    """Let nobody else send, merge or split about these pages until the commit.

    A page is locked after its site and before its reports.
    """
    rows = select(Page.id).where(Page.id.in_(pages)).order_by(Page.id)
    db.session.execute(rows.with_for_update(key_share=True)).all()


def add_sighting(
    draft: TypoDraft, report: TypoReport, author: Author, visitor: Visitor
) -> tuple[Sighting, int]:
    """One more reader, and how many they are now.

    The card's version stays: what is decided on has not changed.
    """
    sighting = Sighting(
        site_id=report.site_id,
        submission_id=report.id,
        author_id=author.id,
        visitor_hash=visitor.hash,
        category=Category(draft.category),
        insists=draft.insist,
        wants_mail=draft.wants_mail,
        **quote_of(draft),
    )
    db.session.add(sighting)
    db.session.flush()
    if draft.wants_mail and author.email:
        outbox.enqueue("ask_reader", sighting_id=sighting.id)
    more = update(_REPORTS).where(_REPORTS.c.id == report.id)
    counted = more.values(sightings=_REPORTS.c.sightings + 1).returning(_REPORTS.c.sightings)
    return sighting, db.session.scalars(counted).one()


def quote_of(draft: TypoDraft) -> dict[str, Any]:
    """What was sent about the place, as a report and a sighting of it keep it."""
    return {
        "exact": draft.exact,
        "prefix": draft.prefix,
        "suffix": draft.suffix,
        "sentence": draft.sentence,
        "occurrence": draft.occurrence,
        "suggestion": draft.suggestion,
        "note": draft.note,
        "quote_lang": draft.quote_lang,
        "revision": draft.page.revision,
    }


def recount(report_id: int) -> int:
    """Count a report's sightings anew: those that nobody has taken back."""
    standing = (
        select(func.count())
        .where(Sighting.submission_id == report_id, Sighting.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    counted = update(_REPORTS).where(_REPORTS.c.id == report_id).values(sightings=standing)
    return db.session.scalar(counted.returning(_REPORTS.c.sightings)) or 0


def standing_sightings(report_id: int) -> Sequence[Sighting]:
    """Those that nobody has taken back, the oldest first."""
    mine = select(Sighting).where(
        Sighting.submission_id == report_id, Sighting.withdrawn_at.is_(None)
    )
    return db.session.scalars(mine.order_by(Sighting.id)).all()


def speaks_for(sighting: Sighting, report: TypoReport) -> bool:
    """Whether the card says what this reader has sent."""
    words = ("exact", "prefix", "suffix", "suggestion", "note")
    return all(getattr(sighting, name) == getattr(report, name) for name in words)


def say_instead(report: TypoReport, sighting: Sighting) -> None:
    """Let a card that waits say what another reader sent, under that one's name and place."""
    author = db.session.get_one(Author, sighting.author_id)
    report.author_id, report.author_name = author.id, author.name
    report.visitor_hash, report.category = sighting.visitor_hash, sighting.category
    for name in QUOTE:
        setattr(report, name, getattr(sighting, name))
    report.folded = fold(report.exact).strip()
    report.place_key = place_key(report.exact, report.prefix, report.suffix)
    report.open_place_key = None
    hold_places([report])


def settle(report: TypoReport) -> None:
    """After some of its sightings have gone: count them, and let the card speak for the others.

    What an editor has confirmed stays as it was confirmed.
    """
    db.session.flush()
    recount(report.id)
    staying = standing_sightings(report.id)
    is_said = any(speaks_for(each, report) for each in staying)
    if staying and not is_said and report.status is Status.PENDING:
        say_instead(report, staying[0])
        db.session.flush()
        if report.is_waiting:
            be_found_anew([report])
    _find_core(report, staying)


def _find_core(report: TypoReport, sightings: Sequence[Sighting]) -> None:
    """What all of its sightings share, found anew."""
    core = None
    for each in sightings:
        suggestions = report.suggestion, each.suggestion
        match = compare(quote_in(report), core, quote_in(each), suggestions=suggestions)
        core = match.core or core
    keep_core(report.id, core)


def quote_in(one: TypoReport | Sighting | TypoDraft) -> Quote:
    """The words and what stands around them, as they are compared with others."""
    return Quote(
        exact=one.exact,
        prefix=one.prefix,
        suffix=one.suffix,
        sentence=one.sentence,
        occurrence=one.occurrence,
    )


def core_of(report: TypoReport) -> tuple[int, int] | None:
    """What all sightings of a report share, once more than one is known."""
    if report.core_start is None or report.core_end is None:
        return None
    return report.core_start, report.core_end


def keep_core(report_id: int, core: tuple[int, int] | None) -> None:
    """Remember what all sightings of a report share; the card's version stays."""
    start, end = core or (None, None)
    mine = update(_REPORTS).where(_REPORTS.c.id == report_id)
    db.session.execute(mine.values(core_start=start, core_end=end))
