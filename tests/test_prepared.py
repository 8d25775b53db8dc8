"""What goes to SQLite's driver by itself comes back as SQLAlchemy would have told it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from moderation.extensions import db
from moderation.models import Author, Job, Kind, RuleHit, Submission, Trust
from moderation.prepared import DRIVER, add, add_all, change, rows, rows_now
from moderation.transactions import write
from tests.factories import comment, site

AUTHORS: Any = Author.__table__
JOBS: Any = Job.__table__
NOW = datetime(2026, 3, 1, 12, 30, 15, 250000, tzinfo=UTC)
WHO = select(Author.name, Author.trust, Author.created_at, Author.email_verified_at)


def both_ways(ask: Callable[[], Any]) -> tuple[Any, Any]:
    """In a write, and outside of one."""
    return write(ask), ask()


def test_types_are_python_s_own_either_way(app: Flask) -> None:
    row = {"site_id": site().id, "name": "Łukasz", "trust": Trust.TRUSTED, "created_at": NOW}
    number = write(add, insert(AUTHORS), row)
    which = WHO.where(Author.id == bindparam("id"))
    inside, outside = both_ways(lambda: [tuple(row) for row in rows(which, {"id": number})])
    assert inside == outside == [("Łukasz", Trust.TRUSTED, NOW, None)]
    assert type(inside[0][1]) is Trust
    assert db.session.get_one(Author, number).approved == 0


def test_json_and_defaults_are_stored_as_by_the_model(app: Flask) -> None:
    job = {"name": "x", "args": {"text": "“ё”", "n": [1]}, "due_at": NOW, "created_at": NOW}
    db.session.add(Job(**job))
    db.session.commit()
    write(add, insert(JOBS), job)
    columns = select(*(column for column in JOBS.c if column.name != "id"))
    one, other = db.session.execute(columns).all()
    assert one == other
    assert one.args == job["args"]


def test_lists_of_any_length_are_asked_for(app: Flask) -> None:
    ids = [comment(site()).id for _ in range(3)]
    which = select(Submission.id).where(
        Submission.id.in_(bindparam("ids", expanding=True)), Submission.kind == Kind.COMMENT
    )
    for some in ([], ids[:1], ids):
        inside, outside = both_ways(
            lambda some=some: sorted(number for (number,) in rows(which.limit(9), {"ids": some}))  # type: ignore[misc]
        )
        assert inside == outside == some


def test_many_are_added_at_once(app: Flask) -> None:
    several = [
        {"name": str(n), "args": {}, "due_at": NOW + timedelta(n), "created_at": NOW}
        for n in range(5)
    ]
    write(add_all, insert(JOBS), several)
    found = db.session.scalars(select(Job.due_at).order_by(Job.id)).all()
    assert found == [each["due_at"] for each in several]


def test_what_the_session_holds_is_seen(app: Flask) -> None:
    def add_and_look(site_id: int) -> int:
        db.session.add(Author(site_id=site_id, name="New"))
        return len(rows(select(Author.id)))

    assert write(add_and_look, site().id) == 1


def test_a_refusal_is_told_as_ever_and_undone(app: Flask) -> None:
    hit = {"rule_id": 999, "day": NOW, "number": 1}  # there is no such rule

    def break_it() -> None:
        add(insert(JOBS), {"name": "x", "args": {}, "due_at": NOW, "created_at": NOW})
        add(insert(RuleHit.__table__), hit)  # type: ignore[arg-type]
        db.session.connection().exec_driver_sql("SELECT 1")
        raise AssertionError

    with pytest.raises(IntegrityError):
        write(break_it)
    assert db.session.scalars(select(Job.id)).all() == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_a_write_has_the_driver(app: Flask) -> None:
    assert write(lambda: DRIVER in db.session().info)
    assert DRIVER not in db.session().info


def test_rows_are_changed_and_counted_either_way(app: Flask) -> None:
    ids = [write(add, insert(AUTHORS), {"site_id": site().id, "created_at": NOW}) for _ in range(2)]
    statement = (
        update(AUTHORS)
        .where(AUTHORS.c.id.in_(bindparam("ids", expanding=True)))
        .values(trust=bindparam("trust"), email_verified_at=NOW)
    )

    def outside(change: Callable[..., int], *given: Any) -> int:
        number = change(*given)
        db.session.commit()
        return number

    for kind, doing in ((Trust.HELD, write), (Trust.TRUSTED, outside)):
        assert doing(change, statement, {"ids": ids, "trust": kind}) == 2
        found = db.session.execute(select(Author.trust, Author.email_verified_at)).all()
        assert found == [(kind, NOW)] * 2
    gone = delete(AUTHORS).where(AUTHORS.c.id == bindparam("id"))
    assert [write(change, gone, {"id": each}) for each in (ids[0], ids[0])] == [1, 0]


def test_a_look_before_any_transaction_begins_none(app: Flask) -> None:
    write(add, insert(AUTHORS), {"site_id": site().id, "created_at": NOW, "name": "Łukasz"})
    is_embedded = db.engine.dialect.name == "sqlite"
    db.session.rollback()
    assert rows_now(select(Author.name, Author.created_at)) == [("Łukasz", NOW)]
    assert db.session().in_transaction() is not is_embedded
    db.session.add(Author(site_id=site().id, name="New"))
    db.session.flush()
    assert len(rows_now(select(Author.id))) == 2
