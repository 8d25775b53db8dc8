"""The place of a mistake, for an editor's browser that opens the page there."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.errors import NotFound
from moderation.models import Role, TypoReport
from moderation.queries.checks import Sought, sought_for
from moderation.queries.submissions import find_moderator, find_submission


@dataclass(frozen=True)
class MarkedPlace:
    """What to look for, and in which language it is written."""

    sought: Sought
    lang: str
    fix: str


def marked_place(submission_id: int, moderator_id: int, *, site_id: int) -> MarkedPlace:
    """A mistake of a site on which somebody is an editor; raises ``NotFound``."""
    person = find_moderator(moderator_id)
    report = find_submission(submission_id, moderator=person, role=Role.EDITOR)
    if not isinstance(report, TypoReport) or report.site_id != site_id:
        raise NotFound
    lang = report.quote_lang or report.page.lang
    return MarkedPlace(sought_for(report), lang, report.fix.value)
