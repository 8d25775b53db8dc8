"""Making sites, and changing their hosts, rules and words."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import HouseRules, Site, SiteHost
from moderation.operations.caches import touch_site
from moderation.operations.events import record
from moderation.text.length import invalid_text, trim
from moderation.text.urls import InvalidURL, host_of

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{1,39}")
TEXT_LIMIT = 5000  # characters of house rules or of the privacy line, each


def add_site(name: str, hosts: list[str], *, key: str = "", by: int | None = None) -> str:
    """Make a site; its key, made from the name when none is given. Raises ``Invalid``."""
    name = trim(name)
    if not name or len(name) > 80 or invalid_text(name):
        raise Invalid({"name": [Problem("required")]})
    key = key or _key_from(name)
    if not KEY.fullmatch(key):
        raise Invalid({"key": [Problem("invalid_key")]})
    if db.session.scalar(select(Site.id).where(Site.key == key)) is not None:
        raise Invalid({"key": [Problem("taken")]})
    site = Site(key=key, name=name)
    site.hosts = [SiteHost(host=host) for host in _read_hosts(hosts)]
    db.session.add(site)
    db.session.flush()
    record("site_added", site_id=site.id, by=by, subject=key, after={"hosts": hosts})
    return key


def change_site(
    site_id: int,
    *,
    name: str,
    hosts: list[str],
    policy: Mapping[str, str],
    texts: Mapping[str, Mapping[str, str]],
    by: int,
) -> None:
    """Change everything about a site at once, or nothing; raises ``Invalid``."""
    rename_site(site_id, name, by=by)
    set_hosts(site_id, hosts, by=by)
    for setting, text in policy.items():
        try:
            set_policy(site_id, {setting: text}, by=by)
        except ValueError as error:
            raise Invalid({setting: [Problem("invalid_setting")]}) from error
    set_house_rules(site_id, texts, by=by)


def set_policy(site_id: int, changes: Mapping[str, str], *, by: int | None = None) -> None:
    """Change some of a site's rules; raises ``ValueError`` naming the setting that is wrong."""
    site = db.session.get_one(Site, site_id)
    before = site.policy.to_stored()
    site.policy_settings = after = site.policy.with_settings(changes).to_stored()
    if changed := [name for name in after if after[name] != before[name]]:
        record(
            "policy_changed",
            site_id=site_id,
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
        touch_site(site_id)


def rename_site(site_id: int, name: str, *, by: int | None = None) -> None:
    """Give a site another name; its key stays."""
    name = trim(name)
    if not name or len(name) > 80 or invalid_text(name):
        raise Invalid({"name": [Problem("required")]})
    site = db.session.get_one(Site, site_id)
    if name != site.name:
        before, site.name = {"name": site.name}, name
        touch_site(site_id)
        record("site_renamed", site_id=site_id, by=by, before=before, after={"name": name})


def set_hosts(site_id: int, hosts: list[str], *, by: int | None = None) -> None:
    """Let pages of exactly these hosts belong to the site; raises ``Invalid``."""
    site = db.session.get_one(Site, site_id)
    wanted = _read_hosts(hosts)
    for gone in [own for own in site.hosts if own.host not in wanted]:
        db.session.delete(gone)
    known = [own.host for own in site.hosts]
    db.session.add_all(SiteHost(site_id=site.id, host=host) for host in wanted if host not in known)
    if set(known) != set(wanted):
        before, after = {"hosts": known}, {"hosts": wanted}
        touch_site(site_id)
        record("hosts_changed", site_id=site_id, by=by, before=before, after=after)


def set_house_rules(
    site_id: int, texts: Mapping[str, Mapping[str, str]], *, by: int | None = None
) -> int:
    """Keep a new version of the house rules: ``{language: {"rules", "privacy"}}``; its number.

    The same texts as before make no new version.
    """
    site = db.session.get_one(Site, site_id)
    kept = {lang: both for lang, each in texts.items() if any((both := _trimmed(each)).values())}
    if kept == _current(site):
        return site.rules_version
    site.rules_version += 1
    db.session.add(HouseRules(site_id=site.id, version=site.rules_version, texts=kept))
    record("house_rules_changed", site_id=site_id, by=by, after={"version": site.rules_version})
    return site.rules_version


def site_id_of(key: str) -> int:
    """The id of the site with this key; raises ``NotFound``."""
    if (site_id := db.session.scalar(select(Site.id).where(Site.key == key))) is None:
        raise NotFound
    return site_id


def _current(site: Site) -> dict[str, Any]:
    texts = db.session.scalar(
        select(HouseRules.texts).where(
            HouseRules.site_id == site.id, HouseRules.version == site.rules_version
        )
    )
    return texts or {}


def _trimmed(texts: Mapping[str, str]) -> dict[str, str]:
    both = {name: trim(texts.get(name, "")) for name in ("rules", "privacy")}
    for name, text in both.items():
        if len(text) > TEXT_LIMIT:
            raise Invalid({name: [Problem("too_long", {"length": len(text), "limit": TEXT_LIMIT})]})
        if invalid_text(text):
            raise Invalid({name: [Problem("invalid_text")]})
    return both


def _read_hosts(hosts: list[str]) -> list[str]:
    """``host[:port]`` each, as ``text.urls.host_of`` gives it; at least one."""
    read = dict.fromkeys(_read_host(host) for host in hosts if host.strip())
    if not read:
        raise Invalid({"hosts": [Problem("required")]})
    return list(read)


def _read_host(host: str) -> str:
    host = host.strip()
    address = host if "://" in host else f"https://{host}"
    try:
        if "/" in address.partition("://")[2].rstrip("/"):
            raise InvalidURL(host)
        return host_of(address)
    except InvalidURL as error:
        raise Invalid({"hosts": [Problem("invalid_host")]}) from error


def _key_from(name: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24] or "site"
    return f"{words}-{secrets.token_hex(3)}"
