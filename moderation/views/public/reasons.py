"""Why a submission was decided against, as its author reads it."""

from __future__ import annotations

from moderation.queries.canned import translated
from moderation.queries.receipts import Sent
from moderation.views.languages import current_language
from moderation.views.reasons import in_language


def told_reason(sent: Sent) -> str:
    """The moderator's reason, in the language of the page it was sent from where it is known in it.

    What is known in neither that language nor the receipt's is told as it was said.
    """
    if not (reason := sent.reason):
        return ""
    one = sent.submission
    page_language = (one.lang or one.page.lang).partition("-")[0].lower()
    for lang in dict.fromkeys((page_language, current_language())):
        if known := translated(one.site_id, reason, lang) or in_language(reason, lang):
            return known
    return reason
