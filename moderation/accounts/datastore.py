"""Where Flask-Security reads accounts, and how its changes go through the one door."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState

from moderation.errors import NotFound
from moderation.models import Moderator
from moderation.operations.accounts import Letter, post_letters, save_account
from moderation.transactions import write


class Accounts(SQLAlchemyUserDatastore):  # type: ignore[misc]
    """Keeps what Flask-Security changes until it says so, then writes it in one transaction.

    Its own way is to write in the session that has read: on SQLite such a
    transaction fails as soon as another one got in between.
    """

    def put(self, model: Moderator) -> Moderator:
        """Remember what has changed of an account, and which account it was before."""
        state: InstanceState[Moderator] = inspect(model)
        changed = {each.key: each.value for each in state.attrs if each.history.has_changes()}
        before = state.attrs.fs_uniquifier.history.deleted or [model.fs_uniquifier]
        remembered = g.setdefault("account_changes", {})
        remembered.setdefault(model.id, (before[0], {}))[1].update(changed)
        return model

    def commit(self) -> None:
        """Write what was remembered, and the letters about it."""
        changes: dict[int, tuple[str, dict[str, Any]]] = g.pop("account_changes", {})
        letters: list[Letter] = g.pop("letters", [])
        for moderator_id, (uniquifier, changed) in changes.items():
            try:
                write(save_account, moderator_id, uniquifier, changed, letters=letters)
            except NotFound:
                g.account_changed = True  # by somebody else meanwhile; guards.py says so
            letters = []
        if letters:
            write(post_letters, letters)
