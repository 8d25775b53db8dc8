"""Pages with a form in them: new ones, and ones that come back with what is wrong."""

from __future__ import annotations

from flask import Response, render_template, request
from flask_babel import gettext as _

from moderation.drafts import Limits
from moderation.errors import (
    Answered,
    Invalid,
    InvalidText,
    KeyReused,
    ModerationError,
    ThreadClosed,
)
from moderation.forms.fields import ReaderForm, draw
from moderation.models import Site
from moderation.queries.nodes import Node
from moderation.queries.sites import house_rules
from moderation.queries.thread import find_page, find_shown
from moderation.views.answers import READERS
from moderation.views.errors import status_of
from moderation.views.http import settings
from moderation.views.languages import current_language
from moderation.views.public.places import Place, sent_place
from moderation.views.public.sending import new_key, new_ticket, sent_fields
from moderation.views.sharing import site_origins
from moderation.wording import closed_text, error_texts, refusal_text


def form_page(site: Site, template: str, **shown: object) -> Response:
    """A page with a form; its ticket and key are this reader's alone."""
    page = render_template(
        template,
        site=site,
        rules=shown_rules(site),
        limits=Limits.of(site.policy),
        has_mail=bool(settings().mail_url),
        **{"errors": {}, "refusal": "", "parent": None, "may_insist": False, **shown},
    )
    return readers_own(site, page)


def readers_own(site: Site, page: str) -> Response:
    """A page that is one reader's alone, so never kept; the site's own pages may frame it."""
    response = Response(page, mimetype="text/html")
    response.cache_control.no_store = True
    own = "frame-ancestors 'self' " + " ".join(site_origins(site))
    response.headers["Content-Security-Policy"] = READERS.replace("frame-ancestors 'self'", own)
    return response


def refused_form(
    site: Site, refusal: ModerationError, form: type[ReaderForm], template: str
) -> Response:
    """The form once more with the reader's text in it, and why it was refused."""
    fields = _fields_again(refusal)
    place = known(site, sent_place(site, fields))
    if not fields.get("ticket") and place.article:
        fields["ticket"] = new_ticket(site, place)
    response = form_page(
        site,
        template,
        place=place,
        parent=_parent(site, place, fields),
        form=draw(form, fields),
        refusal=_why(refusal),
        errors=error_texts(refusal.errors) if isinstance(refusal, Invalid) else {},
        may_insist=isinstance(refusal, Answered) and refusal.may_insist,
    )
    response.status_code = status_of(refusal)
    if retry_after := getattr(refusal, "retry_after", None):
        response.headers["Retry-After"] = str(retry_after)
    return response


def known(site: Site, place: Place) -> Place:
    """The place under the title that is stored: no link and no form can rename a page."""
    page = find_page(site, place.ref) if place.article else None
    return place.titled(page.title) if page else place


def shown_rules(site: Site) -> dict[str, str]:
    """The house rules and the privacy line in the language of this answer; empty where unsaid."""
    return {"rules": "", "privacy": "", **house_rules(site, current_language())}


def _fields_again(refusal: ModerationError) -> dict[str, str]:
    """What the reader sent; bytes that are no text are shown by signs that say so."""
    fields = request.form.to_dict() if isinstance(refusal, InvalidText) else sent_fields()
    if isinstance(refusal, KeyReused) or not fields.get("key"):
        fields["key"] = new_key()
    return fields


def _why(refusal: ModerationError) -> str:
    if isinstance(refusal, ThreadClosed):
        return closed_text(refusal.why)
    if isinstance(refusal, KeyReused):
        return str(_("You have sent this form before. Send it again to send it as new."))
    return refusal_text("invalid_fields" if isinstance(refusal, Invalid) else refusal.code)


def _parent(site: Site, place: Place, fields: dict[str, str]) -> Node | None:
    number = fields.get("parent_id", "")
    if not place.article or not number.isdecimal() or len(number) > 9:
        return None
    return find_shown(site, place.ref, int(number))
