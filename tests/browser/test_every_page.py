"""Every page of the dashboard: for a screen reader, in the dark, and on a small screen.

The pages are those the app itself says it has, each opened with a thing of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import ConsoleMessage, Page
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Moderator, Role, Site, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.browser.axe import bring_axe, objections
from tests.browser.desks import sit_down
from tests.factories import comment, moderator, site, typo
from tests.objecting import flag
from tests.test_guards import address, routes, things_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# Files and parts of pages, pages for those who are not signed in, and the queue by another name.
SKIPPED = (
    *("dashboard/static", "log/file", "events/file", "dossier", "dashboard/cards", "pulse"),
    *("dashboard/login", "dashboard/reset", "passkey-sign-in", "invitations"),
    *("tf-validate", "mf-recovery", "dashboard/views", "pull-backs", "corrections/file"),
)
PARTS = 4  # one after another they would take two minutes
SAME = {"exclude": [["#rail"], [".top-bar"]]}  # on every page: one of each part is enough
STATES = (
    *("queue?kind=typo_report", "queue?status=decided", "corrections?pile=open", "queue?q=casino"),
    *("queue?status=deleted", "queue?waiting_for=flag", "submissions/999", "mf-recovery-codes"),
    *("pull-backs/new?site={key}&since=2026-01-01T00:00", "figures?days=7", "figures?days=90"),
)


def pages_of(app: Flask, news: Site) -> Iterator[str]:
    """Each page of the dashboard, and some states of the queue, of a site that has everything."""
    fill(news)
    things = things_of(news)
    for rule, method in routes(app):
        path = address(rule, things)
        if method == "GET" and not any(each in path for each in SKIPPED):
            yield path
    yield from (f"/dashboard/{state.format(key=news.key)}" for state in STATES)


def fill(news: Site) -> None:
    """What is worth a look in a queue: decided, flagged, answered, found out, endless."""
    anna = moderator(news, role=Role.ADMIN, name="Anna").id
    done = comment(news, "Done with", email="vera@mail.example")
    write(decide, done.id, Verb.APPROVE, by=anna, version=None, reason="Fine")
    write(decide, typo(news).id, Verb.APPROVE, by=anna, version=None)
    flag(news, done.id)
    comment(news, "A casino https://a.example\n\n> quote\n\n`code`", parent_id=done.id)
    comment(news, "W" * 400, name="W" * 80)


@pytest.fixture
def errors(tab: Page) -> list[str]:
    """What the console says is wrong, but for a page that is not there."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 404" not in message.text:
            said.append(message.text)

    tab.on("console", note)
    return said


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_what_axe_objects_to(
    live: Flask, tab: Page, errors: list[str], part: int
) -> None:
    news = site("News", banned_words="casino", person_figures="on", second_readings="100")
    pages = list(pages_of(live, news))[part::PARTS]
    alice = db.session.scalars(select(Moderator).where(Moderator.name == "Alice")).one()
    alice.is_owner = True
    db.session.commit()
    bring_axe(tab)
    sit_down(tab, live, alice)
    found: dict[str, list[Any]] = {}
    for path in pages:
        home = tab.url.partition("/dashboard/")[0]
        tab.goto("about:blank")  # what axe broke of the page's policy on styles is said by now
        errors.clear()
        tab.goto(home + path)
        found[path] = [*errors, *objections(tab, SAME if found else None)]
    assert {path: each for path, each in found.items() if each} == {}
