"""Whom of a site's readers may be written to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Author, Fix, ReaderMailbox, Sighting, Site, Status, TypoReport
from moderation.text.mailboxes import mailbox_hash

ENDED = (Fix.FIXED, Fix.CHANGED)


@dataclass(frozen=True)
class Mailing:
    """A reader's address as it is written to."""

    author: Author
    site: Site
    is_stopped: bool

    @property
    def is_confirmed(self) -> bool:
        return self.author.email_verified_at is not None and not self.is_stopped


@dataclass(frozen=True)
class Told:
    """A sighting, the report it belongs to now, and who sent it."""

    sighting: Sighting
    report: TypoReport
    mailing: Mailing


def find_mailing(author_id: int) -> Mailing:
    """What is known of an author's address; raises ``NotFound`` where there is none."""
    author = db.session.get(Author, author_id) if 0 < author_id < 2**31 else None
    if author is None or not author.email:
        raise NotFound
    return _mailing(author)


def find_told(sighting_id: int) -> Told | None:
    """What a letter about a sighting needs; nothing when it was taken back, or has no address."""
    sighting = db.session.get(Sighting, sighting_id)
    if sighting is None or sighting.withdrawn_at is not None:
        return None
    author = db.session.get_one(Author, sighting.author_id)
    if not author.email:
        return None
    report = db.session.scalars(
        select(TypoReport)
        .where(TypoReport.id == sighting.submission_id)
        .options(joinedload(TypoReport.page))
    ).one()
    return Told(sighting, report, _mailing(author))


def known_mailbox(site_id: int, email: str) -> ReaderMailbox | None:
    """What is kept of a mailbox, if it was ever asked or has ever stopped the letters."""
    same = select(ReaderMailbox).where(
        ReaderMailbox.site_id == site_id,
        ReaderMailbox.mailbox_hash == mailbox_hash(site_id, email),
    )
    return db.session.scalar(same)


def untold_of_report(submission_id: int) -> list[int]:
    """The sightings of a corrected report whose readers have asked to be told and were not."""
    return list(db.session.scalars(_untold().where(TypoReport.id == submission_id)))


def untold_of_author(author_id: int) -> list[int]:
    """The same of one reader, who has only now confirmed the address."""
    return list(db.session.scalars(_untold().where(Sighting.author_id == author_id)))


def _untold() -> Select[int]:
    return (
        select(Sighting.id)
        .join(TypoReport, TypoReport.id == Sighting.submission_id)
        .join(Author, Author.id == Sighting.author_id)
        .where(
            Sighting.wants_mail,
            Sighting.told_at.is_(None),
            Sighting.withdrawn_at.is_(None),
            Author.email_verified_at.is_not(None),
            TypoReport.status == Status.APPROVED,
            TypoReport.fix.in_(ENDED),
        )
        .order_by(Sighting.id)
    )


def _mailing(author: Author) -> Mailing:
    kept = known_mailbox(author.site_id, author.email)
    is_stopped = kept is not None and kept.stopped_at is not None
    return Mailing(author, db.session.get_one(Site, author.site_id), is_stopped)
