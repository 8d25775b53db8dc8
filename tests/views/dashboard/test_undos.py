"""Taking decisions back."""

import pytest
from flask import Flask

from moderation.extensions import db
from moderation.models import Moderator, Role, Site, Status, Verb
from moderation.operations.blocks import block_sender, lift_block
from moderation.operations.decide import decide, decide_many
from moderation.queries.submissions import last_standing_decision
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

UNDOS = "/dashboard/undos"


def approved(news: Site, by: Moderator) -> tuple[int, str]:
    sent = comment(news)
    return sent.id, write(decide, sent.id, Verb.APPROVE, by=by.id, version=None).batch


def test_it_brings_the_waiting_card_back(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    submission_id, batch = approved(news, alice)
    answer = signed_in(app, alice).post(UNDOS, {"batch": batch}, fragment=True)
    assert answer.status_code == 200
    assert "data-waiting" in answer.text
    assert stored(submission_id).status is Status.PENDING


def test_it_takes_back_the_last_of_ones_own(app: Flask) -> None:
    news = site()
    alice, boris = moderator(news), moderator(news, name="Boris")
    mine, _ = approved(news, alice)
    approved(news, boris)
    signed_in(app, alice).post(UNDOS, fragment=True)
    assert stored(mine).status is Status.PENDING


def test_it_says_when_there_is_nothing_to_take_back(app: Flask) -> None:
    assert signed_in(app, moderator(site())).post(UNDOS, fragment=True).status_code == 404


def test_a_bare_form_goes_back_to_the_card(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    submission_id, batch = approved(news, alice)
    answer = signed_in(app, alice).post(UNDOS, {"batch": batch})
    assert answer.location == f"/dashboard/queue#submission-{submission_id}"


def test_it_goes_back_to_the_log_from_there(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    _, batch = approved(news, alice)
    desk = signed_in(app, alice)
    assert "back=log&amp;verb=approve" in desk.get("/dashboard/log?verb=approve&csv=1").text
    answer = desk.post(UNDOS + "?back=log&verb=approve", {"batch": batch})
    assert answer.location == "/dashboard/log?verb=approve"


def test_it_leaves_alone_what_was_decided_again(app: Flask) -> None:
    news = site()
    alice, boris = moderator(news), moderator(news, name="Boris")
    submission_id, batch = approved(news, alice)
    version = stored(submission_id).version
    write(decide, submission_id, Verb.REJECT, by=boris.id, version=version)
    answer = signed_in(app, alice).post(UNDOS, {"batch": batch}, fragment=True)
    assert answer.status_code == 409
    assert "<bdi>Boris</bdi> rejected this" in answer.text


def test_bob_does_not_find_it(app: Flask) -> None:
    news = site()
    submission_id, batch = approved(news, moderator(news))
    bob = signed_in(app, moderator(site("Other", host="other.example"), name="Bob"))
    assert bob.post(UNDOS, {"batch": batch}).status_code == 404
    assert stored(submission_id).status is Status.APPROVED


def test_a_colleague_takes_it_back_from_the_log(app: Flask) -> None:
    news = site()
    submission_id, batch = approved(news, moderator(news))
    boris = signed_in(app, moderator(news, name="Boris"))
    assert 'name="decision"' in boris.get("/dashboard/log").text
    assert boris.post(UNDOS + "?back=log", {"batch": batch}).status_code == 303
    assert stored(submission_id).status is Status.PENDING


@pytest.mark.parametrize("left", [None, Role.EDITOR])
def test_who_may_no_longer_decide_takes_nothing_back(app: Flask, left: Role | None) -> None:
    """Not even what was one's own, by z, by batch or one by one."""
    news = site()
    alice = moderator(news)
    submission_id, batch = approved(news, alice)
    decision = last_standing_decision(submission_id)
    assert decision is not None
    desk = signed_in(app, alice)
    if left:
        alice.memberships[0].role = left
    else:
        db.session.delete(alice.memberships[0])
    db.session.commit()
    for fields in ({}, {"batch": batch}, {"decision": decision.id}):
        assert desk.post(UNDOS, fields).status_code == 404
    assert stored(submission_id).status is Status.APPROVED


def test_of_a_batch_only_what_one_may_decide_comes_back(app: Flask) -> None:
    news, other = site(), site("Other", host="other.example")
    both = moderator(news, other)
    here, there = comment(news).id, comment(other, url="https://other.example/article").id
    done = write(decide_many, [(here, None), (there, None)], Verb.REJECT, by=both.id)
    boris = signed_in(app, moderator(news, name="Boris"))
    assert boris.post(UNDOS, {"batch": done.batch}, fragment=True).status_code == 200
    assert (stored(here).status, stored(there).status) == (Status.PENDING, Status.REJECTED)


def test_it_takes_back_one_of_a_batch(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    one, other = comment(news, "One").id, comment(news, "Two").id
    done = write(decide_many, [(one, None), (other, None)], Verb.REJECT, by=alice.id)
    first = next(each for each in done.decided if each.id == one)
    signed_in(app, alice).post(UNDOS, {"decision": first.decision_id}, fragment=True)
    assert stored(one).status is Status.PENDING
    assert stored(other).status is Status.REJECTED


def test_bob_does_not_find_a_single_one(app: Flask) -> None:
    news = site()
    sent, alice = comment(news), moderator(news)
    done = write(decide, sent.id, Verb.APPROVE, by=alice.id, version=None)
    bob = signed_in(app, moderator(site("Other", host="other.example"), name="Bob"))
    assert bob.post(UNDOS, {"decision": done.decision_id}).status_code == 404
    assert stored(sent.id).status is Status.APPROVED


def test_taking_back_what_a_block_decided_says_that_the_block_stays(app: Flask) -> None:
    news = site()
    alice, sent = moderator(news), comment(news, author_key="vera's").id
    done = write(block_sender, sent, by=alice.id, days=1, waiting=Verb.REJECT)
    desk, form = signed_in(app, alice), {"batch": done.waiting.batch if done.waiting else ""}
    told = desk.post("/dashboard/undos", form, fragment=True).text
    assert "1 taken back." in told
    assert "The sender stays blocked." in told
    assert f"/dashboard/authors/{stored(sent).author_id}?submission={sent}" in told
    write(lift_block, done.block_id, by=alice.id)
    again = write(block_sender, sent, by=alice.id, days=1, waiting=Verb.REJECT)
    desk.post("/dashboard/undos", {"batch": again.waiting.batch if again.waiting else ""})
    page = desk.get("/dashboard/queue").text
    assert "Taken back. The sender stays blocked." in page
    assert "Lift the block…" in page


def test_nothing_is_said_of_a_block_that_was_lifted(app: Flask) -> None:
    news = site()
    alice, sent = moderator(news), comment(news, author_key="vera's").id
    done = write(block_sender, sent, by=alice.id, days=1, waiting=Verb.REJECT)
    write(lift_block, done.block_id, by=alice.id)
    form = {"batch": done.waiting.batch if done.waiting else ""}
    assert "blocked" not in signed_in(app, alice).post("/dashboard/undos", form, fragment=True).text
