"""One's own passkeys: adding, naming, removing; all of it soon after signing in."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import auth_required

from moderation.accounts.passkeys import BadPasskey, may_have_passkeys, options_to_add, read_new
from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Errors, Invalid
from moderation.operations.passkeys import add_passkey, remove_passkey, rename_passkey
from moderation.queries.passkeys import passkeys_of
from moderation.text.browsers import browser_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator, user_agent
from moderation.views.strict_forms import strict_form
from moderation.wording import browser_text, error_texts

bp = dashboard_blueprint("passkeys", __name__)

View = Callable[..., ResponseReturnValue]

fresh: Callable[[View], View] = auth_required(
    "session",
    within=lambda: current_app.config["SECURITY_FRESHNESS"],
    grace=lambda: current_app.config["SECURITY_FRESHNESS_GRACE_PERIOD"],
)


@bp.get("/passkeys")
@fresh
def index() -> ResponseReturnValue:
    """The passkeys there are, and the form for another one."""
    return _page({})


@bp.post("/passkeys")
@fresh
def create() -> ResponseReturnValue:
    """Keep the passkey that the browser has made."""
    said = strict_form()
    reader = Reader(said)
    name = reader.line("name", LIMITS.name)
    if reader.errors:
        return _page(reader.errors), 422
    try:
        new = read_new(said.get("credential", ""), name, current_moderator())
        write(add_passkey, new, by=current_moderator().id)
    except BadPasskey:
        flash(_("The passkey could not be added. Please try again."), "error")
        return _page({}), 422
    except Invalid as error:
        return _page(error.errors), 422
    flash(_("The passkey is added. You can sign in with it."), "success")
    return _back()


@bp.post("/passkeys/<int:passkey_id>")
@fresh
def update(passkey_id: int) -> ResponseReturnValue:
    """Call a passkey something else."""
    reader = Reader(strict_form())
    name = reader.line("name", LIMITS.name)
    if reader.errors:
        raise Invalid(reader.errors)
    write(rename_passkey, passkey_id, name, by=current_moderator().id)
    flash(_("Saved."), "success")
    return _back()


@bp.post("/passkeys/<int:passkey_id>/removal")
@fresh
def destroy(passkey_id: int) -> ResponseReturnValue:
    """Let a passkey open nothing any more."""
    write(remove_passkey, passkey_id, by=current_moderator().id)
    flash(_("The passkey no longer opens this account."), "success")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("dashboard_passkeys.index"), 303)


def _page(errors: Errors) -> str:
    options = None
    if may_have_passkeys():
        options = options_to_add(current_moderator())
    return render_template(
        "dashboard/passkeys.html",
        passkeys=passkeys_of(current_moderator().id),
        options=options,
        suggested=browser_text(browser_of(user_agent())),
        errors=error_texts(errors),
    )
