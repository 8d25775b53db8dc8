"""What the interface takes in, as JSON Schema with the limits that the drafts apply."""

from __future__ import annotations

from moderation.api.shapes import (
    NUMBER,
    REASON,
    VERB,
    VERSION,
    YES_OR_NO,
    Schema,
    list_of,
    one_of,
    or_null,
    record,
    text,
    whole,
)
from moderation.drafts.limits import LIMITS
from moderation.drafts.objections import FLAG_REASONS
from moderation.drafts.typos import CATEGORIES
from moderation.operations.decide import MOST_AT_ONCE
from moderation.text.patches import Outcome

PAGE_FIELDS: dict[str, Schema] = {
    "url": text(LIMITS.url, "Address of the page, on one of the site's hosts.", format="uri"),
    "title": text(LIMITS.title),
    "page_id": text(LIMITS.title, "The host's own name for the page, whatever its address."),
    "lang": text(35, "Language of the page (BCP 47)."),
    "section": text(LIMITS.title),
    "author": text(LIMITS.title),
    "revision": text(LIMITS.title),
    "edit_url": text(LIMITS.url),
}
SENDER_FIELDS: dict[str, Schema] = {
    "name": text(LIMITS.name),
    "email": text(LIMITS.email, format="email"),
    "author_key": text(LIMITS.key, "Kept by the browser; without it the author is a newcomer."),
    "ticket": text(meaning="The form's ticket, where there was a form."),
    "rules_version": or_null(whole("Version of the house rules that were shown.")),
    "consent": YES_OR_NO,
}

REQUESTS: dict[str, Schema] = {
    "NewComment": record(
        "url source",
        source=text(LIMITS.comment, "Markdown; a site may set the limit from 1 to 20000."),
        parent_id=or_null(whole("The comment that this one replies to.")),
        **PAGE_FIELDS,
        **SENDER_FIELDS,
    ),
    "NewTypo": record(
        "url exact",
        exact=text(LIMITS.quote, "The selected text; a site may set the limit from 20 to 1000."),
        prefix=text(LIMITS.affix),
        suffix=text(LIMITS.affix),
        sentence=text(LIMITS.sentence),
        occurrence=or_null(whole("Which of several equal quotes on the page.")),
        start=or_null(whole("Where the quote begins in the text of the article: for an order.")),
        suggestion=text(LIMITS.suggestion, "What it should be; twice the quote's limit."),
        note=text(LIMITS.note, "For the editors."),
        quote_lang=text(35, "Language of the selected words, where it is not the page's."),
        category=one_of(CATEGORIES),
        insist={"type": "boolean", "description": "Take it though the site has an answer."},
        translated={"type": "boolean", "description": "By the browser: refused, if so."},
        wants_mail={"type": "boolean", "description": "A letter to email when it is fixed."},
        **PAGE_FIELDS,
        **SENDER_FIELDS,
    ),
    "NewFlag": record(
        "reason",
        reason={"type": "string", "enum": list(FLAG_REASONS)},
        words=text(LIMITS.reason, "The reader's own; needed when the reason is other."),
        **SENDER_FIELDS,
    ),
    "NewDecision": record(
        "verb",
        verb=VERB,
        reason=REASON,
        version=VERSION,
        replacement=or_null(
            text(meaning="With approve of a typo report: what should stand there.")
        ),
        answers=or_null(
            {**YES_OR_NO, "description": "With reject of a typo report: tell later readers so."}
        ),
    ),
    "NewBatch": record(
        "verb",
        ids=list_of(NUMBER, maxItems=MOST_AT_ONCE),
        items=list_of(record("id", id=NUMBER, version=VERSION), maxItems=MOST_AT_ONCE),
        verb=VERB,
        reason=REASON,
    ),
    "NewUndo": record("batch", batch=text(LIMITS.key)),
    "SavedPage": record(
        "",
        url=text(LIMITS.url, "Address of the page; or its page_id.", format="uri"),
        page_id=text(LIMITS.title, "The host's own name for the page."),
    ),
    "NewOutcome": record(
        "outcome",
        outcome=one_of(Outcome),
        revision=text(LIMITS.title, "Of the page or its files, as the program names it."),
    ),
    "PageChange": record("url closed", closed=YES_OR_NO, **PAGE_FIELDS),
}
