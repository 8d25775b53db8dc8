"""Which comments of a thread are read for one part of it, by an index of what is shown.

A thread is two kinds of lists in the order of time: the comments on the page itself, and below
each of them all replies of its branch, however deep. A part is a stretch of the first, each
with the beginning of the second; of one branch it may be another stretch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from moderation.queries.thread_lists import (
    LAST,
    Stretch,
    count_left,
    first_of,
    has_earlier,
    place_of,
    read_lists,
    start_of,
)


@dataclass(frozen=True)
class Asked:
    """Which part is wanted: by a comment on the page, by one of a branch, or around any one."""

    after: int = 0
    before: int = 0
    under: int = 0  # this comment alone, and of its branch what ``after`` and ``before`` say
    comment: int = 0
    limit: int = 50
    replies: int = 20


@dataclass(frozen=True)
class Window:
    """The numbers of one part: comments on the page, each with those of its branch."""

    roots: list[int] = field(default_factory=list)
    branches: Mapping[int, list[int]] = field(default_factory=dict)
    before: int | None = None
    after: int | None = None
    folded_before: Mapping[int, int] = field(default_factory=dict)  # by root: where it goes on
    folded_after: Mapping[int, int] = field(default_factory=dict)
    left: Mapping[int, int] = field(default_factory=dict)  # by root: how many more, or 1,001
    is_without: bool = False  # the comment that was asked for is not shown


def window(page_id: int, asked: Asked) -> Window:
    """One part, in one statement when it is the first and nothing is folded."""
    focus, on_page, on_branch = _stretches(page_id, asked)
    roots, branches = read_lists(page_id, on_page, focus, on_branch)
    has_more = len(roots) > on_page.most
    roots = roots[: on_page.most]
    shown = {root: branches[root][: on_branch.most] for root in roots if root in branches}
    after = {
        root: ids[-1]
        for root, ids in shown.items()
        if len(branches[root]) > len(ids) or (root == focus and on_branch.end < LAST)
    }
    before = {}
    if shown.get(focus) and on_branch.first and has_earlier(page_id, focus, shown[focus][0]):
        before[focus] = shown[focus][0]
    goes_on = not asked.under and bool(roots)
    is_later = goes_on and on_page.first and has_earlier(page_id, 0, roots[0])
    return Window(
        is_without=bool(asked.comment) and not focus and asked.comment not in roots,
        roots=roots,
        branches=shown,
        before=roots[0] if is_later else None,
        after=roots[-1] if goes_on and (has_more or on_page.end < LAST) else None,
        folded_before=before,
        folded_after=after,
        left=count_left(after.values()) if after else {},
    )


def _stretches(page_id: int, asked: Asked) -> tuple[int, Stretch, Stretch]:
    """Of which branch another stretch than the first is wanted, and both stretches."""
    first_replies = Stretch(most=asked.replies)
    if asked.under:
        alone = Stretch(asked.under, asked.under + 1, 1)
        return asked.under, alone, _beside(page_id, asked.under, asked)
    if asked.comment and (place := place_of(page_id, asked.comment)):
        root, number = place
        on_page = _around(page_id, 0, root or number, asked.limit)
        on_branch = _around(page_id, root, number, asked.replies) if root else first_replies
        return root, on_page, on_branch
    return 0, _beside(page_id, 0, asked), first_replies


def _beside(page_id: int, root_id: int, asked: Asked) -> Stretch:
    if asked.before:
        first = start_of(page_id, root_id, asked.before, asked.limit)
        return Stretch(first, asked.before, asked.limit)
    return Stretch(asked.after + 1 if asked.after else 0, LAST, asked.limit)


def _around(page_id: int, root_id: int, number: int, most: int) -> Stretch:
    """The first stretch if the comment is in it; else one with the comment in its middle."""
    if number in first_of(page_id, root_id, most):
        return Stretch(most=most)
    return Stretch(start_of(page_id, root_id, number + 1, max(1, most // 2)), LAST, most)
