"""What moderators tell each other about a sender or a submission."""

from __future__ import annotations

from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Moderator, Note
from moderation.operations.events import record
from moderation.queries.senders import find_author
from moderation.queries.submissions import find_moderator, find_submission


def note_author(author_id: int, text: str, *, by: int) -> int:
    """Keep a note about a sender; its number."""
    moderator = find_moderator(by)
    author = find_author(author_id, moderator=moderator)
    return _keep(Note(site_id=author.site_id, author_id=author.id, text=text), moderator)


def note_submission(submission_id: int, text: str, *, by: int) -> int:
    """Keep a note about one submission; its number."""
    moderator = find_moderator(by)
    one = find_submission(submission_id, moderator=moderator)
    return _keep(Note(site_id=one.site_id, submission_id=one.id, text=text), moderator)


def remove_note(note_id: int, *, by: int) -> int | None:
    """Take away a note of one's own; the sender it was about. Raises ``NotFound``."""
    note = db.session.get(Note, note_id) if 0 < note_id < 2**31 else None
    if note is None or note.moderator_id != by or not find_moderator(by).role_on(note.site_id):
        raise NotFound
    record("note_removed", site_id=note.site_id, by=by, subject=_subject(note))
    author_id = note.author_id
    db.session.delete(note)
    return author_id


def _keep(note: Note, moderator: Moderator) -> int:
    if not note.text:
        raise Invalid({"text": [Problem("required")]})
    note.moderator_id = moderator.id
    db.session.add(note)
    db.session.flush()
    record("note_added", site_id=note.site_id, by=moderator.id, subject=_subject(note))
    return note.id


def _subject(note: Note) -> str:
    if note.author_id is not None:
        return f"author {note.author_id}"
    return f"submission {note.submission_id}"
