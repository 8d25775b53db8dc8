"""Open corrections by page, section, kind and editor."""

from __future__ import annotations

from enum import StrEnum

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.models import Moderator
from moderation.queries.correction_groups import (
    Groups,
    categories_with_open,
    editors_with_open,
    pages_with_open,
    sections_with_open,
)
from moderation.queries.submissions import sites_of
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.reading import checked
from moderation.views.filters import one_of
from moderation.views.http import current_moderator
from moderation.views.replicas import from_replica

bp = dashboard_blueprint("correction_groups", __name__)


class By(StrEnum):
    """What open corrections are put together by."""

    PAGE = "page"
    SECTION = "section"
    CATEGORY = "category"
    EDITOR = "editor"


@bp.get("/corrections/groups")
@from_replica
def index() -> ResponseReturnValue:
    """How much is open on each page, in each section, of each kind, with each editor."""
    moderator = current_moderator()
    reader = Reader(request.args)
    by = one_of(reader, "by", tuple(By)) or By.PAGE
    site = reader.text("site", LIMITS.key)
    return render_template(
        "dashboard/correction_groups.html",
        by=by.value,
        site=site,
        sites=sites_of(moderator),
        groups=_groups(moderator, by, site, reader),
        me=moderator.id,
    )


def _groups(moderator: Moderator, by: By, site: str, reader: Reader) -> Groups:
    after = reader.line("after", LIMITS.title)
    before = reader.whole("after") if by is By.PAGE else None
    checked(reader, None)
    if by is By.PAGE:
        return pages_with_open(moderator, site_key=site, before=before)
    if by is By.SECTION:
        return sections_with_open(moderator, site_key=site, after=after)
    if by is By.CATEGORY:
        return categories_with_open(moderator, site_key=site)
    return editors_with_open(moderator, site_key=site)
