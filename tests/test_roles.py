"""Every address of the dashboard by role: what is not named here is for admins, owners or nobody.

A new address is refused to lesser roles until it is named, and may not change anything when read.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.app import create_app
from moderation.extensions import db
from moderation.models import Moderator, Role
from moderation.operations.memberships import remove_membership
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import moderator, site
from tests.signing_in import Desk, signed_in
from tests.test_guards import CHANGING, address, ask, routes, things_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# Where everybody who is signed in finds what is theirs; the comments of the site are not.
EVERYBODYS = {
    "account", "assets", "batches", "claims", "correction_figures", "correction_files",
    "correction_groups", "corrections", "deal", "desk_assets", "dictionary", "events", "feeds",
    "help", "house_answers", "invitations", "letters", "log", "log_files", "notices.index",
    "pages.index", "passkey_sign_ins", "passkeys", "proposals", "pulse", "queue", "saved_views",
    "second_factors", "second_readings.index", "selections", "sign_ins", "undos",
}  # fmt: skip
MODERATORS = EVERYBODYS | {
    "authors", "blocks", "brakes", "branches", "closings", "decisions", "edits", "figures", "fixes",
    "folds", "notes", "notices", "pages", "passings", "pull_backs", "replies", "second_readings",
    "submissions",
}  # fmt: skip
# What a moderator has of these is their own.
OWN = {"view_id", "selection_id", "sign_in_id", "passkey_id", "token_id"}


def found(desk: Desk, app: Flask, things: dict[str, object], *, named: set[str]) -> set[str]:
    """The endpoints without a name here that answer anything but 404."""
    answers = {
        rule.endpoint: ask(desk, method, address(rule, things), verb="none")
        for rule, method in routes(app)
        if rule.endpoint.startswith("dashboard_") and not _is_named(rule.endpoint, named)
    }
    return {endpoint for endpoint, status in answers.items() if status != 404}


def _is_named(endpoint: str, named: set[str]) -> bool:
    name = endpoint.removeprefix("dashboard_")
    return name in named or name.rpartition(".")[0] in named


@pytest.mark.parametrize(
    ("role", "named"), [(Role.EDITOR, EVERYBODYS), (Role.MODERATOR, MODERATORS)]
)
def test_a_lesser_role_finds_nothing_else(app: Flask, role: Role, named: set[str]) -> None:
    news = site()
    things = things_of(news)
    desk = signed_in(app, moderator(news, role=role, name="Mo"))
    assert found(desk, app, things, named=named) == set()


def test_who_has_just_lost_the_site_finds_nothing_of_it(app: Flask) -> None:
    things = things_of(site())
    alice = db.session.get_one(Moderator, things["person_id"])
    desk, olga = signed_in(app, alice), moderator(is_owner=True, name="Olga")
    assert desk.get(f"/dashboard/submissions/{things['submission_id']}").status_code == 200
    write(remove_membership, int(str(things["membership_id"])), by=olga.id)
    answers = {
        (method, rule.rule): ask(desk, method, address(rule, things), verb="approve")
        for rule, method in routes(app)
        if "<" in rule.rule and rule.arguments - OWN and rule.endpoint.startswith("dashboard_")
    }
    assert {which: status for which, status in answers.items() if status != 404} == {}


def test_reading_changes_nothing(settings: Settings) -> None:
    app = create_app(replace(settings, base_url="https://desk.example"))  # where passkeys can be
    with app.app_context():
        things = things_of(site())
        desk = signed_in(app, moderator(is_owner=True, name="Olga"))
        before = contents()
        for rule, method in routes(app):
            if method not in CHANGING:
                ask(desk, method, address(rule, things))
        assert contents() == before
        db.session.remove()


def contents() -> dict[str, list[str]]:
    """All that is in the database."""
    db.session.rollback()
    tables = db.metadata.sorted_tables
    return {each.name: sorted(map(repr, db.session.execute(select(each)))) for each in tables}
