"""A moderator's own page: name, language, looks, how they are told, and their keys."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from moderation.drafts.people import Profile, parse_profile, time_zones
from moderation.drafts.preferences import KEYS
from moderation.errors import Errors
from moderation.operations.preferences import save_profile
from moderation.queries.passkeys import passkeys_of
from moderation.queries.people import subscription_of, tokens_of
from moderation.queries.sign_ins import sign_ins_of
from moderation.text.languages import LANGUAGES, best_language
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.feeds import feeds_of
from moderation.views.http import current_moderator, current_sign_in_id, settings
from moderation.views.strict_forms import strict_form
from moderation.wording import error_texts

bp = dashboard_blueprint("account", __name__)


@bp.get("/account")
def show() -> ResponseReturnValue:
    """What one may change of oneself."""
    return _page({}, {})


@bp.post("/account")
def update() -> ResponseReturnValue:
    """Keep what a moderator said of themselves."""
    said = strict_form()
    profile = parse_profile(said)
    if not isinstance(profile, Profile):
        return _page(said, profile), 422
    write(save_profile, current_moderator().id, profile)
    browser = request.headers.get("Accept-Language", "")
    with force_locale(profile.language or best_language(browser, LANGUAGES)):
        flash(_("Saved."), "success")
    return redirect(url_for("dashboard_account.show"), 303)


def _page(said: Mapping[str, str], errors: Errors) -> str:
    moderator = current_moderator()
    return render_template(
        "dashboard/account.html",
        moderator=moderator,
        subscription=subscription_of(moderator),
        tokens=tokens_of(moderator.id),
        sign_ins=sign_ins_of(moderator.id),
        this_sign_in=current_sign_in_id(),
        passkeys=len(passkeys_of(moderator.id)),
        said=said,
        errors=error_texts(errors),
        time_zones=time_zones(),
        keys=KEYS,
        has_mail=bool(settings().mail_url),
        feeds=feeds_of(moderator),
    )
