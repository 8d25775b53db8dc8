"""The brake: where everything is held, or nothing is taken, at present."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Brake, Braking, Page, Role, Site
from moderation.prepared import rows
from moderation.text.pages import place_of

if TYPE_CHECKING:
    from moderation.models import Moderator


@dataclass(frozen=True)
class Stretch:
    """A page, a section of a site, or a whole site."""

    site_id: int
    page_id: int | None = None
    section: str = ""

    @property
    def kind(self) -> str:
        """What it is: ``page``, ``section`` or ``site``."""
        if self.page_id is not None:
            return "page"
        return "section" if self.section else "site"

    def brakes(self) -> Select[Brake]:
        """The brakes pulled for exactly this."""
        return select(Brake).where(
            Brake.site_id == self.site_id,
            Brake.page_id.is_(None) if self.page_id is None else Brake.page_id == self.page_id,
            Brake.section == self.section,
        )

    def pages(self) -> list[ColumnElement[bool]]:
        """Which pages belong to it."""
        conditions: list[ColumnElement[bool]] = [Page.site_id == self.site_id]
        if self.page_id is not None:
            conditions.append(Page.id == self.page_id)
        elif self.section:
            conditions.append(Page.section == self.section)
        return conditions


@dataclass(frozen=True)
class BrakeRow:
    """A brake that is on, what it is for, and who pulled it."""

    brake: Brake
    site: Site
    page: Page | None
    by: str | None
    may_lift: bool

    @property
    def place(self) -> str:
        """What it is for, by the name people gave it."""
        return _name(self.site, self.page, self.brake.section)


def is_on() -> ColumnElement[bool]:
    """Whether a brake has neither been lifted nor come to its end."""
    return Brake.lifted_at.is_(None) & or_(Brake.until.is_(None), Brake.until > utcnow())


def braking_on(page: Page) -> Braking | None:
    """What the brakes do to a page at present; a pause is more than holding."""
    return brakings_on([page]).get(page.id)


class Closing(NamedTuple):
    """Why a page takes no comments, if it takes none, and when the clock alone may change that."""

    why: str
    until: datetime | None = None
    brake: Braking | None = None  # while it takes them


def why_closed(site: Site, page: Page | None) -> str:
    """Why a page takes no comments, by itself or by a brake; empty while it does."""
    return closing(site, page).why


def closing(site: Site, page: Page | None) -> Closing:
    """The same, and until when it stays so unless somebody changes it."""
    own = page.why_closed(site.policy, utcnow()) if page else site.policy.pause and "paused"
    if own:
        return Closing(own)
    brakes = [each for each in _on({site.id}) if _covers(each, page)]
    times = [each.until for each in brakes if each.until]
    if page and (closes_at := page.closes_at(site.policy)):
        times.append(closes_at)
    pauses = [each for each in brakes if each.braking is Braking.PAUSE]
    why = "paused_here" if pauses else ""
    if any(_is_of_site(each) for each in pauses):
        why = "paused"
    return Closing(why, min(times, default=None), _severest({each.braking for each in brakes}))


def brakings_on(pages: Sequence[Page]) -> dict[int, Braking]:
    """What the brakes do to each of many pages, by their ids, in one query."""
    brakes = _on({page.site_id for page in pages}) if pages else ()
    found: dict[int, Braking] = {}
    for page in pages:
        if severest := _severest({brake.braking for brake in brakes if _covers(brake, page)}):
            found[page.id] = severest
    return found


def brakes_of(moderator: Moderator) -> list[BrakeRow]:
    """The brakes that are on at the sites one moderates, the newest first."""
    from moderation.models import Moderator  # noqa: PLC0415 - readers wait for none of the desk's
    from moderation.queries.submissions import reaches  # noqa: PLC0415

    brakes = (
        select(Brake, Site, Page, Moderator)
        .join(Site, Site.id == Brake.site_id)
        .outerjoin(Page, Page.id == Brake.page_id)
        .outerjoin(Moderator, Moderator.id == Brake.moderator_id)
        .where(is_on())
        .order_by(Brake.id.desc())
    )
    if not moderator.is_owner:
        brakes = brakes.where(Brake.site_id.in_([own.site_id for own in moderator.memberships]))
    return [
        BrakeRow(
            brake,
            site,
            page,
            person.display_name if person else None,
            may_lift=reaches(moderator.role_on(brake.site_id), Role.MODERATOR),
        )
        for brake, site, page, person in db.session.execute(brakes)
    ]


def find_brake(brake_id: int, *, by: int) -> Brake:
    """A brake on a site that one moderates; raises ``NotFound``."""
    from moderation.queries.submissions import find_moderator, reaches  # noqa: PLC0415 - as above

    brake = db.session.get(Brake, brake_id) if 0 < brake_id < 2**31 else None
    if brake is None or not reaches(find_moderator(by).role_on(brake.site_id), Role.MODERATOR):
        raise NotFound
    return brake


def ended_brakes(now: datetime) -> Sequence[Brake]:
    """The brakes whose time is over and of which nobody has been told so."""
    over = select(Brake).where(Brake.lifted_at.is_(None), Brake.until <= now)
    return db.session.scalars(over.order_by(Brake.until, Brake.id)).all()


def name_of(stretch: Stretch) -> str:
    """A stretch by the name people gave it."""
    page = None if stretch.page_id is None else db.session.get(Page, stretch.page_id)
    return _name(db.session.get_one(Site, stretch.site_id), page, stretch.section)


def stretch_of(brake: Brake) -> Stretch:
    """What a brake is for."""
    return Stretch(brake.site_id, brake.page_id, brake.section)


def sections_of(site_id: int) -> list[str]:
    """The sections that a site's pages name, in order."""
    named = select(Page.section).where(Page.site_id == site_id, Page.section != "").distinct()
    return list(db.session.scalars(named.order_by(Page.section).limit(500)))


def _on(site_ids: Iterable[int]) -> Sequence[Brake]:
    ids = [number for (number,) in rows(_on_sites(), {"sites": list(site_ids), "now": utcnow()})]
    return db.session.scalars(select(Brake).where(Brake.id.in_(ids))).all() if ids else ()


@cache
def _on_sites() -> Select[int]:
    lasts = or_(Brake.until.is_(None), Brake.until > bindparam("now"))
    theirs = Brake.site_id.in_(bindparam("sites", expanding=True))
    return select(Brake.id).where(Brake.lifted_at.is_(None), lasts, theirs)


def _severest(kinds: Collection[Braking]) -> Braking | None:
    """A pause is more than holding."""
    return next((kind for kind in (Braking.PAUSE, Braking.HOLD) if kind in kinds), None)


def _name(site: Site, page: Page | None, section: str) -> str:
    if page is not None:
        return page.title or page.url
    return f"{site.name}: {section}" if section else site.name


def _covers(brake: Brake, page: Page | None) -> bool:
    if page is None:
        return _is_of_site(brake)
    if brake.site_id != page.site_id:
        return False
    if brake.page_id is not None:
        return brake.page_id == page.id
    return not brake.section or brake.section == page.section


def _is_of_site(brake: Brake) -> bool:
    return brake.page_id is None and not brake.section


def page_at(site_id: int, url: str) -> Page | None:
    """The page of a site at an address, if anybody has written there."""
    there = or_(Page.url_key == place_of(url, ""), Page.url == url)
    return db.session.scalar(select(Page).where(Page.site_id == site_id, there).limit(1))
