"""What is known of the fetching of a page begins with whoever needs it first."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from moderation.extensions import db
from moderation.models import PageFetch


def find_or_add_fetch(page_id: int) -> PageFetch:
    """What is known of how a page was fetched."""
    known = db.session.get(PageFetch, page_id)
    if known is not None:
        return known
    new = PageFetch(page_id=page_id)
    try:
        with db.session.begin_nested():
            db.session.add(new)
    except IntegrityError:  # another worker was first
        return db.session.get_one(PageFetch, page_id)
    return new
