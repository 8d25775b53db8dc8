"""Readers give notice of what they hold to be illegal (Regulation (EU) 2022/2065, article 16)."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.drafts import PageRef, parse_notice
from moderation.errors import ModerationError, NotFound
from moderation.forms.objections import NoticeForm
from moderation.models import Site
from moderation.operations.notices import receive_notice
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, settings, the_site, visitor
from moderation.views.public.form_pages import readers_own
from moderation.views.public.objecting import (
    about,
    back_to,
    gone,
    objection_page,
    refused,
    thanked_place,
)
from moderation.views.public.sending import sent_fields, well_formed
from moderation.views.sharing import share_with_site

bp = public_blueprint("notices", __name__)
share_with_site(bp)

TEMPLATE = "public/notice.html"
TYPED = ("explanation", "law")


@bp.get("/sites/<site_key>/notices")
def new(site_key: str) -> ResponseReturnValue:
    """The form about one comment."""
    site = the_site(site_key)
    try:
        return objection_page(about(site, request.args), NoticeForm, TEMPLATE)
    except NotFound:
        return gone(site)


@bp.post("/sites/<site_key>/notices")
def create(site_key: str) -> ResponseReturnValue:
    """Take in a notice and confirm it (article 16(4))."""
    site = the_site(site_key)
    check_origin(site)
    try:
        number, ref = _receive(site)
    except ModerationError as refusal:
        return _refused(site, refusal)
    return redirect(url_for("public_notices.show", **back_to(ref, site), number=number), 303)


@bp.get("/sites/<site_key>/notices/received")
def show(site_key: str) -> ResponseReturnValue:
    """That it has arrived, and what happens next."""
    site = the_site(site_key)
    number = request.args.get("number", "")
    page = render_template(
        "public/notice_received.html",
        site=site,
        place=thanked_place(site),
        has_mail=bool(settings().mail_url),
        number=number if number.isdecimal() and len(number) <= 10 else "",
    )
    return readers_own(site, page)


def _refused(site: Site, refusal: ModerationError) -> ResponseReturnValue:
    if isinstance(refusal, NotFound):
        return gone(site, *TYPED)
    try:
        return refused(site, NoticeForm, TEMPLATE, refusal)
    except NotFound:  # taken down meanwhile
        return gone(site, *TYPED)


def _receive(site: Site) -> tuple[int, PageRef]:
    fields = sent_fields()
    one = about(site, fields)
    draft = well_formed(parse_notice(fields))
    return write(receive_notice, draft, site_id=site.id, visitor=visitor()), one.place.ref
