"""The moderators' dashboard: nothing in it answers a stranger."""

from __future__ import annotations

from flask import Blueprint

from moderation.views.dashboard import (
    assets,
    blocks,
    closings,
    decisions,
    fixes,
    help,
    log,
    pages,
    queue,
    sites,
    submissions,
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
    help.bp,
    blocks.bp,
    pages.bp,
    sites.bp,
)
