"""The address of a mistake's place on the site's own page, as one moderator opens it."""

from __future__ import annotations

import time

from moderation.models import TypoReport
from moderation.queries.cards import Card
from moderation.views.http import current_moderator, signer


def place_link(card: Card) -> str:
    """The page at the place: browsers find it by its words, else our script on the page paints it.

    What stands before the directive is for the script; a browser hides the directive from it.
    """
    if not isinstance(card.submission, TypoReport) or card.extras.correction is None:
        return card.url
    token = signer().place(card.submission.id, current_moderator().id, time.time())
    directive = card.extras.correction.directive
    return f"{card.submission.page.url}#moderation-place={token}{directive}"
