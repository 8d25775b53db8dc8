"""Links that open an account: for who is invited, and for who needs another password."""

from __future__ import annotations

import hashlib
from typing import cast

from flask import current_app, url_for
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from moderation.errors import NotFound
from moderation.queries.people import INVITATION
from moderation.settings import Settings


class TooOld(Exception):
    """A link of ours that has had its time."""


def link_to_account(uniquifier: str) -> str:
    """The address where the invited opens the account with this uniquifier, for three days."""
    token = _invitations().dumps(uniquifier)
    return url_for("dashboard_invitations.show", token=token, _external=True)


def read_invitation(token: str) -> str:
    """The uniquifier that a link was made of; raises ``NotFound``, or ``TooOld``."""
    try:
        return str(_invitations().loads(token, max_age=int(INVITATION.total_seconds())))
    except SignatureExpired as error:
        raise TooOld from error
    except BadSignature as error:
        raise NotFound from error


def link_to_password(uniquifier: str) -> str:
    """The address where the account with this uniquifier chooses a password, for an hour."""
    token = current_app.extensions["security"].reset_serializer.dumps([uniquifier, None])
    return url_for("security.reset_password", token=token, _external=True)


def _invitations() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        cast(Settings, current_app.extensions["moderation.settings"]).secret_key,
        salt="moderation.invitation",
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )
