"""A moderator edits a comment: the old text is kept, and comes back when asked."""

import pytest

from moderation.errors import Conflict, Invalid, NotFound
from moderation.extensions import db
from moderation.models import Comment, Event, Moderator, Page, Revision, Role, Site, Status
from moderation.operations.edit import edit_comment, undo_edit
from moderation.operations.undo import undo_last
from moderation.queries.edits import edits_of
from moderation.queries.queue import QueueFilter, queue
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")


def the_comment(submission_id: int) -> Comment:
    found = stored(submission_id)
    assert isinstance(found, Comment)
    return found


def edit(submission_id: int, source: str, *, by: int, approves: bool = False) -> None:
    version = stored(submission_id).version
    write(edit_comment, submission_id, source, by=by, version=version, approves=approves)


def public(news: Site, by: int, source: str = "Some teh text") -> int:
    sent = comment(news, source).id
    edit(sent, source, by=by, approves=True)
    return sent


def test_it_replaces_the_text_and_keeps_the_old_one() -> None:
    news = site()
    alice, sent = moderator(news), comment(news, "Some **bad** text").id
    edit(sent, "Some text", by=alice.id)
    now = the_comment(sent)
    assert (now.source, now.body_html, now.edited_by) == (
        "Some text",
        "<p>Some text</p>\n",
        alice.id,
    )
    assert now.is_waiting
    [row] = edits_of(now)
    assert [(piece.kind, piece.text) for piece in row.pieces][1] == ("gone", "**bad** ")
    assert (row.by, row.may_undo) == ("Alice", True)


def test_it_approves_in_the_same_step_and_undo_takes_back_both() -> None:
    news = site()
    alice, sent = moderator(news), comment(news, "Before").id
    edit(sent, "After", by=alice.id, approves=True)
    assert (the_comment(sent).status, the_comment(sent).source) == (Status.APPROVED, "After")
    write(undo_last, by=alice.id)
    back = the_comment(sent)
    assert (back.is_waiting, back.source, back.edited_by) == (True, "Before", None)


def test_a_stale_edit_changes_nothing() -> None:
    news = site()
    alice, sent = moderator(news), comment(news, "Before").id
    version = stored(sent).version
    edit(sent, "First", by=alice.id)
    with pytest.raises(Conflict):
        write(edit_comment, sent, "Second", by=alice.id, version=version, approves=True)
    assert (the_comment(sent).source, the_comment(sent).is_waiting) == ("First", True)


def test_readers_are_served_a_public_text_anew() -> None:
    news = site()
    alice = moderator(news)
    sent = public(news, alice.id)
    before = db.session.get_one(Page, stored(sent).page_id).version
    edit(sent, "Some text", by=alice.id)
    assert db.session.get_one(Page, stored(sent).page_id).version > before


def test_undo_puts_the_former_text_back_and_forgets_the_editor() -> None:
    news = site()
    alice = moderator(news)
    sent = public(news, alice.id, "Before")
    edit(sent, "After", by=alice.id)
    last = edits_of(the_comment(sent))[0].id
    write(undo_edit, last, by=alice.id)
    assert (the_comment(sent).source, the_comment(sent).edited_by) == ("Before", None)
    with pytest.raises(Conflict):
        write(undo_edit, last, by=alice.id)


def test_what_no_longer_matches_is_no_finding() -> None:
    news = site(banned_words="casino,poker", newcomers="welcome")
    alice, sent = moderator(news), comment(news, "A casino and poker").id
    edit(sent, "Only poker", by=alice.id)
    [finding] = the_comment(sent).findings
    assert finding["spans"] == [[5, 10]]


def found(alice: Moderator, **filters: object) -> list[int]:
    cards = queue(alice, QueueFilter(**filters)).cards  # type: ignore[arg-type]
    return [card.submission.id for card in cards]


def test_the_queue_finds_it_by_what_it_says_now() -> None:
    news = site(banned_words="casino", newcomers="welcome")
    alice = moderator(news)
    sent = comment(news, "A giraffe, a casino, https://a.example").id
    edit(sent, "A lion", by=alice.id)
    assert (found(alice, q="giraffe"), found(alice, q="lion")) == ([], [sent])
    assert found(alice, reasons=("banned_words",)) == found(alice, links=True) == []
    assert found(alice) == [sent]
    write(undo_edit, edits_of(the_comment(sent))[0].id, by=alice.id)
    assert found(alice, reasons=("banned_words",)) == found(alice, links=True) == [sent]
    assert found(alice, q="giraffe") == [sent]


def test_it_is_unfolded_and_folded_by_its_new_text() -> None:
    news = site()
    alice = moderator(news)
    text = "Buy our wonderful cheap watches today, dear readers of this paper"
    one, two, three = (comment(news, text, name=name).id for name in ("A", "B", "C"))
    edit(one, "Something altogether different", by=alice.id)
    assert [stored(each).alike_id for each in (one, two, three)] == [None, None, two]
    edit(one, text, by=alice.id)
    assert [stored(each).alike_id for each in (one, two, three)] == [None, one, one]


def test_the_log_holds_digests_and_no_text() -> None:
    news = site()
    alice, sent = moderator(news), comment(news, "Before this").id
    edit(sent, "After that", by=alice.id)
    event = db.session.query(Event).one()
    assert (event.name, event.subject) == ("comment_edited", f"submission {sent}")
    assert "After" not in str(event.after) + str(event.before)


def test_the_same_text_is_no_edit() -> None:
    news = site()
    alice, sent = moderator(news), comment(news, "Before").id
    edit(sent, "Before", by=alice.id)
    assert (count_of(Revision), the_comment(sent).edited_by) == (0, None)


def test_evidence_stays_as_it_is() -> None:
    news = site()
    alice, sent = moderator(news), stored(comment(news).id)
    sent.evidence_at = sent.submitted_at
    db.session.commit()
    with pytest.raises(Invalid):
        edit(sent.id, "Other", by=alice.id)


def test_others_find_nothing_to_edit() -> None:
    news = site()
    sent = comment(news).id
    for person in (moderator(site("Other", "o.example")), moderator(news, role=Role.EDITOR)):
        with pytest.raises(NotFound):
            edit(sent, "Other", by=person.id)
