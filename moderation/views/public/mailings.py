"""Readers say whether they want to be written to; reading the page changes nothing."""

from __future__ import annotations

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from moderation.errors import NotFound
from moderation.operations.mailing import confirm_address, stop_mail
from moderation.queries.mailing import Mailing, find_mailing
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, signer
from moderation.views.public.form_pages import readers_own
from moderation.views.public.places import asked_language

bp = public_blueprint("mailings", __name__)


@bp.get("/mailings/<token>")
@bp.get("/mailings/<token>/stop")
def show(token: str) -> ResponseReturnValue:
    """How it stands, and the buttons; a mail program may follow the link unasked."""
    mailing = _mailing(token)
    page = render_template(
        "public/mailing.html", mailing=mailing, token=token, chosen=asked_language()
    )
    response = readers_own(mailing.site, page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.post("/mailings/<token>/confirmation")
def create(token: str) -> ResponseReturnValue:
    """The letters are wanted; a second time changes nothing."""
    mailing = _mailing(token)
    check_origin(mailing.site)
    write(confirm_address, mailing.author.id)
    return _back(token)


@bp.post("/mailings/<token>/stop")
def destroy(token: str) -> ResponseReturnValue:
    """No more letters; mail programs send this by themselves (RFC 8058, section 3.2)."""
    mailing = _mailing(token)
    check_origin(mailing.site)
    write(stop_mail, mailing.author.id)
    return _back(token)


def _mailing(token: str) -> Mailing:
    found = signer().read_mailing(token)
    if found is None:
        raise NotFound
    author_id, digest = found
    mailing = find_mailing(author_id)
    if not signer().is_mailed(digest, mailing.author.email):
        raise NotFound
    g.languages = mailing.site.policy.languages
    return mailing


def _back(token: str) -> ResponseReturnValue:
    return redirect(url_for("public_mailings.show", token=token, lang=asked_language()), 303)
