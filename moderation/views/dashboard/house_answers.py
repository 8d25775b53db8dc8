"""House answers: what readers are told who report what is no mistake on a site."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS, Limits
from moderation.errors import Errors, Invalid
from moderation.operations.house_answers import add_answer, change_answer, retire_answer
from moderation.queries.house_words import PAGE, answers_of, find_answer
from moderation.queries.sites import site_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.own_sites import chosen_site
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator
from moderation.wording import error_texts

bp = dashboard_blueprint("house_answers", __name__)


@bp.get("/answers")
def index() -> ResponseReturnValue:
    """The answers of a site, and a form for one more."""
    return _page()


@bp.post("/answers")
def create() -> ResponseReturnValue:
    """Keep an answer before anybody asks."""
    site, _sites = chosen_site()
    key, reader = site.key, Reader(request.form)
    try:
        phrase = reader.text("phrase", Limits.of(site.policy).quote)
        text = checked(reader, reader.text("text", LIMITS.reason))
        write(add_answer, site.id, phrase, text, by=current_moderator().id)
    except Invalid as invalid:
        return _page(invalid.errors), 422
    flash(_("Added."), "success")
    return redirect(url_for(".index", site=key), 303)


@bp.get("/answers/<int:answer_id>")
def edit(answer_id: int) -> ResponseReturnValue:
    """One answer, to be worded anew."""
    return _one(answer_id)


@bp.post("/answers/<int:answer_id>")
def update(answer_id: int) -> ResponseReturnValue:
    """Word an answer anew."""
    key, reader = _key_of(answer_id), Reader(request.form)
    try:
        text = checked(reader, reader.text("text", LIMITS.reason))
        write(change_answer, answer_id, text, by=current_moderator().id)
    except Invalid as invalid:
        return _one(answer_id, invalid.errors), 422
    flash(_("Saved. It holds from now on."), "success")
    return redirect(url_for(".index", site=key), 303)


@bp.post("/answers/<int:answer_id>/removal")
def destroy(answer_id: int) -> ResponseReturnValue:
    """Answer so no more."""
    key = _key_of(answer_id)
    write(retire_answer, answer_id, by=current_moderator().id)
    flash(_("Removed."), "success")
    return redirect(url_for(".index", site=key), 303)


def _key_of(answer_id: int) -> str:
    answer = find_answer(answer_id, moderator=current_moderator())
    return site_of(answer.site_id).key


def _page(errors: Errors | None = None) -> str:
    site, sites = chosen_site()
    found = answers_of(site.id, beyond=Reader(request.args).whole("beyond") or 0, limit=PAGE + 1)
    return render_template(
        "dashboard/house_answers.html",
        site=site,
        sites=sites,
        rows=found[:PAGE],
        more=len(found) > PAGE,
        said=request.form,
        errors=error_texts(errors or {}),
    )


def _one(answer_id: int, errors: Errors | None = None) -> str:
    answer = find_answer(answer_id, moderator=current_moderator())
    return render_template(
        "dashboard/house_answer.html",
        answer=answer,
        site=site_of(answer.site_id),
        said=request.form,
        errors=error_texts(errors or {}),
    )
