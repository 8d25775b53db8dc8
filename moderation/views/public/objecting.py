"""What the forms about one public comment share: which comment it is, and its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request

from moderation.drafts import PageRef
from moderation.errors import Invalid, InvalidText, ModerationError, NotFound, ThreadClosed
from moderation.forms.fields import ReaderForm, draw
from moderation.models import Comment, Site
from moderation.queries.nodes import Node
from moderation.queries.objections import find_public
from moderation.queries.thread import find_node
from moderation.views.errors import status_of
from moderation.views.public.form_pages import form_page, known
from moderation.views.public.places import Place, asked_language, sent_place
from moderation.views.public.sending import new_ticket, sent_fields
from moderation.wording import closed_text, error_texts, refusal_text


@dataclass(frozen=True)
class About:
    """The comment that a form is about, as readers see it, and where it stands."""

    comment: Comment
    node: Node
    place: Place
    site: Site

    @property
    def page_key(self) -> str:
        """What the form's ticket is made for."""
        return self.comment.page.url_key


def about(site: Site, fields: Mapping[str, str]) -> About:
    """The public comment of the site that ``id`` names; raises ``NotFound`` for any other."""
    number = fields.get("id", "")
    if not re.fullmatch(r"[0-9]{1,10}", number):
        raise NotFound
    comment = find_public(site, int(number))
    page = comment.page
    ref = PageRef(url=page.url, title=page.title, page_id=page.given_id)
    place = Place(site.key, ref, page.url, asked_language())
    return About(comment, find_node(comment.id), place, site)


def own_fields_about(one: About) -> dict[str, str]:
    """What a new form carries with it."""
    return {
        "id": str(one.comment.id),
        "lang": asked_language() or "",
        "ticket": new_ticket(one.site, one.place),
    }


def objection_page(one: About, form: type[ReaderForm], template: str, **shown: object) -> Response:
    """The page with a form about a comment; ``fields`` are what it holds."""
    fields = shown.pop("fields", None) or own_fields_about(one)
    return form_page(
        one.site,
        template,
        place=one.place,
        node=one.node,
        form=draw(form, fields),  # type: ignore[arg-type]
        **shown,
    )


def refused(
    site: Site, form: type[ReaderForm], template: str, refusal: ModerationError, **shown: object
) -> Response:
    """The form once more under the refusal's status, with all that was typed in it."""
    fields = typed_fields(refusal)
    page = objection_page(
        about(site, fields), form, template, fields=fields, **refusal_shown(refusal), **shown
    )
    return answered(page, refusal)


def gone(site: Site, *names: str) -> Response:
    """That readers see the comment no longer, with what was typed in the fields of these names."""
    fields = request.form if request.method == "POST" else {}
    typed = [text for name in names if (text := fields.get(name, "").strip())]
    page = Response(render_template("public/gone.html", site=site, typed=typed), 404)
    page.cache_control.no_store = True
    return page


def back_to(ref: PageRef, site: Site) -> dict[str, Any]:
    """What the address of a word of thanks says, so that it can lead back."""
    return {
        "site_key": site.key,
        "url": ref.url,
        "page_id": ref.page_id or None,
        "lang": asked_language(),
    }


def thanked_place(site: Site) -> Place:
    """The page that a word of thanks leads back to, if its address names one of the site's."""
    return known(site, sent_place(site, request.args))


def typed_fields(refusal: ModerationError) -> dict[str, str]:
    """What was typed; bytes that are no text are shown by signs that say so."""
    return request.form.to_dict() if isinstance(refusal, InvalidText) else sent_fields()


def refusal_shown(refusal: ModerationError) -> dict[str, object]:
    """Why a form was refused, for the page that shows it again."""
    if isinstance(refusal, Invalid):
        return {"refusal": refusal_text("invalid_fields"), "errors": error_texts(refusal.errors)}
    if isinstance(refusal, ThreadClosed):
        return {"refusal": closed_text(refusal.why), "errors": {}}
    return {"refusal": refusal_text(refusal.code), "errors": {}}


def answered(page: Response, refusal: ModerationError) -> Response:
    """The page under the refusal's status."""
    page.status_code = status_of(refusal)
    if retry_after := getattr(refusal, "retry_after", None):
        page.headers["Retry-After"] = str(retry_after)
    return page
