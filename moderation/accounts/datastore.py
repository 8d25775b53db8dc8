"""Where Flask-Security reads accounts, and how its changes go through the one door."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState

from moderation.errors import NotFound
from moderation.models import Moderator
from moderation.operations.accounts import Change, Letter, save_accounts
from moderation.operations.sign_ins import Happening
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
        """Write what was remembered, who was let in, the letters about it and the log of it."""
        kept: dict[int, tuple[str, dict[str, Any]]] = g.pop("account_changes", {})
        begins = g.pop("begins", None)
        letters: list[Letter] = g.pop("letters", [])
        happened: list[Happening] = g.pop("happened", [])
        if not (kept or letters or happened):
            return
        changes = [Change(number, *what) for number, what in kept.items()]
        try:
            write(save_accounts, changes, letters=letters, begins=begins, happened=happened)
        except NotFound:
            g.account_changed = True  # by somebody else meanwhile; guards.py says so


def happens(name: str, user: Moderator) -> None:
    """Remember for the log what has just happened to an account."""
    g.setdefault("happened", []).append(Happening(name, user.id))
