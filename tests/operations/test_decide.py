"""Deciding, undoing, withdrawing, and what follows."""

import pytest
from sqlalchemy import select

from moderation.errors import Conflict, Invalid, NotFound
from moderation.extensions import db
from moderation.models import Comment, Decision, Role, Site, Status, Verb
from moderation.operations.decide import decide, decide_many
from moderation.operations.undo import undo, undo_last
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo

pytestmark = pytest.mark.usefixtures("app")


def open_site() -> Site:
    return site(hold="findings", newcomers="welcome")


def page_count(submission_id: int) -> int:
    return stored(submission_id).page.comment_count


def test_it_approves_what_waits() -> None:
    news = site()
    alice = moderator(news)
    waiting = comment(news)
    done = write(decide, waiting.id, Verb.APPROVE, by=alice.id, version=None)
    assert (done.status, stored(waiting.id).version) == (Status.APPROVED, done.version)
    assert page_count(waiting.id) == 1
    assert stored(waiting.id).author.approved == 1


def test_bob_does_not_find_it() -> None:
    bob = moderator(site("Other", "other.example"), name="Bob")
    with pytest.raises(NotFound):
        write(decide, comment(site()).id, Verb.APPROVE, by=bob.id, version=None)


def test_an_editor_decides_on_typo_reports_alone() -> None:
    news = site()
    editor = moderator(news, role=Role.EDITOR)
    assert (
        write(decide, typo(news).id, Verb.APPROVE, by=editor.id, version=None).status == "approved"
    )
    with pytest.raises(NotFound):
        write(decide, comment(news).id, Verb.APPROVE, by=editor.id, version=None)


def test_the_second_moderator_learns_who_was_first() -> None:
    news = site()
    alice, boris = moderator(news), moderator(news, name="Boris")
    waiting = comment(news)
    version = stored(waiting.id).version
    write(decide, waiting.id, Verb.REJECT, by=boris.id, version=version)
    with pytest.raises(Conflict) as refused:
        write(decide, waiting.id, Verb.APPROVE, by=alice.id, version=version)
    outcome = refused.value.outcome
    assert (outcome.moderator, outcome.verb, outcome.status) == ("Boris", "reject", "rejected")
    assert stored(waiting.id).status is Status.REJECTED


def test_without_a_version_it_decides_only_on_what_waits() -> None:
    news = site()
    alice = moderator(news)
    waiting = comment(news)
    write(decide, waiting.id, Verb.APPROVE, by=alice.id, version=None)
    with pytest.raises(Conflict):
        write(decide, waiting.id, Verb.REJECT, by=alice.id, version=None)


def test_an_approved_comment_can_be_taken_down() -> None:
    news = open_site()
    public = comment(news)
    write(decide, public.id, Verb.REJECT, by=moderator(news).id, version=stored(public.id).version)
    assert page_count(public.id) == 0


def test_a_reason_is_needed_where_the_site_asks() -> None:
    strict = site(reason_required="on")
    alice = moderator(strict)
    waiting = comment(strict)
    with pytest.raises(Invalid):
        write(decide, waiting.id, Verb.REJECT, by=alice.id, version=None)
    assert write(decide, waiting.id, Verb.REJECT, by=alice.id, version=None, reason="rude").id


def test_undo_puts_it_back_exactly() -> None:
    news = site()
    alice = moderator(news)
    waiting = comment(news)
    before = stored(waiting.id).waiting_since
    done = write(decide, waiting.id, Verb.MARK_SPAM, by=alice.id, version=None)
    undone = write(undo, done.batch, by=alice.id)
    back = stored(waiting.id)
    assert (back.status, back.waiting_since, back.author.rejected) == (Status.PENDING, before, 0)
    assert [each.id for each in undone.restored] == [waiting.id]


def test_undo_last_takes_my_own_decisions_one_after_the_other() -> None:
    news = site()
    alice, boris = moderator(news), moderator(news, name="Boris")
    first, second, third = comment(news, "1"), comment(news, "2"), comment(news, "3")
    for each, who in ((first, alice), (second, alice), (third, boris)):
        write(decide, each.id, Verb.REJECT, by=who.id, version=None)
    assert write(undo_last, by=alice.id).restored[0].id == second.id
    assert write(undo_last, by=alice.id).restored[0].id == first.id
    with pytest.raises(NotFound):
        write(undo_last, by=alice.id)
    assert stored(third.id).status is Status.REJECTED


def test_undo_leaves_what_was_decided_again_since() -> None:
    news = site()
    alice = moderator(news)
    one, two = comment(news, "1"), comment(news, "2")
    batch = write(decide_many, [(one.id, None), (two.id, None)], Verb.REJECT, by=alice.id).batch
    version = stored(two.id).version
    write(decide, two.id, Verb.APPROVE, by=alice.id, version=version)
    undone = write(undo, batch, by=alice.id)
    assert [each.id for each in undone.restored] == [one.id]
    assert [each.submission_id for each in undone.conflicts] == [two.id]


