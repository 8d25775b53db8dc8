"""The newsroom answers: approved by who wrote it, signed by the site, taken back as one."""

import pytest

from moderation.errors import Conflict, Invalid
from moderation.extensions import db
from moderation.models import Author, Comment, Page, Role, Status, Verb
from moderation.operations.decide import decide
from moderation.operations.reply import Replied, reply_to
from moderation.operations.undo import undo_last
from moderation.queries.replies import find_draft
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored

pytestmark = pytest.mark.usefixtures("app")


def reply(
    submission_id: int, source: str = "Thanks!", *, by: int, approves: bool = True
) -> Replied:
    version = stored(submission_id).version
    return write(reply_to, submission_id, source, by=by, version=version, approves=approves)


def the_reply(done: Replied) -> Comment:
    found = stored(done.id)
    assert isinstance(found, Comment)
    return found


def test_it_approves_and_answers_in_one_step() -> None:
    news = site(newsroom_name="The newsroom")
    alice, sent = moderator(news), comment(news).id
    answer = the_reply(reply(sent, by=alice.id))
    assert stored(sent).status is Status.APPROVED
    assert (answer.status, answer.parent_id) == (Status.APPROVED, sent)
    assert (answer.author_name, answer.moderator_id) == ("The newsroom", alice.id)
    assert db.session.get_one(Page, answer.page_id).comment_count == 2


def test_it_is_signed_by_the_site_unless_said_otherwise() -> None:
    news = site("Courier")
    alice = moderator(news)
    done = [reply(comment(news, text).id, by=alice.id) for text in ("One", "Two")]
    assert {the_reply(each).author_name for each in done} == {"Courier"}
    assert db.session.query(Author).filter_by(key_hash="newsroom").count() == 1


def test_undo_takes_back_both_and_keeps_a_draft() -> None:
    news = site()
    alice, sent = moderator(news), comment(news).id
    done = reply(sent, by=alice.id)
    write(undo_last, by=alice.id)
    assert stored(sent).is_waiting
    assert (the_reply(done).status, the_reply(done).is_waiting) == (Status.PENDING, False)
    draft = find_draft(sent, moderator=alice)
    assert draft
    assert draft.source == "Thanks!"
    assert reply(sent, "Thanks again!", by=alice.id).id == draft.id


def test_it_answers_only_what_readers_see() -> None:
    news = site()
    alice, sent = moderator(news), comment(news).id
    with pytest.raises(Invalid):
        reply(sent, by=alice.id, approves=False)
    write(decide, sent, Verb.APPROVE, by=alice.id, version=None)
    reply(sent, by=alice.id, approves=False)


def test_a_stale_reply_changes_nothing() -> None:
    news = site()
    alice, sent = moderator(news), comment(news).id
    version = stored(sent).version
    write(decide, sent, Verb.REJECT, by=alice.id, version=None)
    with pytest.raises(Conflict):
        write(reply_to, sent, "Hm", by=alice.id, version=version, approves=True)
    assert stored(sent).status is Status.REJECTED


def test_readers_may_not_sign_as_the_newsroom() -> None:
    news = site(newcomers="welcome", newsroom_name="Newsdesk")
    moderator(news, role=Role.ADMIN)
    [finding] = stored(comment(news, name="Newsdesk").id).findings
    assert finding["code"] == "reserved_name"
