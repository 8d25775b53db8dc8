"""What a reader sees under a page: its public comments as a tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from moderation.drafts import PageRef
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Comment, Page, Site
from moderation.queries.brakes import closing
from moderation.queries.branches import passes
from moderation.queries.replica import follow
from moderation.text.languages import language_tag
from moderation.text.pages import place_of

ROOTS = 50  # comments on the page itself in one part of a thread
MOST_ROOTS = 200
DEEPEST = 4  # levels shown one inside the other; what is deeper stands beside its parent
AT_ONCE = 10_000  # values in one statement: SQLite binds at most 32,766, PostgreSQL 65,535


@dataclass(frozen=True)
class Node:
    """A comment as readers see it, or the place of one that its author took back."""

    id: int
    parent_id: int | None
    name: str
    html: str
    lang: str
    submitted_at: datetime
    gone: bool
    newsroom: bool = False  # the site's own reply
    edited: bool = False  # by a moderator, where the site says so
    parent_name: str | None = None  # said only where the markup does not show whose reply it is
    replies: list[Node] = field(default_factory=list, repr=False, compare=False)


@dataclass(frozen=True)
class Thread:
    """One part of a page's thread; ``after`` leads to the next part, none at the end."""

    page: Page | None
    url: str
    title: str
    why_closed: str
    count: int
    nodes: list[Node]
    after: int | None


class Place(NamedTuple):
    """Where a comment stands in the tree, without what it says."""

    id: int
    parent_id: int | None
    gone: bool


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
    return Opened(ref, page, *closing(site, page))


def thread(opened: Opened, *, after: int | None = None, limit: int = ROOTS) -> Thread:
    """The public comments of a page, oldest first, in two queries."""
    page, ref = opened.page, opened.ref
    if page:
        follow(page)
    places = _shown(_places(page)) if page else []
    roots = [place.id for place in places if place.parent_id is None and place.id > (after or 0)]
    most = max(1, min(limit, MOST_ROOTS))
    return Thread(
        page=page,
        url=ref.url,
        title=(page.title if page else "") or ref.title,
        why_closed=opened.why_closed,
        count=sum(not place.gone for place in places),
        nodes=_tree(places, set(roots[:most])),
        after=roots[most - 1] if len(roots) > most else None,
    )


def find_shown(site: Site, ref: PageRef, comment_id: int) -> Node | None:
    """One comment of a page, when readers see it."""
    page = find_page(site, ref)
    places = _shown(_places(page)) if page else []
    if any(place.id == comment_id and not place.gone for place in places):
        return next(_nodes([comment_id]))
    return None


def find_node(comment_id: int) -> Node:
    """One comment as it will be seen, seen or not; raises ``NotFound``."""
    for node in _nodes([comment_id]):
        return node
    raise NotFound


def _places(page: Page) -> list[Place]:
    places = (
        select(Comment.id, Comment.parent_id, Comment.placeholder)
        .where(Comment.page_id == page.id, passes())
        .order_by(Comment.id)
    )
    return [Place(*row) for row in db.session.execute(places)]


def _shown(places: Iterable[Place]) -> list[Place]:
    """What readers see: everything under a shown parent, and a placeholder only above a reply.

    Parents before their replies, without recursion: a chain of replies may be very long.
    """
    below: defaultdict[int | None, list[Place]] = defaultdict(list)
    for place in places:
        below[place.parent_id].append(place)
    reached = list(below[None])
    for place in reached:  # grows while it is walked
        reached.extend(below[place.id])
    needed: set[int | None] = set()
    kept = []
    for place in reversed(reached):
        if not place.gone or place.id in needed:
            needed.add(place.parent_id)
            kept.append(place)
    return kept[::-1]


def _tree(places: Iterable[Place], roots: set[int]) -> list[Node]:
    """The chosen roots with all that is below them, ``DEEPEST`` levels one inside the other."""
    around: dict[int, int | None] = {}  # in whose replies a comment stands
    level: dict[int, int] = {}
    for place in places:
        if place.parent_id is None:
            if place.id in roots:
                around[place.id], level[place.id] = None, 1
        elif place.parent_id in level:
            is_deepest = level[place.parent_id] == DEEPEST
            around[place.id] = around[place.parent_id] if is_deepest else place.parent_id
            level[place.id] = min(level[place.parent_id] + 1, DEEPEST)
    return _assemble(around)


def _assemble(around: dict[int, int | None]) -> list[Node]:
    nodes = {node.id: node for node in _nodes(around)}
    top: list[Node] = []
    for number in sorted(around):
        node, holder = nodes[number], around[number]
        if holder is not None and node.parent_id is not None and node.parent_id != holder:
            node = replace(node, parent_name=nodes[node.parent_id].name)
        (top if holder is None else nodes[holder].replies).append(node)
    return top


def _nodes(ids: Iterable[int]) -> Iterator[Node]:
    wanted = list(ids)
    for start in range(0, len(wanted), AT_ONCE):
        comments = select(
            Comment.id,
            Comment.parent_id,
            Comment.author_name,
            Comment.body_html,
            Comment.lang,
            Comment.submitted_at,
            Comment.placeholder,
            Comment.moderator_id.is_not(None),
            Comment.edited_by.is_not(None),
            Comment.site_id,
        ).where(Comment.id.in_(wanted[start : start + AT_ONCE]))
        for *row, site_id in db.session.execute(comments):
            yield _node(Node(*row), site_id)


def _node(node: Node, site_id: int) -> Node:
    if node.gone:
        return replace(node, name="", html="", lang="", newsroom=False, edited=False)
    edited = node.edited and db.session.get_one(Site, site_id).policy.edited_note
    return replace(node, lang=language_tag(node.lang), edited=edited)
