"""What became of a reader's report of a mistake, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from moderation.extensions import db
from moderation.models import Author, Fix, Sighting, Status, TypoReport
from moderation.queries.mailing import ENDED, find_told
from moderation.queries.receipts import REFUSED


@dataclass(frozen=True)
class Step:
    """``reported confirmed not_a_mistake fixed changed gone``; no time: it is still to come."""

    name: str
    at: datetime | None = None


@dataclass(frozen=True)
class Thanks:
    """How many of a reader's reports were confirmed, and how many of these are corrected."""

    confirmed: int
    fixed: int


@dataclass(frozen=True)
class Story:
    """The steps so far and the next one, how many readers saw it, and what is written to whom.

    ``mail``: empty when no letter was asked for, else ``unconfirmed confirmed told stopped``.
    """

    steps: tuple[Step, ...]
    readers: int
    now_reads: str
    came_back_at: datetime | None
    thanks: Thanks
    mail: str


def story_of(report: TypoReport, sighting: Sighting | None) -> Story:
    """What to tell the one who sent this sighting, or the whole report."""
    ended = report.fix in ENDED
    return Story(
        steps=_steps(report, sighting),
        readers=report.sightings,
        now_reads=report.found if report.status is Status.APPROVED and ended else "",
        came_back_at=None if ended else report.reopened_at,
        thanks=thanks_to(sighting.author_id if sighting else report.author_id),
        mail=_mail(sighting) if sighting else "",
    )


def thanks_to(author_id: int) -> Thanks:
    """Counted by author; without a key in the browser each report has an author of its own."""
    fixed = func.count(case((TypoReport.fix.in_(ENDED), 1)))
    theirs = (
        select(func.count(), fixed)
        .select_from(Sighting)
        .join(TypoReport, TypoReport.id == Sighting.submission_id)
        .where(
            Sighting.author_id == author_id,
            Sighting.withdrawn_at.is_(None),
            TypoReport.status == Status.APPROVED,
        )
    )
    return Thanks(*db.session.execute(theirs).one())


def _steps(report: TypoReport, sighting: Sighting | None) -> tuple[Step, ...]:
    reported = Step("reported", sighting.seen_at if sighting else report.submitted_at)
    if report.status in REFUSED:
        return (reported, Step("not_a_mistake", report.decided_at))
    if report.status is Status.PENDING:
        return (reported, Step("confirmed"), Step("fixed"))
    name = report.fix.value if report.fix is not Fix.UNFIXED else "fixed"
    at = None if report.fix is Fix.UNFIXED else report.fixed_at or report.checked_at
    return (reported, Step("confirmed", report.decided_at), Step(name, at))


def _mail(sighting: Sighting) -> str:
    if not sighting.wants_mail or not db.session.get_one(Author, sighting.author_id).email:
        return ""
    if sighting.told_at is not None:
        return "told"
    told = find_told(sighting.id)
    if told is None:
        return ""
    if told.mailing.is_stopped:
        return "stopped"
    return "confirmed" if told.mailing.is_confirmed else "unconfirmed"
