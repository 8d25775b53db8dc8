"""What is kept with each comment of a page is worked out again."""

from __future__ import annotations

from sqlalchemy import update

from moderation.extensions import db
from moderation.models import Page, Submission, Sweep
from moderation.operations.caches import refresh_pages
from moderation.operations.locks import lock_site
from moderation.operations.showing import write_shown
from moderation.queries.astray import SWEEP, Found, branches_of
from moderation.queries.branches import read_now


def mend(found: Found) -> None:
    """Mend these pages, and note how far the decisions were looked at."""
    for page_id in found.page_ids:
        _mend_page(page_id)
    refresh_pages(found.page_ids)
    db.session.merge(Sweep(name=SWEEP, upto=found.upto))


def _mend_page(page_id: int) -> None:
    page = db.session.get_one(Page, page_id)
    lock_site(page.site_id)
    branches, kept = branches_of(page_id)
    roots: dict[int, int] = {}
    for id_, node in branches.items():
        above = node.parent_id
        roots[id_] = 0 if above is None else roots[above] or above
    for id_ in (id_ for id_ in branches if roots[id_] != kept[id_]):
        moved = update(Submission.__table__).where(Submission.id == id_)  # type: ignore[arg-type]
        db.session.connection().execute(moved.values(root_id=roots[id_]))
    now = read_now(branches)
    write_shown(branches, now)
    counted = update(Page).where(Page.id == page_id)
    db.session.execute(counted.values(comment_count=len(now), version=Page.version + 1))
