"""The moderators' dashboard: nothing in it answers a stranger."""

from __future__ import annotations

from flask import Blueprint

from moderation.views.dashboard import (
    account,
    assets,
    blocks,
    closings,
    decisions,
    events,
    fixes,
    help,
    keys,
    letters,
    log,
    log_files,
    memberships,
    outbox,
    pages,
    people,
    queue,
    sites,
    submissions,
    tokens,
    undos,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    assets.bp,
    queue.bp,
    submissions.bp,
    decisions.bp,
    undos.bp,
    fixes.bp,
    closings.bp,
    log.bp,
    log_files.bp,
    events.bp,
    help.bp,
    blocks.bp,
    pages.bp,
    sites.bp,
    people.bp,
    memberships.bp,
    keys.bp,
    account.bp,
    letters.bp,
    tokens.bp,
    outbox.bp,
)
