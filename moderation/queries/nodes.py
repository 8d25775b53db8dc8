"""What a thread is made of: comments as readers see them, those of a branch inside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Comment, Site
from moderation.queries.windows import Window
from moderation.text.languages import language_tag

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
    is_parent_here: bool = True  # in the same part
    replies_before: int | None = None  # only on the page itself: where its branch goes on
    replies_after: int | None = None
    replies_left: int = 0  # how many come after those here; 1,001 are too many to count
    replies: list[Node] = field(default_factory=list, repr=False, compare=False)


def tree(window: Window) -> list[Node]:
    """The comments on the page, each with those of its branch, ``DEEPEST`` levels at most."""
    replies = [id_ for branch in window.branches.values() for id_ in branch]
    nodes = {node.id: node for node in nodes_of([*window.roots, *replies])}
    names = _names_above(nodes)
    top = [_with_folds(nodes[root], window) for root in window.roots]
    for root in top:
        _hang(root, [nodes[id_] for id_ in window.branches.get(root.id, ())], names)
    return top


def _with_folds(root: Node, window: Window) -> Node:
    return replace(
        root,
        replies_before=window.folded_before.get(root.id),
        replies_after=window.folded_after.get(root.id),
        replies_left=window.left.get(root.id, 0),
    )


def _hang(root: Node, branch: Iterable[Node], names: Mapping[int, str]) -> None:
    """Put replies under what they answer; below the comment itself when that is not in this part.

    Parents come before their replies.
    """
    placed = {root.id: (root, 1)}  # on which level each stands
    around: dict[int, tuple[Node, int]] = {}  # and in whose replies
    for reply in branch:
        assert reply.parent_id is not None
        parent, level = placed.get(reply.parent_id, (root, 1))
        holder, level = around[parent.id] if level == DEEPEST else (parent, level)
        node = reply
        if reply.parent_id != holder.id:
            is_here = reply.parent_id in placed
            name = names[reply.parent_id]
            node = replace(reply, parent_name=name, is_parent_here=is_here)
        holder.replies.append(node)
        placed[node.id], around[node.id] = (node, level + 1), (holder, level)


def _names_above(nodes: Mapping[int, Node]) -> Mapping[int, str]:
    """The names of those who are answered; some of them stand in another part."""
    others = {node.parent_id for node in nodes.values() if node.parent_id} - nodes.keys()
    above = {node.id: node.name for node in nodes_of(sorted(others))} if others else {}
    return {id_: node.name for id_, node in nodes.items()} | above


def nodes_of(ids: Iterable[int]) -> Iterator[Node]:
    """Comments as they will be seen, seen or not."""
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
