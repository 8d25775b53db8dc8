"""Long talks under one page, written at once; and what readers see of them, found the long way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func, insert, select, text, update

from moderation.extensions import db
from moderation.models import Comment, Kind, Page, Site, Status, Submission
from tests import factories

PARTS = {"p": Status.PENDING, "a": Status.APPROVED, "r": Status.REJECTED, "w": Status.DELETED}


class Said(NamedTuple):
    """A comment: its parent's place in the talk, and how it stands; ``w`` leaves a placeholder."""

    parent: int | None
    stands: str = "a"


class Place(NamedTuple):
    """Where a comment stands in the tree, without what it says."""

    id: int
    parent_id: int | None
    gone: bool


def hold(site: Site, talk: Sequence[Said], url: str = factories.URL) -> list[int]:
    """Write all of these under a page, with what is kept of who sees them; their ids."""
    opening = factories.stored(factories.comment(site, "Opening.", url=url).id)
    first = (db.session.scalar(select(func.max(Submission.id))) or 0) + 1
    common = {name: getattr(opening, name) for name in ("site_id", "page_id", "author_id")}
    common |= {"kind": Kind.COMMENT, "version": 1, "waiting_since": None, "waiting_for": None}
    places = [
        Place(number, None if said.parent is None else first + said.parent, said.stands == "w")
        for number, said in enumerate(talk, start=first)
    ]
    roots: dict[int, int] = {}
    for place in places:
        above = place.parent_id
        roots[place.id] = 0 if above is None else roots[above] or above
    passing = [place for place, said in zip(places, talk, strict=True) if said.stands in "aw"]
    seen = {place.id for place in shown(passing)}
    rows = [
        common
        | {"id": place.id, "status": PARTS[said.stands], "placeholder": place.gone}
        | {"root_id": roots[place.id], "shown": place.id in seen, "author_name": f"R{place.id}"}
        for place, said in zip(places, talk, strict=True)
    ]
    texts = [
        {"id": each.id, "parent_id": each.parent_id, "source": "Said.", "body_html": "<p>Said.</p>"}
        for each in places
    ]
    db.session.execute(insert(Submission.__table__), rows)  # type: ignore[arg-type]
    db.session.execute(insert(Comment.__table__), texts)  # type: ignore[arg-type]
    if db.engine.dialect.name == "postgresql":
        last = text("SELECT setval('submissions_id_seq', max(id)) FROM submissions")
        db.session.execute(last)
    count = sum(place.id in seen and not place.gone for place in places)
    more = update(Page).where(Page.id == opening.page_id)
    db.session.execute(more.values(comment_count=Page.comment_count + count))
    db.session.commit()
    return [place.id for place in places]


def shown(places: Iterable[Place]) -> list[Place]:
    """What readers see: everything under a shown parent, and a placeholder only above a reply."""
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
    return sorted(kept)


def around(places: Iterable[Place], deepest: int) -> dict[int, int | None]:
    """In whose replies each of them stands, on so many levels at most."""
    holders: dict[int, int | None] = {}
    level: dict[int, int] = {}
    for place in places:
        if place.parent_id is None:
            holders[place.id], level[place.id] = None, 1
        else:
            is_deepest = level[place.parent_id] == deepest
            holders[place.id] = holders[place.parent_id] if is_deepest else place.parent_id
            level[place.id] = min(level[place.parent_id] + 1, deepest)
    return holders


def places_on(page_id: int) -> list[Place]:
    """What readers see of a page by the statuses of its comments alone."""
    passes = (Submission.status == Status.APPROVED) | Submission.placeholder
    rows = db.session.execute(
        select(Comment.id, Comment.parent_id, Comment.placeholder)
        .where(Comment.page_id == page_id, passes)
        .order_by(Comment.id)
    )
    return shown(Place(*row) for row in rows)
