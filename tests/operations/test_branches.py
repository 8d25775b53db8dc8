"""A comment goes with all that stands below it, and all of it comes back."""

import pytest

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Page, Role, Status, Verb
from moderation.operations.branches import take_down_branch
from moderation.operations.decide import decide
from moderation.operations.undo import undo
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored

pytestmark = pytest.mark.usefixtures("app")


def test_it_rejects_what_is_public_or_waits_and_undo_restores_it() -> None:
    news = site()
    alice = moderator(news)
    ids: list[int] = []
    for text in ("Top", "Reply", "Waiting below"):
        ids.append(comment(news, text, parent_id=ids[-1] if ids else None).id)
        if text != "Waiting below":
            write(decide, ids[-1], Verb.APPROVE, by=alice.id, version=None)
    spam = comment(news, "Spam", parent_id=ids[0]).id
    write(decide, spam, Verb.MARK_SPAM, by=alice.id, version=None)
    done = write(take_down_branch, ids[0], by=alice.id, reason="Off the topic")
    assert [each.id for each in done.decided] == ids
    assert {stored(each).status for each in ids} == {Status.REJECTED}
    assert db.session.get_one(Page, stored(spam).page_id).comment_count == 0
    write(undo, done.batch, by=alice.id)
    assert [stored(each).is_public for each in ids] == [True, True, False]
    assert stored(ids[2]).is_waiting
    assert db.session.get_one(Page, stored(spam).page_id).comment_count == 2


def test_others_find_no_branch() -> None:
    news = site()
    sent = comment(news).id
    with pytest.raises(NotFound):
        write(take_down_branch, sent, by=moderator(news, role=Role.EDITOR).id)
