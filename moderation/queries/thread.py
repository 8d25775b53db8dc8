"""What a reader sees under a page: its public comments as a tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from moderation.drafts import PageRef
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Comment, Page, Site
from moderation.queries.brakes import closing
from moderation.queries.branches import is_read
from moderation.queries.nodes import Node, nodes_of, tree
from moderation.queries.replica import follow
from moderation.queries.windows import Asked, Window, window
from moderation.text.pages import place_of

ROOTS = 50  # comments on the page itself in one part of a thread
MOST_ROOTS = 1000
PART = ("after", "before", "under", "comment")  # what says which part is wanted
REPLIES = 20  # of each branch; the others are asked for by themselves


@dataclass(frozen=True)
class Thread:
    """One part of a page's thread; ``before`` and ``after`` lead to the parts beside it, if any."""

    page: Page | None
    url: str
    title: str
    why_closed: str
    count: int
    nodes: list[Node]
    before: int | None
    after: int | None
    is_without: bool = False  # the comment that was asked for is not public


def find_page(site: Site, ref: PageRef) -> Page | None:
    """The page, when anything was ever sent about it."""
    key = place_of(ref.url, ref.page_id)
    return db.session.scalar(select(Page).where(Page.site_id == site.id, Page.url_key == key))


@dataclass(frozen=True)
class Opened:
    """What a thread hangs on: a copy of it is good for as long as these stay the same."""

    ref: PageRef
    page: Page | None
    why_closed: str
    until: datetime | None  # when the clock alone may open or close it


def open_thread(site: Site, ref: PageRef) -> Opened:
    """Where a thread is, and whether it takes comments, in two queries."""
    page = find_page(site, ref)
    return Opened(ref, page, *closing(site, page)[:2])


def thread(
    opened: Opened,
    *,
    after: int | None = None,
    before: int | None = None,
    under: int | None = None,
    comment: int | None = None,
    limit: int = ROOTS,
) -> Thread:
    """One part of a page's public comments, oldest first, at the cost of what it shows.

    It is the first part, or the one ``after`` or ``before`` a comment on the page, or the one
    in which any ``comment`` stands. ``under`` one comment on the page, they say it of its replies.
    """
    page, ref = opened.page, opened.ref
    most = max(1, min(limit, MOST_ROOTS))
    asked = Asked(
        after=after or 0,
        before=before or 0,
        under=under or 0,
        comment=comment or 0,
        limit=most,
        replies=most if under else REPLIES,
    )
    if page:
        follow(page)
    shown = window(page.id, asked) if page else Window()
    return Thread(
        page=page,
        url=ref.url,
        title=(page.title if page else "") or ref.title,
        why_closed=opened.why_closed,
        count=page.comment_count if page else 0,
        nodes=tree(shown),
        before=shown.before,
        after=shown.after,
        is_without=shown.is_without,
    )


def find_shown(site: Site, ref: PageRef, comment_id: int) -> Node | None:
    """One comment of a page, when readers see it."""
    page = find_page(site, ref)
    read = select(Comment.id).where(
        Comment.id == comment_id, Comment.page_id == (page.id if page else 0), is_read()
    )
    return None if db.session.scalar(read) is None else find_node(comment_id)


def find_node(comment_id: int) -> Node:
    """One comment as it will be seen, seen or not; raises ``NotFound``."""
    for node in nodes_of([comment_id]):
        return node
    raise NotFound
