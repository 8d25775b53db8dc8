"""Readers' pages: no cookies, no script needed."""

from __future__ import annotations

from flask import Blueprint

from moderation.views.public import (
    assets,
    comments,
    demo,
    feeds,
    health,
    home,
    metrics,
    readiness,
    receipts,
    threads,
    tickets,
    typos,
    widget,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    assets.bp,
    comments.bp,
    demo.bp,
    feeds.bp,
    health.bp,
    home.bp,
    metrics.bp,
    readiness.bp,
    receipts.bp,
    threads.bp,
    tickets.bp,
    typos.bp,
    widget.bp,
)
