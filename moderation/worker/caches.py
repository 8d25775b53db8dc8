"""Telling caches what to throw away, until it is too late to matter."""

from __future__ import annotations

from datetime import timedelta

from moderation import outbox
from moderation.database import utcnow
from moderation.integrations.caches import SHARED_AGE, purge
from moderation.integrations.http import FetchError
from moderation.outbox import Claimed
from moderation.queries.cached import changed_tags
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.calls import NotAnsweredError

POINTLESS = timedelta(seconds=2 * SHARED_AGE)  # by then no cache has it any more


def purge_caches(job: Claimed, settings: Settings) -> None:
    """Ask each cache; when one does not do it, all are asked again later."""
    tags = changed_tags(job.args.get("page_ids", ()), job.args.get("site_id"))
    if tags and utcnow() - job.created_at < POINTLESS:
        failed = [why for cache in settings.purge_urls if (why := _ask(cache, tags, settings))]
        if failed:
            raise NotAnsweredError(failed[0])
    write(outbox.finish, job, utcnow())


def _ask(cache: tuple[str, str], tags: list[str], settings: Settings) -> str:
    """Why a cache has not done it, if it has not."""
    try:
        answer = purge(*cache, tags, token=settings.purge_token)
    except FetchError as error:
        return f"{cache[1]}: {error.code}"
    return "" if 200 <= answer.status < 300 else f"{cache[1]}: answered {answer.status}"
