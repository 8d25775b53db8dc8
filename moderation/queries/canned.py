"""The answers and reasons that sites keep at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import CannedText, Moderator, Purpose, Role
from moderation.queries.submissions import reaches

Key = tuple[int, str]  # a site's id and a language; the empty one stands for any
MOST_SITES = 200
MOST = 1000


def find_canned(canned_id: int, *, moderator: Moderator) -> CannedText:
    """A text of a site that the moderator manages; raises ``NotFound``."""
    canned = db.session.get(CannedText, canned_id) if 0 < canned_id < 2**31 else None
    if canned is None or canned.removed_at is not None:
        raise NotFound
    if not reaches(moderator.role_on(canned.site_id), Role.ADMIN):
        raise NotFound
    return canned


def canned_texts(site_id: int, purpose: Purpose) -> list[CannedText]:
    """A site's texts of one purpose, in the order in which they are offered."""
    return list(
        db.session.scalars(
            select(CannedText)
            .where(
                CannedText.site_id == site_id,
                CannedText.purpose == purpose,
                CannedText.removed_at.is_(None),
            )
            .order_by(CannedText.lang, CannedText.position, CannedText.id)
        )
    )


def siblings(canned: CannedText) -> list[CannedText]:
    """The texts among which one has its place: same site, purpose and language."""
    alike = canned_texts(canned.site_id, canned.purpose)
    return [one for one in alike if one.lang == canned.lang]


def menus(sites: Iterable[int], purpose: Purpose) -> dict[Key, list[CannedText]]:
    """The texts of some sites by site and language, in one query."""
    texts = (
        select(CannedText)
        .where(
            CannedText.site_id.in_(list(sites)[:MOST_SITES]),
            CannedText.purpose == purpose,
            CannedText.removed_at.is_(None),
        )
        .order_by(CannedText.site_id, CannedText.position, CannedText.id)
        .limit(MOST)
    )
    found: defaultdict[Key, list[CannedText]] = defaultdict(list)
    for text in db.session.scalars(texts):
        found[text.site_id, text.lang].append(text)
    return dict(found)


def menu_key(found: dict[Key, list[CannedText]], site_id: int, lang: str) -> Key | None:
    """The menu for a text of this language: the site's in it, else the one for any language."""
    tag = lang.partition("-")[0].lower()
    return next((key for key in ((site_id, tag), (site_id, "")) if key in found), None)