def test_bob_cannot_undo_it() -> None:
    news = site()
    done = write(decide, comment(news).id, Verb.REJECT, by=moderator(news).id, version=None)
    bob = moderator(site("Other", "other.example"), name="Bob")
    with pytest.raises(NotFound):
        write(undo, done.batch, by=bob.id)


def test_many_are_one_batch_and_conflicts_are_told() -> None:
    news = site()
    alice = moderator(news)
    ids = [comment(news, str(number)).id for number in range(3)]
    write(decide, ids[0], Verb.APPROVE, by=alice.id, version=None)
    batch = write(decide_many, [(each, None) for each in ids], Verb.REJECT, by=alice.id)
    assert [each.id for each in batch.decided] == ids[1:]
    assert [each.submission_id for each in batch.conflicts] == ids[:1]


def test_a_foreign_id_is_not_found_and_the_rest_is_done() -> None:
    news = site()
    alice = moderator(news)
    foreign = comment(site("Other", "other.example"), url="https://other.example/")
    mine = comment(news)
    items = [(mine.id, None), (foreign.id, None), (2**40, None)]
    batch = write(decide_many, items, Verb.REJECT, by=alice.id)
    assert ([each.id for each in batch.decided], batch.missing) == ([mine.id], (foreign.id, 2**40))
    assert stored(foreign.id).is_waiting
    with pytest.raises(NotFound):
        write(decide_many, [(foreign.id, None)], Verb.REJECT, by=alice.id)


def test_a_missing_reason_stops_only_those_that_need_one() -> None:
    strict = site(reason_required="on")
    easy = site("Easy", "easy.example")
    alice = moderator(strict, easy)
    ids = [comment(strict).id, comment(easy, url="https://easy.example/").id]
    batch = write(decide_many, [(each, None) for each in ids], Verb.REJECT, by=alice.id)
    assert ([each.id for each in batch.decided], batch.needs_reason) == (ids[1:], (ids[0],))
    with pytest.raises(Invalid):
        write(decide_many, [(ids[0], None)], Verb.REJECT, by=alice.id)


def test_too_many_at_once_are_refused() -> None:
    with pytest.raises(Invalid):
        write(decide_many, [(each, None) for each in range(10_001)], Verb.REJECT, by=1)


def test_replies_go_and_come_with_their_parent() -> None:
    news = open_site()
    alice = moderator(news)
    root = comment(news, "root")
    reply = comment(news, "reply", parent_id=root.id)
    comment(news, "deeper", parent_id=reply.id)
    assert page_count(root.id) == 3
    done = write(decide, root.id, Verb.REJECT, by=alice.id, version=stored(root.id).version)
    assert page_count(root.id) == 0
    write(undo, done.batch, by=alice.id)
    assert page_count(root.id) == 3


def test_withdrawing_leaves_the_replies() -> None:
    news = open_site()
    root = comment(news, "root")
    comment(news, "reply", parent_id=root.id)
    write(withdraw, root.id, None)
    write(withdraw, root.id, None)
    assert page_count(root.id) == 1
    assert stored(root.id).placeholder


def test_withdrawing_what_was_rejected_brings_no_replies_back() -> None:
    news = open_site()
    root = comment(news, "root")
    comment(news, "reply", parent_id=root.id)
    write(decide, root.id, Verb.REJECT, by=moderator(news).id, version=stored(root.id).version)
    write(withdraw, root.id, None)
    assert page_count(root.id) == 0
    assert not stored(root.id).placeholder


def test_nobody_decides_on_what_was_withdrawn() -> None:
    news = site()
    waiting = comment(news)
    write(withdraw, waiting.id, None)
    with pytest.raises(Conflict):
        write(
            decide,
            waiting.id,
            Verb.APPROVE,
            by=moderator(news).id,
            version=stored(waiting.id).version,
        )


def test_a_report_is_withdrawn_with_its_last_sighting() -> None:
    news = site()
    one, two = typo(news), typo(news)
    write(withdraw, one.id, one.sighting_id)
    assert stored(one.id).status is Status.PENDING
    write(withdraw, two.id, two.sighting_id)
    assert stored(one.id).status is Status.DELETED


def test_the_log_is_one_chain_a_site() -> None:
    news = site()
    alice = moderator(news)
    for number in range(3):
        write(decide, comment(news, str(number)).id, Verb.REJECT, by=alice.id, version=None)
    log = db.session.scalars(select(Decision).order_by(Decision.id)).all()
    assert [entry.previous_digest for entry in log] == ["", log[0].digest, log[1].digest]
    first = log[0]
    kept = first.digest
    first.seal(previous="", salt=first.salt)
    assert first.digest == kept


def test_the_text_of_a_comment_stays_as_it_was() -> None:
    news = site()
    waiting = comment(news, "  as sent  ".strip())
    write(decide, waiting.id, Verb.APPROVE, by=moderator(news).id, version=None)
    kept = stored(waiting.id)
    assert isinstance(kept, Comment)
    assert kept.source == "as sent"
