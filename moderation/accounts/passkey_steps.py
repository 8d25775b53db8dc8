"""What a passkey opens: the desk by itself, or after the password."""

from __future__ import annotations

import time
from typing import Any, cast

from flask import current_app, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user
from flask_security.tf_plugin import TfPluginBase

from moderation.models import Moderator
from moderation.queries.passkeys import passkeys_of


class PasskeyStep(TfPluginBase):  # type: ignore[misc]
    """A passkey after the password, for who has one and no app."""

    def get_setup_methods(self, user: Moderator) -> list[tuple[str, str]]:
        """An app comes first: its page leads on to the passkeys."""
        if user.tf_primary_method or not passkeys_of(user.id):
            return []
        return [("passkey", "passkey")]

    def tf_login(
        self, _user: Moderator, _payload: dict[str, Any], next_loc: str | None
    ) -> ResponseReturnValue:
        """Lead to the page that asks for it."""
        session["tf_state"] = "ready"
        return redirect(url_for("dashboard_passkey_sign_ins.new", next=next_loc or None), 303)


def pending_moderator() -> Moderator | None:
    """Who has given the password and now needs the second step."""
    uniquifier = session.get("tf_user_id")
    if not uniquifier or session.get("tf_state") != "ready":
        return None
    accounts = current_app.extensions["security"].datastore
    return cast(Moderator | None, accounts.find_user(fs_uniquifier=uniquifier))


def let_in(owner: Moderator) -> None:
    """Sign somebody in: after the password as the second step, or by the passkey alone."""
    security = current_app.extensions["security"]
    if pending_moderator() is not None:
        security.two_factor_plugins.tf_complete(owner, True)
    else:
        login_user(owner, authn_via=["passkey"])
    security.datastore.commit()


def confirm() -> None:
    """Who is signed in has shown it anew."""
    session["fs_paa"] = time.time()
