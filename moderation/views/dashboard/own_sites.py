"""The site that a page of the desk is about, among those that the moderator has a role on."""

from __future__ import annotations

from flask import request

from moderation.errors import NotFound
from moderation.models import Role, Site
from moderation.queries.submissions import reaches, sites_of
from moderation.views.http import current_moderator


def chosen_site(role: Role = Role.EDITOR) -> tuple[Site, list[Site]]:
    """The site that the address names, else the first, and all there are to choose from.

    Raises ``NotFound`` where there is none.
    """
    sites = sites_of(current_moderator(), role)
    key = request.args.get("site", "")
    found = next((site for site in sites if not key or site.key == key), None)
    if found is None:
        raise NotFound
    return found, sites


def manages(site_id: int) -> bool:
    """Whether the moderator who asks is an admin of a site."""
    return reaches(current_moderator().role_on(site_id), Role.ADMIN)
