"""Passing on: to whoever can, to a duty, to a person; nobody has to guess."""

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Event, Job, Moderator, Role, Site, Subscription, Telling
from moderation.operations.dealing import deal
from moderation.operations.notify import announce_passing
from moderation.queries.filters import QueueFilter
from moderation.transactions import write
from moderation.worker.letters import tell_passing
from tests.factories import comment, moderator, site, stored
from tests.rows import count_of
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def news(app: Flask) -> Site:
    return site()


@pytest.fixture
def alice(news: Site) -> Moderator:
    return moderator(news)


@pytest.fixture
def bob(news: Site) -> Moderator:
    return moderator(news, name="Bob")


@pytest.fixture
def desk(app: Flask, alice: Moderator) -> Desk:
    return signed_in(app, alice)


def passed(desk: Desk, submission_id: int, to: str, note: str = "Is this libel?") -> int:
    url = f"/dashboard/submissions/{submission_id}/passings"
    return desk.post(url, {"to": to, "note": note}, fragment=True).status_code


def dealt(person: Moderator) -> int | None:
    return write(deal, QueueFilter(), by=person.id)


def does(person: Moderator, duty: str) -> Moderator:
    person.memberships[0].duties = [duty]
    db.session.commit()
    return person


def test_the_form_names_duties_and_people(
    news: Site, desk: Desk, alice: Moderator, bob: Moderator
) -> None:
    does(bob, "legal")
    page = desk.get(f"/dashboard/submissions/{comment(news).id}/passings/new").text
    assert 'value="whoever"' in page
    assert 'value="duty:legal"' in page
    assert f'value="person:{bob.id}"' in page
    assert f'value="person:{alice.id}"' not in page


def test_a_person_gets_it_and_nobody_else(
    news: Site, desk: Desk, alice: Moderator, bob: Moderator
) -> None:
    sent, carol = comment(news).id, moderator(news, name="Carol")
    assert passed(desk, sent, f"person:{bob.id}") == 200
    assert [dealt(alice), dealt(carol), dealt(bob)] == [None, None, sent]


def test_a_duty_gets_it(news: Site, desk: Desk, alice: Moderator, bob: Moderator) -> None:
    sent = comment(news).id
    assert passed(desk, sent, "duty:legal") == 200
    assert dealt(bob) is None
    assert dealt(does(bob, "legal")) == sent


def test_whoever_can_is_anybody_else(
    news: Site, desk: Desk, alice: Moderator, bob: Moderator
) -> None:
    sent = comment(news).id
    assert passed(desk, sent, "whoever") == 200
    assert [dealt(alice), dealt(bob)] == [None, sent]


def test_the_card_says_to_whom_and_why(news: Site, desk: Desk, bob: Moderator) -> None:
    passed(desk, comment(news).id, f"person:{bob.id}", "Is <b>this</b> libel?")
    page = desk.get("/dashboard/queue").text
    assert "Passed to <bdi" in page
    assert "Is &lt;b&gt;this&lt;/b&gt; libel?" in page


@pytest.mark.parametrize(
    ("to", "note"),
    [("duty:legal", ""), ("duty:cook", "x"), ("", "x"), ("person:99999", "x"), ("*", "x")],
)
def test_a_passing_needs_somebody_and_a_word(news: Site, desk: Desk, to: str, note: str) -> None:
    sent = comment(news).id
    assert passed(desk, sent, to, note) == 422
    assert not stored(sent).passed_duty


def test_nobody_passes_to_those_who_may_not_decide(news: Site, desk: Desk) -> None:
    editor = moderator(news, role=Role.EDITOR, name="Ed")
    stranger = moderator(site("Other", "other.example"), name="Sam")
    sent = comment(news).id
    assert passed(desk, sent, f"person:{editor.id}") == 422
    assert passed(desk, sent, f"person:{stranger.id}") == 422


def test_it_comes_back_to_everybody(
    news: Site, desk: Desk, alice: Moderator, bob: Moderator
) -> None:
    sent = comment(news).id
    passed(desk, sent, f"person:{bob.id}")
    desk.post(f"/dashboard/submissions/{sent}/passings/ends")
    assert dealt(alice) == sent


def test_a_passing_changes_no_version_and_is_logged(news: Site, desk: Desk) -> None:
    sent = comment(news).id
    version = stored(sent).version
    passed(desk, sent, "duty:lead")
    assert stored(sent).version == version
    events = db.session.scalars(select(Event.name)).all()
    assert events == ["passed"]


def test_passed_to_me_is_a_part_of_the_queue(
    app: Flask, news: Site, desk: Desk, bob: Moderator
) -> None:
    sent = comment(news).id
    comment(news, "Another one entirely.")
    passed(desk, sent, f"person:{bob.id}")
    page = signed_in(app, bob).get("/dashboard/queue?passed=1").text
    assert page.count("<article") == 1
    assert "Passed to you" in page


def test_a_bare_form_deals_on(app: Flask, news: Site, desk: Desk) -> None:
    first, second = comment(news, "One").id, comment(news, "Two").id
    url = f"/dashboard/submissions/{first}/passings?sat=1&turn=0"
    answer = desk.post(url, {"to": "whoever", "note": "I know her"})
    assert f"card={second}" in answer.location


def test_who_wants_to_hear_of_each_is_written_to(
    news: Site, desk: Desk, alice: Moderator, bob: Moderator
) -> None:
    sent = comment(news).id
    db.session.add(Subscription(moderator_id=bob.id, telling=Telling.EACH))
    db.session.commit()
    passed(desk, sent, f"person:{bob.id}")
    write(announce_passing, sent, by=alice.id)
    letter = tell_passing("https://m.example", moderator_id=bob.id, submission_id=sent)
    assert letter is not None
    assert "> Is this libel?" in letter.text
    assert db.session.scalar(select(Job.id).where(Job.name == "tell_passing"))


def test_a_passing_taken_back_in_time_is_not_written_about(
    news: Site, desk: Desk, alice: Moderator, bob: Moderator
) -> None:
    sent = comment(news).id
    db.session.add(Subscription(moderator_id=bob.id, telling=Telling.EACH))
    db.session.commit()
    passed(desk, sent, f"person:{bob.id}")
    desk.post(f"/dashboard/submissions/{sent}/passings/ends")
    before = count_of(Job)
    write(announce_passing, sent, by=alice.id)
    assert count_of(Job) == before
