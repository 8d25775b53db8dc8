"""Answers and reasons that a site keeps at hand."""

from __future__ import annotations

from sqlalchemy import func, select

from moderation.database import utcnow
from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import CannedText, Purpose, Role
from moderation.operations.events import record
from moderation.queries.canned import find_canned, siblings
from moderation.queries.submissions import find_moderator, reaches

MOST = 30  # texts of one purpose in one language: more would be a search, not a menu


def add_canned(
    site_id: int, purpose: Purpose, *, by: int, lang: str, title: str, text: str
) -> int:  # fmt: skip
    """Keep a text at hand, after the others of its purpose and language; its number."""
    if not reaches(find_moderator(by).role_on(site_id), Role.ADMIN):
        raise NotFound
    canned = CannedText(site_id=site_id, purpose=purpose, lang=lang, title=title, text=text)
    alike = siblings(canned)
    _check(title, text, others=alike)
    if len(alike) >= MOST:
        raise Invalid({"title": [Problem("too_many", {"number": len(alike) + 1, "most": MOST})]})
    last = select(func.max(CannedText.position)).where(CannedText.site_id == site_id)
    canned.position = (db.session.scalar(last) or 0) + 1
    db.session.add(canned)
    db.session.flush()
    _tell("canned_added", canned, by)
    return canned.id


def change_canned(canned_id: int, *, by: int, lang: str, title: str, text: str) -> None:
    """Word a text anew."""
    canned = find_canned(canned_id, moderator=find_moderator(by))
    with db.session.no_autoflush:
        canned.lang = lang
        _check(title, text, others=[one for one in siblings(canned) if one is not canned])
    canned.title, canned.text = title, text
    _tell("canned_changed", canned, by)


def move_canned(canned_id: int, *, by: int, up: bool) -> None:
    """Let a text change places with its neighbour; at the end nothing happens."""
    canned = find_canned(canned_id, moderator=find_moderator(by))
    alike = siblings(canned)
    place = alike.index(canned) + (-1 if up else 1)
    if 0 <= place < len(alike):
        other = alike[place]
        canned.position, other.position = other.position, canned.position


def remove_canned(canned_id: int, *, by: int) -> None:
    """Offer a text no more."""
    canned = find_canned(canned_id, moderator=find_moderator(by))
    canned.removed_at = utcnow()
    _tell("canned_removed", canned, by)


def _check(title: str, text: str, *, others: list[CannedText]) -> None:
    """One title, one text in each language: those with the same are its translations."""
    said = {"title": title, "text": text}
    if missing := [name for name, value in said.items() if not value]:
        raise Invalid({name: [Problem("required")] for name in missing})
    if title in {one.title for one in others}:
        raise Invalid({"title": [Problem("taken")]})


def _tell(name: str, canned: CannedText, by: int) -> None:
    what = {"purpose": canned.purpose.value, "lang": canned.lang, "title": canned.title}
    record(name, site_id=canned.site_id, by=by, subject=f"canned text {canned.id}", after=what)
