"""Readers give notice of what they hold to be illegal (Regulation (EU) 2022/2065, article 16)."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.drafts import parse_notice
from moderation.errors import ModerationError, NotFound
from moderation.forms.objections import NoticeForm
from moderation.models import Site
from moderation.operations.notices import receive_notice
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, settings, the_site, visitor
from moderation.views.public.form_pages import readers_own
from moderation.views.public.objecting import about, objection_page, refused
from moderation.views.public.places import asked_language
from moderation.views.public.sending import sent_fields, well_formed
from moderation.views.sharing import share_with_site

bp = public_blueprint("notices", __name__)
share_with_site(bp)

TEMPLATE = "public/notice.html"


@bp.get("/sites/<site_key>/notices")
def new(site_key: str) -> ResponseReturnValue:
    """The form about one comment."""
    site = the_site(site_key)
    return objection_page(about(site, request.args), NoticeForm, TEMPLATE)


@bp.post("/sites/<site_key>/notices")
def create(site_key: str) -> ResponseReturnValue:
    """Take in a notice and confirm it (article 16(4))."""
    site = the_site(site_key)
    check_origin(site)
    try:
        number = _receive(site)
    except NotFound:
        raise
    except ModerationError as refusal:
        return refused(site, NoticeForm, TEMPLATE, refusal)
    return redirect(
        url_for("public_notices.show", site_key=site.key, number=number, lang=asked_language()),
        303,
    )


@bp.get("/sites/<site_key>/notices/received")
def show(site_key: str) -> ResponseReturnValue:
    """That it has arrived, and what happens next."""
    site = the_site(site_key)
    number = request.args.get("number", "")
    page = render_template(
        "public/notice_received.html",
        site=site,
        has_mail=bool(settings().mail_url),
        number=number if number.isdecimal() and len(number) <= 10 else "",
    )
    return readers_own(site, page)


def _receive(site: Site) -> int:
    fields = sent_fields()
    about(site, fields)
    draft = well_formed(parse_notice(fields))
    return write(receive_notice, draft, site_id=site.id, visitor=visitor())
