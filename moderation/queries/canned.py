"""The answers and reasons that sites keep at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import CannedText, Moderator, Purpose, Role
from moderation.queries.submissions import reaches

REASONS = (Purpose.REASON, Purpose.TYPO_REASON)
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


def reasons_by_site(sites: Sequence[int] | None) -> dict[int, list[CannedText]]:
    """The reasons of some sites, or of all, in one query; each site's in their order."""
    texts = select(CannedText).where(
        CannedText.purpose.in_(REASONS), CannedText.removed_at.is_(None)
    )
    if sites is not None:
        texts = texts.where(CannedText.site_id.in_(sites))
    ordered = texts.order_by(CannedText.site_id, CannedText.position, CannedText.id).limit(MOST)
    found: defaultdict[int, list[CannedText]] = defaultdict(list)
    for text in db.session.scalars(ordered):
        found[text.site_id].append(text)
    return dict(found)


def offered(texts: Iterable[CannedText], langs: Sequence[str]) -> list[CannedText]:
    """Of the texts with one title, which are translations, the one in the first of the languages.

    The empty language stands for any; what is in none of these is left out.
    """
    best: dict[str, CannedText] = {}
    for text in texts:
        if text.lang in langs:
            known = best.setdefault(text.title, text)
            if langs.index(text.lang) < langs.index(known.lang):
                best[text.title] = text
    return list(best.values())


def translated(site_id: int, reason: str, lang: str) -> str:
    """A site's reason in another language, by the title that both share; empty without one."""
    said = aliased(CannedText)
    same = (
        said.site_id == CannedText.site_id,
        said.purpose == CannedText.purpose,
        said.title == CannedText.title,
    )
    texts = (
        select(CannedText.text)
        .join(said, and_(*same))
        .where(
            CannedText.site_id == site_id,
            CannedText.purpose.in_(REASONS),
            CannedText.lang == lang,
            said.text == reason,
        )
        .order_by(CannedText.removed_at.is_not(None), CannedText.id.desc())
    )
    return db.session.scalar(texts.limit(1)) or ""
