"""Readers object to a comment, by a plain form."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.drafts import FLAG_REASONS, FlagDraft, PageRef, parse_flag
from moderation.errors import ModerationError, NotFound, Problem, Refused
from moderation.forms.objections import FlagForm
from moderation.models import Site
from moderation.operations.flags import flag_comment
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, the_site, ticket_state, visitor, wants_fragment
from moderation.views.public.form_pages import readers_own
from moderation.views.public.objecting import (
    about,
    answered,
    back_to,
    gone,
    objection_page,
    refusal_shown,
    refused,
    thanked_place,
)
from moderation.views.public.places import asked_language
from moderation.views.public.sending import sent_fields, well_formed
from moderation.views.sharing import share_with_site

bp = public_blueprint("flags", __name__)
share_with_site(bp)

TEMPLATE = "public/flag.html"


@bp.get("/sites/<site_key>/flags")
def new(site_key: str) -> ResponseReturnValue:
    """The form about one comment; where the site takes no flags, the way to a notice alone."""
    site = the_site(site_key)
    try:
        one = about(site, request.args)
    except NotFound:
        return gone(site)
    if not site.policy.flags:
        refusal = Refused("flags_off")
        page = objection_page(one, FlagForm, TEMPLATE, reasons=(), **refusal_shown(refusal))
        return answered(page, refusal)
    return objection_page(one, FlagForm, TEMPLATE, reasons=FLAG_REASONS)


@bp.post("/sites/<site_key>/flags")
def create(site_key: str) -> ResponseReturnValue:
    """Take in a flag: 303 to a word of thanks, 202 for a script."""
    site = the_site(site_key)
    check_origin(site)
    try:
        flag, ref = _flag(site)
    except ModerationError as refusal:
        if wants_fragment():
            raise
        return _refused(site, refusal)
    number = request.form["id"] if flag.reason == "illegal" else None
    if wants_fragment():
        return render_template("public/_flag_thanks.html", **_thanks(site, number)), 202
    return redirect(url_for("public_flags.show", **back_to(ref, site), id=number), 303)


@bp.get("/sites/<site_key>/flags/thanks")
def show(site_key: str) -> ResponseReturnValue:
    """A word of thanks; for what is against the law, the way to a notice."""
    site = the_site(site_key)
    thanks = _thanks(site, request.args.get("id"))
    return readers_own(site, render_template("public/flag_thanks.html", **thanks))


def _refused(site: Site, refusal: ModerationError) -> ResponseReturnValue:
    if isinstance(refusal, NotFound):
        return gone(site, "words")
    try:
        return refused(site, FlagForm, TEMPLATE, refusal, reasons=FLAG_REASONS)
    except NotFound:  # taken down meanwhile
        return gone(site, "words")


def _flag(site: Site) -> tuple[FlagDraft, PageRef]:
    fields = sent_fields()
    one = about(site, fields)
    draft = parse_flag(fields)
    if isinstance(draft, dict) and site.policy.consent and not fields.get("consent"):
        draft.setdefault("consent", []).append(Problem("consent_missing"))
    flag = well_formed(draft)
    ticket = ticket_state(site, flag, one.page_key)
    write(flag_comment, flag, site_id=site.id, visitor=visitor(), ticket=ticket)
    return flag, one.place.ref


def _thanks(site: Site, number: str | None) -> dict[str, object]:
    is_illegal = bool(number and number.isdecimal() and len(number) <= 10)
    return {
        "site": site,
        "place": thanked_place(site),
        "comment_id": number,
        "is_illegal": is_illegal,
        "asked_lang": asked_language(),
    }
