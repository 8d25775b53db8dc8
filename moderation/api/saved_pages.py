"""A site's CMS says that a page was saved: its mistakes are looked for again at once."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.addresses import page_of
from moderation.api.blueprints import moderators_blueprint, the_moderator
from moderation.api.bodies import read_json
from moderation.drafts import PageRef
from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Invalid, NotFound
from moderation.models import Role
from moderation.operations.checks import note_saved
from moderation.queries.submissions import sites_of
from moderation.transactions import write

bp = moderators_blueprint("saved_pages", __name__)


@bp.post("/sites/<site_key>/pages/saved")
def create(site_key: str) -> ResponseReturnValue:
    """Have a page looked at; one that nobody has reported anything about is no mistake."""
    moderator = the_moderator()
    site = next((own for own in sites_of(moderator, Role.EDITOR) if own.key == site_key), None)
    if site is None:
        raise NotFound
    body = read_json()
    ref = _named(body) if not body.get("url") else page_of(site, body)
    return {"looked_for": write(note_saved, site.id, ref)}, 202


def _named(body: dict[str, object]) -> PageRef:
    """A page by its host's own name for it."""
    reader = Reader(body)
    page_id = reader.line("page_id", LIMITS.title)
    if not page_id:
        reader.refuse("url", "required")
    if reader.errors:
        raise Invalid(reader.errors)
    return PageRef(url="", page_id=page_id)
