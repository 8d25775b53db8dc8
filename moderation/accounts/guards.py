"""What stands before and after Flask-Security's pages: limits on guessing, and no way out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import cast

from flask import (
    Blueprint,
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
from limits import RateLimitItem

from moderation.accounts.attempts import MAILS, NETWORK, TRIES, Attempts
from moderation.accounts.devices import digest_of, know_device, known_device
from moderation.accounts.passkey_steps import pending_moderator
from moderation.drafts.people import normal_email
from moderation.operations.sign_ins import Happening, note_happenings
from moderation.settings import Settings
from moderation.signing import Signer
from moderation.text.urls import same_origin_path
from moderation.transactions import write

log = logging.getLogger("moderation.accounts")

UNUSED = frozenset({"two_factor_rescue", "two_factor_setup_validate", "tf_select"})
SECOND_STEP = frozenset({"two_factor_token_validation", "mf_recovery"})
AGAIN = frozenset({"verify", "change_password"})
LINKS = frozenset({"passkey_sign_ins", "invitations"})  # what cannot be guessed anyway
FORMS = frozenset({"", "application/x-www-form-urlencoded"})


def init_app(app: Flask) -> None:
    """Attach the guards to Flask-Security's blueprint."""
    before = app.before_request_funcs.setdefault("security", [])
    before += [_refuse_what_is_not_offered, _explain_without_mail, _limit]
    app.after_request_funcs.setdefault("security", []).extend(
        [know_device, _stay_here, _begin_again, _note_failure]
    )


def watch(blueprint: Blueprint) -> None:
    """Guard another way in like Flask-Security's own."""
    blueprint.before_request(_limit)
    for after in (know_device, _begin_again):
        blueprint.after_request(after)


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
    for rule, *whose in _counted():
        if seconds := attempts.wait(rule, *whose):
            return seconds
    return 0


def _counted() -> list[tuple[RateLimitItem, str, str]]:
    """Which limits this attempt counts for, and as whose."""
    account = digest_of(normal_email(request.form.get("email", "")))
    if _view() == "login" and (device := known_device(account)):
        return [(TRIES, "device", device)]
    if _view() == "login":
        return [(NETWORK, "sign-in", _network()), (TRIES, "account", account)]
    if _view() in LINKS:
        return [(NETWORK, "link", _network())]
    if _view() == "forgot_password":
        return [(NETWORK, "mail", _network()), (MAILS, "mail", account)]
    return [(TRIES, "again", whose) for whose in _asked_again()]


def _asked_again() -> Iterator[str]:
    """Whose code or password is asked for, after they have told us who they are."""
    if _view() in SECOND_STEP and "tf_user_id" in session:
        yield digest_of(session["tf_user_id"])
    elif _view() in AGAIN and current_user.is_authenticated:
        yield str(current_user.id)


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


def _note_failure(response: Response) -> Response:
    """Write into the log that somebody was not let in; the address only as a digest."""
    if request.method != "POST" or response.status_code != 200:
        return response
    if _view() == "login":
        address = digest_of(normal_email(request.form.get("email", "")))
        write(note_happenings, [Happening("sign_in_failed", subject=f"address {address}")])
    elif _view() in SECOND_STEP and (somebody := pending_moderator()):
        subject = f"moderator {somebody.id}"
        write(note_happenings, [Happening("second_factor_failed", subject=subject)])
    return response


def _network() -> str:
    signer = cast(Signer, current_app.extensions["moderation.signer"])
    return signer.network_hash(request.remote_addr or "")


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["moderation.settings"])


def _view() -> str:
    if request.blueprint == "security":
        return (request.endpoint or "").rpartition(".")[2]
    return (request.blueprint or "").removeprefix("dashboard_")
