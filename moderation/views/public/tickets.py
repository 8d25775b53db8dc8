"""What a form needs when the reader begins to write: a ticket, a key, the limits, the rules."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts import Limits
from moderation.models import Site
from moderation.queries.brakes import why_closed
from moderation.queries.thread import find_page
from moderation.views.blueprints import public_blueprint
from moderation.views.http import settings, the_site
from moderation.views.public.form_pages import shown_rules
from moderation.views.public.places import asked_place
from moderation.views.public.sending import new_key, new_ticket
from moderation.views.sharing import share_with_site
from moderation.wording import closed_text

bp = public_blueprint("tickets", __name__)
share_with_site(bp)

LIMITED = ("comment", "quote", "suggestion", "note", "name", "email")


@bp.get("/sites/<site_key>/ticket")
def show(site_key: str) -> ResponseReturnValue:
    """A fresh ticket, never kept by a cache."""
    site = the_site(site_key)
    place = asked_place(site)
    limits = Limits.of(site.policy)
    response = jsonify(
        ticket=new_ticket(site, place),
        key=new_key(),
        limits={name: getattr(limits, name) for name in LIMITED},
        rules=_rules(site),
        mail=_mail(),
        consent=site.policy.consent,
        closed=closed_text(why_closed(site, find_page(site, place.ref))),
    )
    response.cache_control.no_store = True
    return response


def _mail() -> dict[str, str] | None:
    """What asks a reader whether they want mail; nothing where none can be sent."""
    if not settings().mail_url:
        return None
    return {"wanted": _("Tell me when it is fixed"), "email": _("E-mail")}


def _rules(site: Site) -> dict[str, object]:
    shown = shown_rules(site)
    return {
        "version": site.rules_version,
        "text": shown["rules"],
        "privacy": shown["privacy"],
    }
