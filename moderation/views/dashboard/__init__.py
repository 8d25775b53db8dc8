"""The moderators' dashboard: nothing in it answers a stranger."""

from __future__ import annotations

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
