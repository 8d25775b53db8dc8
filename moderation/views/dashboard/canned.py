"""Answers and rejection reasons that a site keeps at hand."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS, Limits
from moderation.errors import Errors, Invalid, NotFound
from moderation.models import CannedText, Purpose, Role, Site
from moderation.operations.canned import add_canned, change_canned, move_canned, remove_canned
from moderation.queries.canned import canned_texts, find_canned
from moderation.queries.sites import find_site, site_of
from moderation.queries.submissions import reaches
from moderation.text.languages import LANGUAGES
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.reading import checked
from moderation.views.dashboard.sites import LANGUAGE_NAMES
from moderation.views.filters import one_of
from moderation.views.http import current_moderator
from moderation.wording import error_texts

TITLE = 60  # characters: what fits into one line of the menu

bp = dashboard_blueprint("canned", __name__)


@dataclass(frozen=True)
class Wording:
    """A text as it was typed."""

    lang: str
    title: str
    text: str


@bp.get("/sites/<key>/texts")
def index(key: str) -> ResponseReturnValue:
    """The texts of a site, by purpose and language."""
    return _page(_managed(find_site(key)))


@bp.post("/sites/<key>/texts")
def create(key: str) -> ResponseReturnValue:
    """Keep one more text."""
    site = _managed(find_site(key))
    reader = Reader(request.form)
    purpose = one_of(reader, "purpose", tuple(Purpose)) or Purpose.REPLY
    try:
        said = _read(reader, purpose, site)
        write(
            add_canned, site.id, purpose, by=current_moderator().id,
            lang=said.lang, title=said.title, text=said.text,
        )  # fmt: skip
    except Invalid as invalid:
        return _page(_managed(find_site(key)), invalid.errors), 422
    flash(_("Added."), "success")
    return redirect(url_for(".index", key=key, _anchor=purpose.value), 303)


@bp.get("/texts/<int:canned_id>")
def edit(canned_id: int) -> ResponseReturnValue:
    """One text, to be worded anew."""
    return _one(canned_id)


@bp.post("/texts/<int:canned_id>")
def update(canned_id: int) -> ResponseReturnValue:
    """Word a text anew, or let it change places with its neighbour."""
    canned = find_canned(canned_id, moderator=current_moderator())
    site = site_of(canned.site_id)
    key, purpose, by = site.key, canned.purpose, current_moderator().id
    reader = Reader(request.form)
    if move := reader.token("move"):
        write(move_canned, canned_id, by=by, up=move == "up")
        return redirect(url_for(".index", key=key, _anchor=purpose.value), 303)
    try:
        said = _read(reader, purpose, site)
        write(change_canned, canned_id, by=by, lang=said.lang, title=said.title, text=said.text)
    except Invalid as invalid:
        return _one(canned_id, invalid.errors), 422
    flash(_("Saved. It holds from now on."), "success")
    return redirect(url_for(".index", key=key, _anchor=purpose.value), 303)


@bp.post("/texts/<int:canned_id>/removal")
def destroy(canned_id: int) -> ResponseReturnValue:
    """Offer a text no more."""
    canned = find_canned(canned_id, moderator=current_moderator())
    key = site_of(canned.site_id).key
    write(remove_canned, canned_id, by=current_moderator().id)
    flash(_("Removed."), "success")
    return redirect(url_for(".index", key=key), 303)


def _managed(site: Site) -> Site:
    if not reaches(current_moderator().role_on(site.id), Role.ADMIN):
        raise NotFound
    return site


def _read(reader: Reader, purpose: Purpose, site: Site) -> Wording:
    lang = reader.token("lang")
    if lang and lang not in LANGUAGES:
        reader.refuse("lang", "not_a_choice")
    longest = Limits.of(site.policy).comment if purpose is Purpose.REPLY else LIMITS.reason
    text = reader.text("text", longest)
    title = reader.line("title", TITLE) or reader.line("text", longest)[:TITLE]
    return checked(reader, Wording(lang, title, text))


def _page(site: Site, errors: Errors | None = None) -> str:
    return render_template(
        "dashboard/canned.html",
        site=site,
        piles={purpose: canned_texts(site.id, purpose) for purpose in Purpose},
        languages=LANGUAGE_NAMES,
        said=request.form,
        errors=error_texts(errors or {}),
    )


def _one(canned_id: int, errors: Errors | None = None) -> str:
    canned: CannedText = find_canned(canned_id, moderator=current_moderator())
    return render_template(
        "dashboard/canned_edit.html",
        canned=canned,
        site=site_of(canned.site_id),
        languages=LANGUAGE_NAMES,
        said=request.form,
        errors=error_texts(errors or {}),
    )
