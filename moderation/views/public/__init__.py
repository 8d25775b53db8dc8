"""Readers' pages: no cookies, no script needed."""

from __future__ import annotations

from flask import Blueprint

from moderation.views.public import health, metrics, readiness

BLUEPRINTS: tuple[Blueprint, ...] = (health.bp, metrics.bp, readiness.bp)
