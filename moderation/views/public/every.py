"""Every room of readers' pages."""

from __future__ import annotations

from flask import Blueprint

from moderation.views.public import (
    appeals,
    assets,
    comments,
    demo,
    desk_assets,
    edits,
    feeds,
    flags,
    health,
    home,
    mailings,
    metrics,
    notices,
    readiness,
    receipts,
    threads,
    tickets,
    typos,
    widget,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    appeals.bp,
    assets.bp,
    comments.bp,
    demo.bp,
    desk_assets.bp,
    edits.bp,
    feeds.bp,
    flags.bp,
    health.bp,
    home.bp,
    mailings.bp,
    metrics.bp,
    notices.bp,
    readiness.bp,
    receipts.bp,
    threads.bp,
    tickets.bp,
    typos.bp,
    widget.bp,
)
