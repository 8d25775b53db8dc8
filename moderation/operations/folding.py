"""Folding: comments that are nearly the same text wait as one row, under the oldest of them.

A head has no ``alike_id`` and is the only one of its group that has marks; the others point to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, bindparam, delete, select, update

from moderation.extensions import db
from moderation.models import Comment, Decision, Likeness, Submission, WaitingFor
from moderation.operations.bulk import has_arrays, insert_all, listed
from moderation.prepared import change, rows
from moderation.text.likeness import Shape, are_alike, marks_of, shape_of

MOST_LOOKED_AT = 100  # heads, so that a popular phrase costs no more


def may_fold(submission: Submission) -> bool:
    """Whether it waits for the first time: what is in dispute, or passed on, stands alone."""
    return (
        isinstance(submission, Comment)
        and submission.waiting_for is WaitingFor.FIRST
        and submission.passed_to is None
        and not submission.passed_duty
    )


def fold(comment: Submission) -> int:
    """Let a waiting comment stand under the head that is like it; its head, which it may be itself.

    The older of two heads takes over the other's group.
    """
    assert isinstance(comment, Comment)
    shape = shape_of(comment.source)
    head = _head_like(comment, shape)
    if head is not None and head < comment.id:
        point([comment.id], head=head)
        return head
    mark([comment])
    if head is not None:
        take_group(head, by=comment.id)
    return comment.id


def fold_back(returning: Sequence[tuple[Submission, Decision]]) -> None:
    """Undo what leaving did to the folds: first the heads, then what stood under them."""
    now = _heads_now({each.from_alike_id or each.heir_id for _, each in returning})
    alone: list[Comment] = []
    under: dict[int, list[int]] = {}
    for each, undone in returning:
        assert isinstance(each, Comment)
        if (where := now.get(undone.from_alike_id)) is not None:
            under.setdefault(where, []).append(each.id)
        elif heir := now.get(undone.heir_id):
            mark([each])
            take_group(heir, by=each.id)
        else:
            alone.append(each)
    moved = _stand(alone)
    for at, ids in under.items():
        point(ids, head=moved.get(at, at))


def fold_all(comments: Sequence[Submission]) -> None:
    """Fold many that begin to wait, one under another too."""
    new = [each for each in comments if isinstance(each, Comment)]
    seen = Counter(chain.from_iterable(marks_of(shape_of(each.source)) for each in new))
    _stand(new, contested={number for number, times in seen.items() if times > 1})


def fold_new(submission_id: int, marks: Sequence[int], *, site_id: int) -> None:
    """Fold a comment that has just come in, unless nothing is like it."""
    if _taken(site_id, marks):
        fold(db.session.get_one(Comment, submission_id))
    else:
        place = {"submission_id": submission_id, "site_id": site_id}
        insert_all(Likeness, [{**place, "mark": number} for number in marks])


def _stand(comments: Sequence[Comment], contested: Collection[int] = ()) -> dict[int, int]:
    """Let these be heads, unless something like them is there already; who stands where."""
    marks = {each.id: marks_of(shape_of(each.source)) for each in comments}
    sites = {each.site_id for each in comments}
    every = set(chain.from_iterable(marks.values()))
    taken = {site: _taken(site, every).union(contested) for site in sites}
    rivals = [each for each in comments if not taken[each.site_id].isdisjoint(marks[each.id])]
    lone = {each.id for each in comments} - {each.id for each in rivals}
    _insert([each for each in comments if each.id in lone], marks)
    return {each.id: fold(each) for each in rivals}


def take_group(head: int, *, by: int) -> None:
    """Put a head, and what is folded under it, under another one."""
    if head == by or not _held(head):
        return
    unmark([head])
    group = (Submission.id == head) | (Submission.alike_id == head)
    db.session.execute(update(Submission).where(group, Submission.id != by).values(alike_id=by))


def point(ids: Iterable[int], *, head: int | None) -> None:
    """Fold these under a head, or let them stand alone."""
    db.session.execute(update(Submission).where(Submission.id.in_(list(ids))).values(alike_id=head))


def find_heirs(heads: Sequence[int]) -> dict[int, int]:
    """Make the oldest of each fold its head, now that these have left; who follows whom."""
    heirs: dict[int, int] = {}
    for head, follower in rows(_followers(has_arrays()), {"heads": list(heads)}):
        heirs.setdefault(head, follower)
    if heirs:
        point(heirs.values(), head=None)
    for head, heir in heirs.items():
        group = update(Submission).where(Submission.alike_id == head)
        db.session.execute(group.values(alike_id=heir))
    return heirs


@cache
def _followers(arrays: bool) -> Select[int, int]:
    table: Any = Submission.__table__
    followers = select(table.c.alike_id, table.c.id).where(
        listed(table.c.alike_id, "heads", arrays=arrays), table.c.waiting_since.is_not(None)
    )
    return followers.order_by(table.c.id).with_for_update()


def mark(comments: Sequence[Comment]) -> None:
    """Let heads be found by texts like theirs."""
    _insert(comments, {each.id: marks_of(shape_of(each.source)) for each in comments})


def _insert(comments: Sequence[Comment], marks: Mapping[int, Sequence[int]]) -> None:
    rows = [
        {"submission_id": each.id, "mark": number, "site_id": each.site_id}
        for each in comments
        for number in marks[each.id]
    ]
    insert_all(Likeness, rows)


def unmark(ids: Sequence[int]) -> bool:
    """Let these no longer be found by texts like theirs; whether any of them was a head."""
    return bool(change(_unmarking(has_arrays()), {"ids": list(ids)}))


@cache
def _unmarking(arrays: bool) -> Delete:
    marks: Any = Likeness.__table__
    return delete(marks).where(listed(marks.c.submission_id, "ids", arrays=arrays))


def _taken(site_id: int, marks: Collection[int]) -> set[int]:
    """Which of the marks some head of the site has."""
    return {number for (number,) in rows(_marked(), {"site": site_id, "marks": list(marks)})}


@cache
def _marked() -> Select[int]:
    marks = Likeness.mark.in_(bindparam("marks", expanding=True))
    return select(Likeness.mark).where(Likeness.site_id == bindparam("site"), marks).distinct()


def _heads_now(ids: Iterable[int | None]) -> dict[int | None, int]:
    """The head under which each of these waits now; what does not wait is left out."""
    wanted = set(ids) - {None}
    if not wanted:
        return {}
    rows = select(Submission.id, Submission.alike_id).where(
        Submission.id.in_(wanted),
        Submission.waiting_since.is_not(None),
        Submission.waiting_for == WaitingFor.FIRST,
    )
    return {one: head or one for one, head in db.session.execute(rows)}


def _head_like(comment: Comment, shape: Shape) -> int | None:
    """The oldest head whose text is like this one; held until the commit."""
    whole, *others = marks_of(shape)
    for marks in ([whole], others):  # what looks the same is found first, however much is like it
        for head, source in _heads_with(marks, comment) if marks else ():
            if are_alike(shape, shape_of(source)) and _held(head):
                return head
    return None


def _heads_with(marks: Sequence[int], comment: Comment) -> list[tuple[int, str]]:
    marked = (
        select(Likeness.submission_id)
        .where(Likeness.site_id == comment.site_id, Likeness.mark.in_(marks))
        .limit(MOST_LOOKED_AT)
    )
    heads = select(Comment.id, Comment.source).where(
        Comment.id.in_(marked), Comment.id != comment.id, *_is_head()
    )
    return [(head, source) for head, source in db.session.execute(heads.order_by(Comment.id))]


def _held(head: int) -> bool:
    """Hold a head, so that nobody decides on it while something goes under it."""
    row = select(Submission.id).where(Submission.id == head, *_is_head())
    held = row.with_for_update(of=Submission.__table__, key_share=True)
    return db.session.scalar(held) is not None


def _is_head() -> tuple[ColumnElement[bool], ...]:
    return (
        Submission.waiting_since.is_not(None),
        Submission.alike_id.is_(None),
        Submission.waiting_for == WaitingFor.FIRST,
        Submission.passed_to.is_(None),
        Submission.passed_duty == "",
    )
