"""Finding sites."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Select, bindparam, select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import HouseRules, Site
from moderation.prepared import rows, rows_now

MOST_KEPT = 1000
_kept: WeakKeyDictionary[Engine, dict[int, Site]] = WeakKeyDictionary()


def find_site(key: str) -> Site:
    """The site with this key; raises ``NotFound``."""
    if (site := db.session.scalar(select(Site).where(Site.key == key[:200]))) is None:
        raise NotFound
    return site


def known_site(*, key: str = "", site_id: int = 0, now: bool = False) -> Site:
    """The same by key or number, to be read only: kept as it is until it changes.

    Every change of a site, or of its hosts, counts its version. ``now``: for who only looks at
    it before writing; what is read afterwards may be newer.
    """
    ask = rows_now if now else rows
    found = ask(_by_key() if key else _by_id(), {"key": key[:200], "id": site_id})
    if not found:
        raise NotFound
    kept = _kept.setdefault(db.engine, {})
    number, version = found[0]
    site = kept.get(number)
    if site is None or site.version != version:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        site = db.session.get_one(Site, number, populate_existing=True)
        for each in (*site.hosts, site):
            db.session.expunge(each)
        kept[number] = site
    return site


@cache
def _by_key() -> Select[*tuple[int, int]]:
    return select(Site.id, Site.version).where(Site.key == bindparam("key"))


@cache
def _by_id() -> Select[*tuple[int, int]]:
    return select(Site.id, Site.version).where(Site.id == bindparam("id"))


def site_of(site_id: int) -> Site:
    """The site with this number; raises ``NotFound``."""
    if (site := db.session.get(Site, site_id)) is None:
        raise NotFound
    return site


def all_sites() -> list[Site]:
    """Every site of the installation, by name."""
    return list(db.session.scalars(select(Site).order_by(Site.name, Site.id)))


def house_rules_texts(site: Site) -> dict[str, dict[str, str]]:
    """The house rules in force, by language: ``{"rules", "privacy"}`` each."""
    texts = db.session.scalar(
        select(HouseRules.texts).where(
            HouseRules.site_id == site.id, HouseRules.version == site.rules_version
        )
    )
    return texts or {}


def house_rules(site: Site, lang: str) -> dict[str, str]:
    """Those in a language, else in the site's first one that has them."""
    texts = house_rules_texts(site)
    others = (texts[each] for each in site.policy.languages if each in texts)
    return texts.get(lang) or next(others, {})


def site_names(site_ids: Sequence[int]) -> list[str]:
    """What these sites are called, in order."""
    named = select(Site.name).where(Site.id.in_(site_ids)).order_by(Site.name, Site.id)
    return list(db.session.scalars(named))
