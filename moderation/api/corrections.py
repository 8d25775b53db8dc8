"""Programs that mend a site's texts read what is to be mended."""

from __future__ import annotations

from dataclasses import asdict

from flask import request
from flask.typing import ResponseReturnValue

from moderation.api.addresses import number_of
from moderation.api.blueprints import moderators_blueprint, the_moderator
from moderation.drafts.fields import Reader
from moderation.errors import Invalid
from moderation.queries.patches import Stage, patches, site_id_of

ROWS, MOST_ROWS = 100, 500

bp = moderators_blueprint("corrections", __name__)


@bp.get("/sites/<site_key>/corrections")
def index(site_key: str) -> ResponseReturnValue:
    """The site's corrections at one stage: the accepted ones, unless another is asked for."""
    site_id = site_id_of(site_key, moderator=the_moderator())
    reader = Reader(request.args)
    stage, after = reader.text("status", 20) or Stage.ACCEPTED, reader.whole("after")
    if stage not in set(Stage):
        reader.refuse("status", "not_a_choice")
    if reader.errors:
        raise Invalid(reader.errors)
    limit = number_of(request.args, "limit", default=ROWS, most=MOST_ROWS)
    part = patches(site_id, Stage(stage), after=after or 0, limit=limit)
    return {"corrections": [asdict(row) for row in part.rows], "after": part.after}
