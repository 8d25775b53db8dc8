"""Readers' pages: no cookies, no script needed."""

from __future__ import annotations

from flask import Blueprint

from moderation.views.public import (
    appeals,
    assets,
    comments,
    correction_feeds,
    demo,
    edits,
    feeds,
    flags,
    health,
    home,
    mailings,
    marked_places,
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
    correction_feeds.bp,
    demo.bp,
    edits.bp,
    feeds.bp,
    flags.bp,
    health.bp,
    home.bp,
    mailings.bp,
    marked_places.bp,
    metrics.bp,
    notices.bp,
    readiness.bp,
    receipts.bp,
    threads.bp,
    tickets.bp,
    typos.bp,
    widget.bp,
)
