"""Browsers that have signed in before: strangers' guesses will not lock their owners out."""

from __future__ import annotations

import hashlib
import hmac
import logging
from typing import cast

from flask import Response, current_app, g, request
from flask_security import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from moderation.settings import Settings

log = logging.getLogger("moderation.accounts")

DEVICE_AGE = 180 * 24 * 3600  # seconds for which a browser that has signed in is known


def know_device(response: Response) -> Response:
    """Remember that this browser has signed in: strangers' guesses will not lock its owner out."""
    if email := g.pop("signed_in", None):
        log.info("signed in: moderator %s", current_user.id)
        response.set_cookie(
            _device_cookie(),
            _devices().dumps(digest_of(email)),
            max_age=DEVICE_AGE,
            path=current_app.config["SESSION_COOKIE_PATH"],
            secure=_settings().is_https,
            httponly=True,
            samesite="Lax",
        )
    return response


def known_device(account: str) -> str:
    """The mark of a browser that has signed in to this very account, or nothing."""
    cookie = request.cookies.get(_device_cookie(), "")
    try:
        known = _devices().loads(cookie, max_age=DEVICE_AGE)
    except BadSignature:
        return ""
    return digest_of(cookie) if known == account else ""


def _device_cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _devices() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        _settings().secret_key,
        salt="moderation.device",
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )


def digest_of(text: str) -> str:
    """What an address is counted and logged by: not the address itself."""
    key = _settings().secret_key.encode()
    return hmac.new(key, f"attempts:{text}".encode(), hashlib.sha256).hexdigest()[:32]


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["moderation.settings"])
