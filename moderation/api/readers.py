"""What readers' scripts on a site's own pages ask for."""

from __future__ import annotations

from flask import Blueprint

from moderation.api import comments, counts, flags, threads, typos

BLUEPRINTS: tuple[Blueprint, ...] = (comments.bp, typos.bp, flags.bp, threads.bp, counts.bp)
