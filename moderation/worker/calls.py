"""Calling the programs of sites, and trying again later when they do not answer."""

from __future__ import annotations

from moderation import outbox
from moderation.database import utcnow
from moderation.integrations.http import FetchError
from moderation.integrations.webhooks import Call, call
from moderation.operations.webhooks import GONE, PING, note_call
from moderation.outbox import Claimed
from moderation.queries.webhooks import told_to
from moderation.settings import Settings
from moderation.text.urls import host_of
from moderation.transactions import write


class NotAnsweredError(Exception):
    """A program did not take what it was told; says why on one line."""


def call_webhook(job: Claimed, settings: Settings) -> None:
    """Call one address; what fails is tried again, but for a mere trial.

    While an address rests, nothing waits for it but what it is to be told.
    """
    webhook_id, event = job.args["webhook_id"], job.args["event"]
    told = told_to(webhook_id, job.args["submission_id"])
    if told and told.rests_until and utcnow() < told.rests_until and event != PING:
        write(outbox.release, job, told.rests_until)
        return
    if told is not None:
        one = Call(told.url, told.secret, event, f"{job.id}", told.facts)
        status, why = _call(one, settings)
        write(note_call, webhook_id, status, why)
        if not _is_done(status) and event != PING:
            raise NotAnsweredError(why or f"answered {status}")
    write(outbox.finish, job, utcnow())


def _call(one: Call, settings: Settings) -> tuple[int | None, str]:
    try:
        answer = call(one, private=settings.private_among([host_of(one.url)]), now=utcnow())
    except FetchError as error:
        return None, error.code
    return answer.status, ""


def _is_done(status: int | None) -> bool:
    return status is not None and (200 <= status < 300 or status == GONE)
