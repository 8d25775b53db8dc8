"""What the readers' forms share: the fields that come in, and the ones a new form carries."""

from __future__ import annotations

import time
import uuid
from typing import TypeVar

from moderation.drafts import CommentDraft, FlagDraft, NoticeDraft, TypoDraft
from moderation.errors import Errors, Invalid
from moderation.models import Site
from moderation.text.pages import place_of
from moderation.views.http import signer
from moderation.views.public.places import Place
from moderation.views.strict_forms import strict_form

Draft = TypeVar("Draft", CommentDraft, TypoDraft, FlagDraft, NoticeDraft, str)


def sent_fields() -> dict[str, str]:
    """The form's fields; raises ``InvalidText``.

    A form without a ticket is no script that has none: it says so with an empty one.
    """
    return {"ticket": "", **strict_form()}


def well_formed(draft: Draft | Errors) -> Draft:
    """The draft; raises ``Invalid`` with what is wrong with it."""
    if isinstance(draft, dict):
        raise Invalid(draft)
    return draft


def new_ticket(site: Site, place: Place) -> str:
    """A form ticket for a page of the site: made now, good for this page alone."""
    key = place_of(place.ref.url, place.ref.page_id)
    return signer().ticket(site.key, key, time.time())


def new_key() -> str:
    """A key that makes a retry of the same form harmless."""
    return str(uuid.uuid4())


def own_fields(site: Site, place: Place) -> dict[str, str]:
    """What a new form carries with it besides what the reader writes."""
    ref = place.ref
    return {
        "url": ref.url,
        "page_id": ref.page_id,
        "title": ref.title,
        "lang": ref.lang,
        "ticket": new_ticket(site, place),
        "key": new_key(),
        "rules_version": str(site.rules_version),
    }
