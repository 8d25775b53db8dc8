"""Rehearsing a rule over the last 90 days, part by part."""

from __future__ import annotations

from datetime import timedelta

from moderation import outbox
from moderation.database import utcnow
from moderation.operations.rehearsals import go_on_later, keep_part
from moderation.outbox import Claimed
from moderation.queries.rehearsals import next_part
from moderation.transactions import write

A_TURN = timedelta(seconds=5)  # then letters may go out before the rest


def rehearse_rule(job: Claimed) -> None:
    """Look for what the rule would have caught; its page shows how far this has come.

    Reading and matching are done outside of any write, so that nobody waits for them.
    """
    rule_id, version = job.args["rule_id"], job.args["version"]
    until = utcnow() + A_TURN
    while part := next_part(rule_id, version):
        write(keep_part, rule_id, version, part)
        if utcnow() > until:
            write(go_on_later, job)
            return
    write(outbox.finish, job, utcnow())
