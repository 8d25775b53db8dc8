"""Sign-in, passwords and second factors: Flask-Security, under ``/dashboard`` alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import Security, UserMixin

from moderation.accounts import guards, sessions
from moderation.accounts.attempts import Attempts
from moderation.accounts.codes import RecoveryCodes, SingleUseTotp
from moderation.accounts.datastore import Accounts
from moderation.accounts.forms import (
    ChangeForm,
    ForgottenForm,
    NewPasswords,
    RescueForm,
    SecondStepForm,
    SignInForm,
    VerifyForm,
)
from moderation.accounts.letters import Letters
from moderation.accounts.passkey_steps import PasskeyStep
from moderation.accounts.words import MESSAGES
from moderation.extensions import db
from moderation.models import Membership, Moderator
from moderation.passwords import LANES, MEMORY, PASSES
from moderation.settings import Settings

QUEUE = "dashboard_queue.index"
ACCOUNT = "dashboard_account.show"

# What Flask-Security asks of an account; readers' pages have accounts without loading all of it.
if UserMixin not in Moderator.__bases__:
    Moderator.__bases__ += (UserMixin,)


def init_app(app: Flask) -> None:
    """Configure and attach Flask-Security; each app has one of its own."""
    settings: Settings = app.extensions["moderation.settings"]
    app.config["SECURITY_I18N_DIRNAME"] = [app.config["BABEL_TRANSLATION_DIRECTORIES"]]
    app.config.update(_addresses())
    app.config.update(_secrets(settings.secret_key))
    app.config.update(_passwords())
    app.config.update({f"SECURITY_MSG_{name}": words for name, words in MESSAGES.items()})
    app.config.update(sessions.config(settings))
    app.extensions["moderation.attempts"] = Attempts(settings.redis_url)
    security = Security(
        login_form=SignInForm,
        verify_form=VerifyForm,
        forgot_password_form=ForgottenForm,
        change_password_form=ChangeForm,
        two_factor_setup_form=SecondStepForm,
        two_factor_rescue_form=RescueForm,
        mail_util_cls=Letters,
        password_util_cls=NewPasswords,
        totp_cls=SingleUseTotp,
        mf_recovery_codes_util_cls=RecoveryCodes,
    )
    security.init_app(app, Accounts(db, Moderator, Membership))
    security.want_json(lambda _request: False)
    security.principal.identity_loaders.clear()  # roles are per site: nothing needs them each time
    security.two_factor_plugins.register_tf_impl(app, "passkey", PasskeyStep)
    sessions.init_app(app, security)
    guards.init_app(app)


def _addresses() -> dict[str, Any]:
    """What exists, and where one goes from there."""
    return {
        "SECURITY_URL_PREFIX": "/dashboard",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_JOIN_USER_ROLES": False,  # ours are per site
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [
            {"email": {"mapper": str, "case_insensitive": False}}  # kept in one form
        ],
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_POST_LOGIN_VIEW": QUEUE,
        "SECURITY_POST_LOGOUT_VIEW": "security.login",
        "SECURITY_POST_VERIFY_VIEW": ACCOUNT,
        "SECURITY_POST_CHANGE_VIEW": ACCOUNT,
        "SECURITY_POST_RESET_VIEW": "security.login",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": ACCOUNT,
        "SECURITY_EMAIL_PLAINTEXT": False,  # letters.py words the mails
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_I18N_DOMAIN": "messages",
    }


def _secrets(secret_key: str) -> dict[str, Any]:
    """Second factors, kept encrypted with keys of their own derived from the server's secret."""

    def derived(purpose: str) -> bytes:
        digest = hmac.new(secret_key.encode(), f"moderation.{purpose}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest.digest())

    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # one step either way (RFC 6238, 5.2)
        "SECURITY_TOTP_ISSUER": "Moderation",
        "SECURITY_TOTP_SECRETS": {"1": derived("totp").decode()},
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [derived("recovery")],
        "SECURITY_FRESHNESS": timedelta(hours=1),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=15),
    }


def _passwords() -> dict[str, Any]:
    """The same hashes as ``passwords.hash_password`` makes, and links that last an hour."""
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        # Without a second hash under the server's secret: a lost secret must not cost all accounts.
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__memory_cost": MEMORY,
            "argon2__time_cost": PASSES,
            "argon2__parallelism": LANES,
        },
        # Of the hash that goes into a link, which nothing reads back: it need not be slow.
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=1),
    }


__all__ = ["init_app"]
