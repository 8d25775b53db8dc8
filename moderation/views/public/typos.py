"""Spelling errors are reported here: by selection from the widget, or by typed quote."""

from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from moderation.drafts import Limits, Receipt, parse_typo
from moderation.errors import ModerationError
from moderation.forms.fields import draw
from moderation.forms.typos import TypoForm
from moderation.models import Site
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, the_site, wants_fragment
from moderation.views.public.form_pages import form_page, known, refused_form
from moderation.views.public.places import asked_place, receipt_address
from moderation.views.public.sending import own_fields, sent_fields, well_formed
from moderation.views.reporting import take_report
from moderation.views.sharing import share_with_site

bp = public_blueprint("typos", __name__)
share_with_site(bp)

GIVEN = ("exact", "prefix", "suffix", "sentence", "suggestion")  # a link may fill these in


@bp.get("/sites/<site_key>/typos")
def new(site_key: str) -> ResponseReturnValue:
    """The form, for a quote typed by hand."""
    site = the_site(site_key)
    place = known(site, asked_place(site))
    given = {name: request.args[name] for name in GIVEN if name in request.args}
    form = draw(TypoForm, own_fields(site, place) | given)
    return form_page(site, "public/typo.html", place=place, form=form)


@bp.post("/sites/<site_key>/typos")
def create(site_key: str) -> ResponseReturnValue:
    """Take in a report: 202, or 303 to its receipt for a plain form."""
    site = the_site(site_key)
    check_origin(site)
    try:
        receipt = _submit(site)
    except ModerationError as refusal:
        if wants_fragment():
            raise
        return refused_form(site, refusal, TypoForm, "public/typo.html")
    if wants_fragment():
        return _thanks(receipt), 202
    return redirect(receipt_address(receipt), 303)


def _submit(site: Site) -> Receipt:
    return take_report(site, well_formed(parse_typo(sent_fields(), Limits.of(site.policy))))


def _thanks(receipt: Receipt) -> str:
    return render_template(
        "public/_typo_thanks.html",
        is_known=receipt.sightings > 1,
        is_confirmed=receipt.status == "approved",
        is_fixed=receipt.is_fixed,
        has_suggestion=bool(request.form.get("suggestion", "").strip()),
        receipt_url=receipt_address(receipt),
    )
