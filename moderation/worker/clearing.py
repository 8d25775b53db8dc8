"""Clearing away what is no longer needed: in small parts, between which others write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from moderation import outbox
from moderation.operations.purge import (
    AT_ONCE,
    purge_checks,
    purge_jobs,
    purge_keys,
    purge_selections,
    purge_sign_ins,
)
from moderation.operations.retention import (
    forget_idle,
    forget_networks,
    let_go_of_closed,
    let_go_of_refused,
)
from moderation.queries.retention import NETWORKS, idle_authors, old_networks, upto
from moderation.settings import Settings
from moderation.transactions import write

PURGES: tuple[Callable[[datetime], int], ...] = (
    purge_keys,
    purge_jobs,
    purge_selections,
    purge_sign_ins,
    purge_checks,
)


def clear_away(_settings: Settings, now: datetime) -> bool:
    """Give up on worn-out jobs, and remove what has been kept long enough; whether more is."""
    write(outbox.give_up, now)
    removed = [write(purge, now) for purge in PURGES]
    return max(removed) >= AT_ONCE


def erase_old(_settings: Settings, now: datetime) -> bool:
    """Erase the texts that the sites' rules no longer keep; whether any were left to erase."""
    erased = [write(let_go_of_refused, now), write(let_go_of_closed, now)]
    return any(erased)


def forget_senders(settings: Settings, now: datetime) -> bool:
    """Forget from which networks things were sent long ago; whether more are to be."""
    if not settings.network_days:
        return False
    before, more = now - timedelta(days=settings.network_days), False
    for name in NETWORKS:
        found = old_networks(name, upto(name), before)
        if found.ids or found.more:
            write(forget_networks, name, found)
        more = more or found.more
    return more


def forget_idle_authors(settings: Settings, now: datetime) -> bool:
    """Forget who sent nothing for long, some of all authors at a time; whether more are left."""
    if not settings.author_days:
        return False
    before = now - timedelta(days=settings.author_days)
    found = idle_authors(upto("authors"), before, now)
    if found.ids or found.more:
        write(forget_idle, found, before=before, now=now)
    return found.more
