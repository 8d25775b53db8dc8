"""Notes and trust: what moderators tell each other about a sender."""

import pytest

from moderation.errors import Invalid, NotFound
from moderation.extensions import db
from moderation.models import Author, Event, Note, Trust
from moderation.operations.notes import note_author, remove_note
from moderation.operations.trust import set_trust
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")


def test_one_removes_ones_own_note_alone() -> None:
    news = site()
    author_id = stored(comment(news).id).author_id
    alice, bob = moderator(news), moderator(news, name="Bob")
    note = write(note_author, author_id, "Asked nicely", by=alice.id)
    with pytest.raises(NotFound):
        write(remove_note, note, by=bob.id)
    assert write(remove_note, note, by=alice.id) == author_id
    assert count_of(Note) == 0
    assert [each.name for each in db.session.query(Event).order_by(Event.id)] == [
        "note_added",
        "note_removed",
    ]


def test_nobody_notes_on_another_site() -> None:
    author_id = stored(comment(site()).id).author_id
    bob = moderator(site("Other", "other.example"), name="Bob")
    with pytest.raises(NotFound):
        write(note_author, author_id, "Hm", by=bob.id)
    with pytest.raises(NotFound):
        write(set_trust, author_id, Trust.HELD, by=bob.id)


def test_trust_is_kept_and_logged_once() -> None:
    news = site()
    alice, author_id = moderator(news), stored(comment(news, author_key="vera's").id).author_id
    for _ in range(2):
        write(set_trust, author_id, Trust.TRUSTED, by=alice.id)
    assert db.session.get_one(Author, author_id).trust is Trust.TRUSTED
    [event] = db.session.query(Event)
    assert (event.before, event.after) == ({"trust": "normal"}, {"trust": "trusted"})


def test_a_sender_without_a_key_is_nobody_to_trust() -> None:
    news = site()
    alice, author_id = moderator(news), stored(comment(news).id).author_id
    with pytest.raises(Invalid):
        write(set_trust, author_id, Trust.TRUSTED, by=alice.id)
