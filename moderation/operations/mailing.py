"""Writing to readers who asked for it: the address is confirmed once, and one click stops it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import ReaderMailbox, Sighting
from moderation.queries.mailing import (
    find_mailing,
    find_told,
    known_mailbox,
    untold_of_author,
    untold_of_report,
)
from moderation.text.mailboxes import mailbox_hash

# Anybody may type anybody's address: past so many in a day a mailbox is not asked again,
# however it is spelt.
ASKED = 3
ASKED_WITHIN = timedelta(days=1)


def ask_reader(sighting_id: int) -> None:
    """Ask whether the address belongs to the reader, unless that is known, or was asked enough."""
    told = find_told(sighting_id)
    if told is None or told.mailing.is_confirmed or told.mailing.is_stopped:
        return
    author = told.mailing.author
    kept = _mailbox(author.site_id, author.email)
    now = utcnow()
    if kept.asked_at is None or kept.asked_at < now - ASKED_WITHIN:
        kept.asked_at, kept.asked = now, 0
    kept.asked += 1
    if kept.asked <= ASKED:
        outbox.enqueue("write_asking", sighting_id=sighting_id)


def confirm_address(author_id: int) -> None:
    """The reader wants the letters; what is corrected already is told now. Raises ``NotFound``."""
    author = find_mailing(author_id).author
    author.email_verified_at = author.email_verified_at or utcnow()
    if kept := known_mailbox(author.site_id, author.email):
        kept.stopped_at = None
    db.session.flush()
    _tell(untold_of_author(author_id))


def stop_mail(author_id: int) -> None:
    """Write no more to this mailbox from this site; raises ``NotFound``."""
    author = find_mailing(author_id).author
    kept = _mailbox(author.site_id, author.email)
    kept.stopped_at = kept.stopped_at or utcnow()


def tell_readers_fixed(submission_id: int) -> None:
    """Have a letter written to each who asked, once it is so: not when it was taken back."""
    _tell(untold_of_report(submission_id))


def _tell(sightings: list[int]) -> None:
    for sighting_id in sightings:
        told = find_told(sighting_id)
        if told is not None and told.mailing.is_confirmed:
            outbox.enqueue("write_fixed", sighting_id=sighting_id)
    if sightings:
        done = update(Sighting).where(Sighting.id.in_(sightings)).values(told_at=utcnow())
        db.session.execute(done)


def _mailbox(site_id: int, email: str) -> ReaderMailbox:
    if kept := known_mailbox(site_id, email):
        return kept
    kept = ReaderMailbox(site_id=site_id, mailbox_hash=mailbox_hash(site_id, email))
    db.session.add(kept)
    db.session.flush()
    return kept
