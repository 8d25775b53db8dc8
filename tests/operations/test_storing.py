"""What decisions change of submissions is written past the session, and counted once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm.exc import StaleDataError

from moderation.extensions import db
from moderation.models import Comment, Submission, Verb
from moderation.operations.consequences import follow, new_batch
from moderation.operations.storing import store
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests.factories import comment, site, stored

pytestmark = pytest.mark.usefixtures("app")


def test_what_else_has_changed_counts_no_version_of_its_own() -> None:
    said = comment(site())
    before = stored(said.id).version
    write(withdraw, said.id, sighting_id=None)
    after = stored(said.id)
    assert after.withdrawn_at is not None
    assert after.version == before + 1


def test_the_session_does_not_write_it_again() -> None:
    said = stored(comment(site()).id)
    said.decide(Verb.APPROVE, by=None, batch=new_batch())
    store([said])
    assert said not in db.session.dirty


def test_nobody_overwrites_what_another_one_wrote_meanwhile() -> None:
    said = stored(comment(site()).id)
    table: Any = Submission.__table__
    later = update(table).where(table.c.id == said.id).values(version=table.c.version + 1)
    db.session.connection().execute(later)
    decision = said.decide(Verb.APPROVE, by=None, batch=new_batch())
    with pytest.raises(StaleDataError):
        follow(decision, said)


def test_a_decision_is_known_to_the_log_at_once() -> None:
    said = db.session.get_one(Comment, comment(site()).id)
    decision = said.decide(Verb.APPROVE, by=None, batch=new_batch())
    follow(decision, said)
    assert [each.id for each in db.session.scalars(said.decisions.select())] == [decision.id]
