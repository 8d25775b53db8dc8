"""What is degraded, in one place: for the owner alone."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from moderation import outbox
from moderation.accounts.attempts import Attempts
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Job, Role, Site
from moderation.operations.beats import beat
from moderation.operations.webhooks import add_webhook, note_call
from moderation.transactions import write
from moderation.troubles import begin, end
from tests.factories import moderator, site
from tests.signing_in import Desk, signed_in

HOUR_AGO = utcnow().replace(year=2020)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def owner(app: Flask) -> Desk:
    return signed_in(app, moderator(is_owner=True))


def state(owner: Desk) -> str:
    return owner.get("/dashboard/state").text


def failing_webhook(news: Site) -> int:
    alice = moderator(news, role=Role.ADMIN)
    hook = write(add_webhook, news.id, "https://cms.example/hook", by=alice.id)
    write(note_call, hook, None, "unreachable")
    return hook


def test_it_says_that_everything_works(owner: Desk) -> None:
    assert "Everything works" in state(owner)


def test_it_tells_of_a_worker_that_is_gone(owner: Desk) -> None:
    write(beat, "worker", HOUR_AGO)
    assert "The worker does not run." in state(owner)


def test_it_tells_of_a_worker_that_never_came(owner: Desk) -> None:
    write(outbox.enqueue, "tell_digest", moderator_id=1)
    assert "Everything works" in state(owner)
    db.session.execute(update(Job).values(due_at=HOUR_AGO))
    db.session.commit()
    page = state(owner)
    assert "The worker does not run." in page
    assert "Start it: “moderation worker”, or “moderation serve --with-worker”." in page


def test_it_tells_of_jobs_that_fail(owner: Desk) -> None:
    write(outbox.enqueue, "tell_digest", moderator_id=1)
    job = write(outbox.claim, utcnow())
    assert job is not None
    write(outbox.fail, job, "MailError: no answer", utcnow())
    assert "Digest: it fails and is tried again." in state(owner)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("https://Cache.example:8443/x: unreachable", "The cache at cache.example:8443 does not"),
        ("https://cache.example/: answered 500", "The cache at cache.example does not"),
        ("KeyError: 'page_ids'", "Tell caches what readers are to see anew: it fails"),
    ],
)
def test_it_tells_of_a_cache_that_does_not_take_purges(owner: Desk, error: str, told: str) -> None:
    for _ in range(2):
        write(outbox.enqueue, "purge_caches", page_ids=[1])
        job = write(outbox.claim, utcnow())
        assert job is not None
        write(outbox.fail, job, error, utcnow())
    assert state(owner).count(told) == 1


def test_it_tells_of_a_program_until_it_answers(owner: Desk) -> None:
    hook = failing_webhook(site())
    assert "The program at cms.example does not take calls." in state(owner)
    write(note_call, hook, 200)
    assert "Everything works" in state(owner)


def test_it_asks_redis(app: Flask, owner: Desk) -> None:
    app.extensions["moderation.attempts"] = Attempts("redis://127.0.0.1:1")
    assert "Redis does not answer." in state(owner)
    app.extensions["moderation.attempts"] = Attempts()
    assert "Everything works" in state(owner)


def test_it_tells_what_this_process_has_met(owner: Desk) -> None:
    begin("purge", "cache.example")
    begin("unheard_of", "thing")
    page = state(owner)
    assert "The cache at cache.example does not take purges." in page
    assert "unheard_of thing" in page
    end("purge", "cache.example")
    assert "cache.example" not in state(owner)


def test_an_admin_does_not_find_it(app: Flask) -> None:
    admin = signed_in(app, moderator(site(), role=Role.ADMIN))
    assert admin.get("/dashboard/state").status_code == 404
    assert "/dashboard/state" not in admin.get("/dashboard/queue").text
