"""Public comments, and what readers and authors say against them, for tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from moderation.drafts import FlagDraft, NoticeDraft, Sender
from moderation.extensions import db
from moderation.models import Comment, Moderator, Site, Verb
from moderation.operations.decide import Decided, decide
from moderation.operations.flags import flag_comment
from moderation.operations.notices import receive_notice
from moderation.operations.revisions import edit_own
from moderation.transactions import write
from tests import factories


def public(site: Site, by: Moderator, source: str = "A calm remark.", **more: Any) -> int:
    """A comment that a moderator has approved; its number."""
    sent = factories.comment(site, source, **more)
    decided(sent.id, Verb.APPROVE, by)
    return sent.id


def decided(number: int, verb: Verb, by: Moderator, reason: str = "") -> Decided:
    """Decide on a comment as it is now."""
    version = factories.stored(number).version
    return write(decide, number, verb, by=by.id, version=version, reason=reason)


def flag(site: Site, number: int, network: str = "b", reason: str = "spam", **more: Any) -> None:
    """A reader's flag, from a network of its own."""
    words, sender = more.pop("words", ""), Sender(**more)
    draft = FlagDraft(number, sender, reason, words)
    write(flag_comment, draft, site_id=site.id, visitor=factories.visitor(network), ticket=None)


def notice(site: Site, number: int, network: str = "n", **sender: Any) -> int:
    """A reader's notice; its number."""
    draft = NoticeDraft(number, Sender(**sender), "It calls for violence.", "§ 111", True)
    return write(receive_notice, draft, site_id=site.id, visitor=factories.visitor(network))


def edit(number: int, source: str, network: str = "a") -> None:
    """An author's own edit."""
    write(edit_own, number, source, visitor=factories.visitor(network))


def comment_of(number: int) -> Comment:
    """The comment as it is in the database now."""
    stored = factories.stored(number)
    assert isinstance(stored, Comment)
    return stored


def all_of(table: type[Any]) -> list[Any]:
    """Every row of a table as it is now."""
    db.session.rollback()
    return list(db.session.scalars(select(table).order_by(table.id)))
