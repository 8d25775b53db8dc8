"""A page's thread: alone for the widget, and as a whole page with its form."""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from moderation.forms.comments import CommentForm
from moderation.forms.fields import draw
from moderation.models import Site
from moderation.queries.thread import PART, find_shown, open_thread, thread
from moderation.text.languages import language_tag
from moderation.views.bases import thread_basis
from moderation.views.blueprints import public_blueprint
from moderation.views.caching import cacheable
from moderation.views.http import the_site, wants_fragment
from moderation.views.languages import worded
from moderation.views.public.form_pages import form_page
from moderation.views.public.places import Place, asked_place
from moderation.views.public.sending import own_fields
from moderation.views.replicas import even_without_primary
from moderation.views.sharing import share_with_site

bp = public_blueprint("threads", __name__)
share_with_site(bp)


@bp.get("/sites/<site_key>/thread")
@even_without_primary
def show(site_key: str) -> ResponseReturnValue:
    """The thread; with ``fragment=1`` only its HTML, which is the same for everyone."""
    site = the_site(site_key)
    place = asked_place(site)
    if wants_fragment():
        return worded(_fragment(site, replace(place, is_embedded=True)))
    return _whole_page(site, place)


def _fragment(site: Site, place: Place) -> Response:
    opened = open_thread(site, place.ref)
    basis = thread_basis(site, opened, is_worded=True)
    shown = thread(opened, **_part())
    html = render_template("public/_thread.html", thread=shown, place=place)
    return cacheable(html, "text/html", basis=basis)


def _whole_page(site: Site, place: Place) -> Response:
    part = _part()
    shown = thread(open_thread(site, place.ref), **part)
    place = place.titled(shown.title)
    parent_id = _number("parent_id")
    parent = find_shown(site, place.ref, parent_id) if parent_id else None
    fields = own_fields(site, place) | {"parent_id": str(parent.id) if parent else ""}
    return form_page(
        site,
        "public/thread.html",
        place=place,
        thread=shown,
        title_lang=language_tag(shown.page.lang) if shown.page else "",
        is_first=not any(part.values()),
        parent=parent,
        is_parent_gone=parent_id is not None and parent is None,
        form=draw(CommentForm, fields),
    )


def _part() -> dict[str, int]:
    """Which part of the thread the address asks for."""
    return {name: _number(name) or 0 for name in PART}


def _number(name: str) -> int | None:
    """A number of the address; nothing when it is none, which leads to the first part."""
    given = request.args.get(name, "")
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else None
