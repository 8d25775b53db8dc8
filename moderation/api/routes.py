"""Every route of the interface: what it does, what it takes and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.api.corrections import MOST_ROWS as MOST_CORRECTIONS
from moderation.api.counts import MOST_PAGES
from moderation.api.queue import MOST_ROWS, PILES
from moderation.api.shapes import Schema, list_of, one_of, text, whole
from moderation.drafts.limits import LIMITS
from moderation.models import Kind, WaitingFor
from moderation.queries.filters import Age, Order
from moderation.queries.patches import Stage
from moderation.queries.thread import MOST_ROOTS


@dataclass(frozen=True)
class Route:
    """One method at one address. ``answers`` names a schema, or none, for each status."""

    method: str
    path: str
    name: str
    summary: str
    answers: dict[int, str]
    body: str = ""
    query: tuple[tuple[str, Schema], ...] = ()
    needs: tuple[str, ...] = ()  # parameters of the query that are not optional
    refusals: tuple[int, ...] = ()
    for_moderators: bool = False
    is_retryable: bool = False


YES: Schema = {"type": "string", "enum": ["1"]}
URL = ("url", text(LIMITS.url, "Address of a page of the site."))
SENT = (400, 403, 404, 409, 413, 415, 422, 429, 503)
DECIDED = (400, 401, 404, 409, 413, 415, 422, 503)

NARROWING: tuple[tuple[str, Schema], ...] = (
    ("site", text(meaning="Key of one site.")),
    ("kind", one_of(Kind)),
    ("q", text(200, "Words in the text, the author's name, the page or a reason given.")),
    ("order", one_of(Order)),
    ("page", whole("Number of a page.", least=1)),
    ("author", whole("Number of an author.", least=1)),
    ("reason", text(400, "Codes of findings, or rule:NUMBER, with commas between them.")),
    ("age", one_of(Age)),
    ("score", whole("At least this much speaks against it.", most=100)),
    ("lang", text(35, "Of the comment, or of its page.")),
    ("links", YES),
    ("newcomer", YES),
    ("waiting_for", one_of(WaitingFor)),
    ("passed", YES),
)

ROUTES = (
    Route(
        "post", "/sites/{site_key}/comments", "sendComment", "Send a comment",
        {201: "Receipt", 202: "Receipt"},
        body="NewComment", refusals=SENT, is_retryable=True,
    ),
    Route(
        "post", "/sites/{site_key}/typos", "sendTypo", "Report a spelling error",
        {202: "TypoReceipt"},
        body="NewTypo", refusals=SENT, is_retryable=True,
    ),
    Route(
        "post", "/sites/{site_key}/comments/{comment_id}/flags", "flagComment",
        "Object to a public comment",
        {202: "Flagged"},
        body="NewFlag", refusals=(400, 403, 404, 413, 415, 422, 429, 503),
    ),
    Route(
        "get", "/sites/{site_key}/thread", "showThread", "Read a page's public comments",
        {200: "Thread", 304: ""},
        query=(
            URL,
            ("page_id", text(LIMITS.title)),
            ("after", whole("Where the part begins, as the one before it said.")),
            ("before", whole("Where the part ends, as the one after it said.")),
            ("under", whole("Only this comment on the page: more of its replies.")),
            ("comment", whole("A comment: the part in which it stands.")),
            ("limit", whole("Comments on the page itself.", least=1, most=MOST_ROOTS)),
        ),
        needs=("url",), refusals=(400, 404, 422),
    ),
    Route(
        "get", "/sites/{site_key}/counts", "showCounts", "Count the public comments of many pages",
        {200: "Counts", 304: ""},
        query=(("url", list_of(URL[1], minItems=1, maxItems=MOST_PAGES)),),
        needs=("url",), refusals=(400, 404, 422),
    ),
    Route(
        "get", "/queue", "showQueue", "Read what waits for a decision, the oldest first",
        {200: "Queue"},
        query=(
            ("status", {"type": "string", "enum": [str(name) for name in PILES if name]}),
            *NARROWING,
            ("after", text(meaning="Where the page begins, as the one before it said.")),
            ("limit", whole(least=1, most=MOST_ROWS)),
        ),
        refusals=(400, 401, 404, 422), for_moderators=True,
    ),
    Route(
        "post", "/submissions/{submission_id}/decisions", "decide", "Decide on a submission",
        {201: "Decision"},
        body="NewDecision", refusals=DECIDED, for_moderators=True,
    ),
    Route(
        "post", "/decisions", "decideMany", "Decide on many submissions in one stroke",
        {201: "Batch"},
        body="NewBatch", refusals=DECIDED, for_moderators=True,
    ),
    Route(
        "post", "/undos", "undo", "Take the decisions of a batch back",
        {201: "Undo"},
        body="NewUndo", refusals=DECIDED, for_moderators=True,
    ),
    Route(
        "patch", "/sites/{site_key}/pages", "changePage", "Close a page or open it again",
        {200: "Page"},
        body="PageChange", refusals=DECIDED, for_moderators=True,
    ),
    Route(
        "post", "/sites/{site_key}/pages/saved", "noteSaved",
        "Say that a page was saved: the mistakes on it are looked for at once",
        {202: "Looked"},
        body="SavedPage", refusals=(400, 401, 404, 413, 415, 422, 503), for_moderators=True,
    ),
    Route(
        "get", "/sites/{site_key}/corrections", "listCorrections",
        "Read what is to be mended on a site's pages, by number",
        {200: "Corrections"},
        query=(
            ("status", one_of(Stage)),
            ("after", whole("The number after which the part begins, as the one before it said.")),
            ("limit", whole(least=1, most=MOST_CORRECTIONS)),
        ),
        refusals=(400, 401, 404, 422), for_moderators=True,
    ),
    Route(
        "post", "/sites/{site_key}/corrections/{correction_id}/outcomes", "tellOutcome",
        "Say what became of a correction in the site's files",
        {201: "Reported"},
        body="NewOutcome", refusals=(400, 401, 404, 413, 415, 422, 503), for_moderators=True,
    ),
    Route(
        "get", "/openapi.json", "describe", "Read this description",
        {200: "", 304: ""},
    ),
)  # fmt: skip
