"""Showing the drawer: beside the cards for a script, else as a page of its own."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.models import Role
from moderation.operations.blocks import Mark
from moderation.queries.drawer import Drawer, drawer
from moderation.queries.senders import find_author
from moderation.queries.submissions import reaches
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator, wants_fragment

BLOCK_DAYS = (1, 7, 30, 365)


def drawer_answer(
    author_id: int, submission_id: int | None = None, **more: object
) -> ResponseReturnValue:
    """The drawer of a sender; ``more``: ``note``, ``batch`` to undo, ``problem``, ``said``."""
    moderator = current_moderator()
    author = find_author(author_id, moderator=moderator)
    seen = drawer(
        author,
        moderator=moderator,
        submission_id=submission_id or asked_submission(),
        after=request.args.get("after", "") if request.method == "GET" else "",
    )
    is_panel = wants_fragment()
    page = "_drawer.html" if is_panel else "author.html"
    return render_template(
        f"dashboard/{page}",
        drawer=seen,
        me=moderator.id,
        is_panel=is_panel,
        is_admin=reaches(moderator.role_on(author.site_id), Role.ADMIN),
        marks=_marks(seen),
        days=sorted({*BLOCK_DAYS, seen.site.policy.block_days}),
        **more,
    )


def told(author_id: int, note: str, batch: str = "") -> ResponseReturnValue:
    """The drawer with a word on what was done; without a script the page again."""
    if wants_fragment():
        return drawer_answer(author_id, note=note, batch=batch)
    flash(note, f"undo {batch}" if batch else "success")
    return redirect(drawer_url(author_id), 303)


def drawer_url(author_id: int) -> str:
    """The drawer's address, opened from the same submission."""
    asked = asked_submission()
    return url_for("dashboard_authors.show", author_id=author_id, submission=asked)


def asked_submission() -> int | None:
    """From which submission the drawer was opened."""
    reader = Reader(request.args)
    return checked(reader, reader.whole("submission")) or None


def _marks(seen: Drawer) -> list[Mark]:
    """What this sender can be blocked by, the surest first."""
    if seen.asked is None or seen.is_newsroom:
        return []
    has = {
        Mark.AUTHOR: seen.has_key,
        Mark.EMAIL: bool(seen.author.email),
        Mark.NETWORK: bool(seen.asked.visitor_hash),
    }
    return [mark for mark, is_there in has.items() if is_there]
