"""Being somebody in a test without typing a password."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, g
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from moderation.models import Moderator
from moderation.operations.sign_ins import Beginning, begin_sign_in
from moderation.signing import token_hash
from moderation.transactions import write

RAW_TOKEN = "of-this-test"


@dataclass(frozen=True)
class Desk:
    """A signed-in moderator's browser, whose forms carry their token."""

    client: FlaskClient
    csrf_token: str

    def get(self, url: str, **more: object) -> TestResponse:
        """Open a page."""
        forget()
        return self.client.get(url, **more)

    def post(
        self, url: str, data: Mapping[str, object] | None = None, *, fragment: bool = False
    ) -> TestResponse:
        """Send a form as the browser would: with the token, by script when ``fragment``."""
        forget()
        headers = {"X-Fragment": "1"} if fragment else {}
        return self.client.post(
            url, data={"csrf_token": self.csrf_token, **(data or {})}, headers=headers
        )


def forget() -> None:
    """Forget who asked last: under a test's pushed context requests share one ``g``."""
    for name in list(g):
        g.pop(name)


def signed_in(app: Flask, moderator: Moderator) -> Desk:
    """The browser of this moderator."""
    client, token = app.test_client(), secrets.token_urlsafe()
    write(begin_sign_in, Beginning(moderator.id, token_hash(token)))
    with client.session_transaction(path="/dashboard/") as session:
        session["_user_id"] = moderator.fs_uniquifier
        session["_fresh"] = True
        session["sign_in"] = token
        session["since"] = int(time.time())
        session["fs_paa"] = time.time()
        session["csrf_token"] = RAW_TOKEN
    serializer = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token")
    return Desk(client, str(serializer.dumps(RAW_TOKEN)))
