"""Taking in a typo report, whichever way it came."""

from __future__ import annotations

from moderation.drafts import Receipt, TypoDraft
from moderation.errors import Answered
from moderation.models import Site
from moderation.operations.answers import count_shown
from moderation.operations.report import submit_typo
from moderation.text.pages import place_of
from moderation.transactions import write
from moderation.views.http import ticket_state, visitor


def take_report(site: Site, draft: TypoDraft) -> Receipt:
    """Store it; where the site has an answer to it, count that it was given."""
    ticket = ticket_state(site, draft, place_of(draft.page.url, draft.page.page_id))
    try:
        return write(submit_typo, draft, site_id=site.id, visitor=visitor(), ticket=ticket)
    except Answered as answered:
        write(count_shown, answered.answer_id)
        raise
