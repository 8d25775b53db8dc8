"""The migrations lead to the models, and back, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, select, text

from moderation.extensions import db
from moderation.migrating import downgrade, is_modelled, upgrade
from moderation.models import Sighting, Status, Submission, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo

OPTIONS = {"compare_type": True, "include_name": is_modelled}
A_SITE = """INSERT INTO sites (id, key, name, policy_settings, rules_version, created_at)
    VALUES (7, 'news', 'News', '{}', 0, '2026-03-02 09:00:00')"""
TWO_RULES = """INSERT INTO rules (id, site_id, kind, pattern, version, active, created_at)
    VALUES (3, 7, 'word', 'casino', 1, '1', '2026-03-02 09:00:00'),
           (4, NULL, 'word', 'poker', 1, '1', '2026-03-02 09:00:00')"""
VERSIONS = Path(__file__).parents[1] / "migrations" / "versions"


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_they_lead_to_the_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, db.metadata) == []


def test_they_lead_back_and_up_again(app: Flask) -> None:
    everything = tables()
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert tables() == everything


def test_each_one_can_be_taken_back(app: Flask) -> None:
    for _ in VERSIONS.glob("*.py"):
        downgrade()
    assert tables() == set()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_keeps_its_references(app: Flask) -> None:
    assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
    assert db.session.scalar(text("PRAGMA foreign_keys")) == 1


def test_what_was_sent_and_decided_stays(app: Flask) -> None:
    sent = comment(site())
    write(decide, sent.id, Verb.APPROVE, by=moderator(is_owner=True).id, version=None)
    before = stored(sent.id).findings
    db.session.close()
    downgrade(revision="0001")
    upgrade()
    kept = stored(sent.id)
    assert (kept.status, kept.findings, kept.site.name) == (Status.APPROVED, before, "News")


def test_a_rule_keeps_its_site(app: Flask) -> None:
    downgrade(revision="0001")
    with db.engine.begin() as connection:
        connection.execute(text(A_SITE))
        connection.execute(text(TWO_RULES))
    upgrade()
    with db.engine.begin() as connection:
        assert connection.execute(text("SELECT rule_id, site_id FROM rule_sites")).all() == [(3, 7)]
        assert connection.execute(text("SELECT id FROM rules WHERE for_all")).all() == [(4,)]
    downgrade(revision="0001")
    with db.engine.begin() as connection:
        kept = connection.execute(text("SELECT id, site_id FROM rules ORDER BY id")).all()
    assert kept == [(3, 7), (4, None)]


def test_what_readers_selected_is_kept_with_each_sending(app: Flask) -> None:
    sent = typo(site(), "«teh»")
    write(decide, sent.id, Verb.APPROVE, by=moderator(is_owner=True).id, version=None)
    db.session.close()
    downgrade(revision="0003")
    upgrade()
    report = stored(sent.id)
    sighting = db.session.scalars(select(Sighting)).one()
    assert isinstance(report, TypoReport)
    assert (report.folded, report.page_title) == ('"teh"', "An article")
    assert (sighting.exact, sighting.prefix) == ("«teh»", "and so ")
    assert report.next_check_at is not None


def test_what_readers_see_is_found_anew(app: Flask) -> None:
    news, alice = site(hold="findings", newcomers="welcome"), moderator(is_owner=True)
    root, other = comment(news, "A root.").id, comment(news, "Another.").id
    reply = comment(news, "A reply.", parent_id=root).id
    deep = comment(news, "Deep.", parent_id=reply).id
    hidden = comment(news, "Hidden.", parent_id=other).id
    for each in (root, reply):
        write(withdraw, each, None)
    write(decide, other, Verb.REJECT, by=alice.id, version=stored(other).version)
    before = shown_and_roots()
    assert before == {
        root: (0, True),
        other: (0, False),
        reply: (root, True),
        deep: (root, True),
        hidden: (other, False),
    }
    downgrade(revision="0004")
    upgrade()
    assert shown_and_roots() == before


def shown_and_roots() -> dict[int, tuple[int, bool]]:
    """On whose branch each comment stands, and whether readers see it."""
    rows = db.session.execute(select(Submission.id, Submission.root_id, Submission.shown)).all()
    db.session.close()
    return {id_: (root_id, shown) for id_, root_id, shown in rows}
