"""The moderators' dashboard: nothing in it answers a stranger."""

from __future__ import annotations

from flask import Blueprint

from moderation.views.dashboard import assets, queue

BLUEPRINTS: tuple[Blueprint, ...] = (assets.bp, queue.bp)
