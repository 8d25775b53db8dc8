"""What stands before and after Flask-Security's pages: limits on guessing, and no way out."""

from __future__ import annotations

import hashlib
import hmac
import logging
from typing import cast

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_security import current_user
from flask_security.utils import get_message
from itsdangerous import BadSignature, URLSafeTimedSerializer

from moderation.accounts.attempts import MAILS, NETWORK, TRIES, Attempts
from moderation.drafts.people import normal_email
from moderation.settings import Settings
from moderation.signing import Signer
from moderation.text.urls import same_origin_path

log = logging.getLogger("moderation.accounts")

DEVICE_AGE = 180 * 24 * 3600  # seconds for which a browser that has signed in is known
UNUSED = frozenset({"two_factor_rescue", "two_factor_setup_validate", "tf_select"})
SECOND_STEP = frozenset({"two_factor_token_validation", "mf_recovery"})
AGAIN = frozenset({"verify", "change_password"})
FORMS = frozenset({"", "application/x-www-form-urlencoded"})


def init_app(app: Flask) -> None:
    """Attach the guards to Flask-Security's blueprint."""
    before = app.before_request_funcs.setdefault("security", [])
    before += [_refuse_what_is_not_offered, _explain_without_mail, _limit]
    app.after_request_funcs.setdefault("security", []).extend(
        [_know_device, _stay_here, _begin_again]
    )


def _refuse_what_is_not_offered() -> ResponseReturnValue | None:
    if _view() in UNUSED:
        abort(404)
    if request.method == "POST" and request.mimetype not in FORMS:
        abort(415)
    if _view() in SECOND_STEP and current_user.is_authenticated and "tf_state" not in session:
        return redirect(url_for("dashboard_account.show"), 303)  # sent twice, or from an old tab
    return None


def _explain_without_mail() -> str | None:
    """Without mail there is no link to send: say who can help, and how."""
    if _view() == "forgot_password" and not _settings().mail_url:
        return render_template("security/without_mail.html")
    return None


def _limit() -> ResponseReturnValue | None:
    """Count an attempt to get in, and refuse it before the password is looked at."""
    if request.method != "POST" or not (seconds := _wait()):
        return None
    log.warning("too many attempts at %s from network %s", _view(), _network()[:8])
    page = render_template("security/too_many.html", minutes=-(-seconds // 60))
    return Response(page, 429, {"Retry-After": str(seconds)})


def _wait() -> int:
    attempts = cast(Attempts, current_app.extensions["moderation.attempts"])
    account = _digest(normal_email(request.form.get("email", "")))
    if _view() == "login":
        if device := _known_device(account):
            return attempts.wait(TRIES, "device", device)
        return attempts.wait(NETWORK, "sign-in", _network()) or attempts.wait(
            TRIES, "account", account
        )
    if _view() in SECOND_STEP and (pending := session.get("tf_user_id")):
        return attempts.wait(TRIES, "code", _digest(pending))
    if _view() in AGAIN and current_user.is_authenticated:
        return attempts.wait(TRIES, "again", str(current_user.id))
    if _view() == "forgot_password":
        return attempts.wait(NETWORK, "mail", _network()) or attempts.wait(MAILS, "mail", account)
    return 0


def _begin_again(response: Response) -> Response:
    """Of two who change an account at once, such as by one link, the second has done nothing."""
    if not g.pop("account_changed", False):
        return response
    session.clear()
    g.pop("signed_in", None)
    flash(*get_message("TWO_FACTOR_PERMISSION_DENIED"))
    return cast(Response, redirect(url_for("security.login"), 303))


def _stay_here(response: Response) -> Response:
    """Whatever Flask-Security makes of ``next``: nothing leads to another origin."""
    if response.location is None:
        return response
    path = response.location.removeprefix(_settings().origin)
    response.location = same_origin_path(path) or url_for("dashboard_queue.index")
    if request.method == "POST":
        response.status_code = 303
    return response


def _know_device(response: Response) -> Response:
    """Remember that this browser has signed in: strangers' guesses will not lock its owner out."""
    if email := g.pop("signed_in", None):
        log.info("signed in: moderator %s", current_user.id)
        response.set_cookie(
            _device_cookie(),
            _devices().dumps(_digest(email)),
            max_age=DEVICE_AGE,
            path=current_app.config["SESSION_COOKIE_PATH"],
            secure=_settings().is_https,
            httponly=True,
            samesite="Lax",
        )
    return response


def _known_device(account: str) -> str:
    """The mark of a browser that has signed in to this very account, or nothing."""
    cookie = request.cookies.get(_device_cookie(), "")
    try:
        known = _devices().loads(cookie, max_age=DEVICE_AGE)
    except BadSignature:
        return ""
    return _digest(cookie) if known == account else ""


def _device_cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _devices() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        _settings().secret_key,
        salt="moderation.device",
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )


def _digest(text: str) -> str:
    """What attempts are counted by: not the address itself."""
    key = _settings().secret_key.encode()
    return hmac.new(key, f"attempts:{text}".encode(), hashlib.sha256).hexdigest()[:32]


def _network() -> str:
    signer = cast(Signer, current_app.extensions["moderation.signer"])
    return signer.network_hash(request.remote_addr or "")


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["moderation.settings"])


def _view() -> str:
    return (request.endpoint or "").rpartition(".")[2]
