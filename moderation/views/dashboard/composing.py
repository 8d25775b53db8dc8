"""A form in which a moderator writes: in the card for a script, else a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import render_template, request

from moderation.drafts.comments import read_source
from moderation.drafts.fields import Reader
from moderation.drafts.limits import Limits
from moderation.errors import Conflict, Errors, Invalid
from moderation.models import Moderator
from moderation.queries.cards import Card
from moderation.queries.submissions import find_comment
from moderation.transactions import write
from moderation.views.dashboard.cards import place_of
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator, wants_fragment
from moderation.wording import error_texts

T = TypeVar("T")


@dataclass(frozen=True)
class Written:
    """What came in with the form: the text, the version that was on screen, and the step."""

    source: str
    version: int | None
    approves: bool


@dataclass(frozen=True)
class Wrong:
    """What keeps a text from being taken; it is shown again with what was typed."""

    said: str
    errors: Errors = field(default_factory=dict)
    is_stale: bool = False

    @property
    def status(self) -> int:
        """Of the answer that shows it."""
        return 409 if self.is_stale else 422

    @property
    def texts(self) -> list[str]:
        return [text for texts in error_texts(self.errors).values() for text in texts]


def read_written(limit: Limits) -> Written:
    """The form; raises ``Invalid``."""
    reader = Reader(request.form)
    written = Written(
        source=read_source(reader, limit),
        version=reader.whole("version"),
        approves=reader.tick("approves"),
    )
    return checked(reader, written)


def take_written(
    operation: Callable[..., T], submission_id: int, *, by: Moderator
) -> tuple[T, Written] | Wrong:
    """What became of the text in the form, or what keeps it from being taken."""
    comment = find_comment(submission_id, moderator=by)
    said = request.form.get("source", "")
    try:
        written = read_written(Limits.of(comment.site.policy))
        done = write(
            operation,
            submission_id,
            written.source,
            by=by.id,
            version=written.version,
            approves=written.approves,
        )
    except Invalid as invalid:
        return Wrong(said, invalid.errors)
    except Conflict:
        return Wrong(said, is_stale=True)
    return done, written


def compose(name: str, card: Card, *, wrong: Wrong | None, **more: Any) -> str:
    """The form ``_edit.html`` or ``_reply.html`` of a comment.

    To a script a text that was refused comes back in its card.
    """
    at = place_of(request.args)
    page = f"_{name}.html" if wrong is None else "_one_card.html"
    page = page if wants_fragment() else "composing.html"
    return render_template(
        f"dashboard/{page}",
        card=card,
        name=name,
        at=at,
        pile="" if "alone" in at else at.get("status", "waiting"),
        me=current_moderator().id,
        limit=Limits.of(card.submission.site.policy).comment,
        composing=name,
        is_alone=not wants_fragment(),
        wrong=wrong,
        conflict=wrong is not None and wrong.is_stale,
        **more,
    )
