"""The JSON interface, as thin as the views."""

from __future__ import annotations

from flask import Blueprint

from moderation.api import (
    batches,
    comments,
    corrections,
    counts,
    decisions,
    flags,
    openapi,
    outcomes,
    pages,
    queue,
    saved_pages,
    threads,
    typos,
    undos,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    comments.bp,
    typos.bp,
    flags.bp,
    threads.bp,
    counts.bp,
    queue.bp,
    decisions.bp,
    batches.bp,
    undos.bp,
    pages.bp,
    corrections.bp,
    outcomes.bp,
    saved_pages.bp,
    openapi.bp,
)
