"""What programs of moderators ask for, and the description of it all."""

from __future__ import annotations

from flask import Blueprint

from moderation.api import (
    batches,
    corrections,
    decisions,
    openapi,
    outcomes,
    pages,
    queue,
    saved_pages,
    undos,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
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
