"""What a moderator may see: which sites, and what kind of submission on each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, false, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.extensions import db
from moderation.models import Kind, Moderator, Role, Site, Submission
from moderation.queries.submissions import reaches, role_for


@dataclass(frozen=True)
class Scopes:
    """The sites whose comments, and those whose typo reports, a moderator decides on."""

    comments: tuple[int, ...]
    typos: tuple[int, ...]

    @property
    def has_comments(self) -> bool:
        return bool(self.comments)

    def sites_for(self, kind: Kind) -> tuple[int, ...]:
        return self.comments if kind is Kind.COMMENT else self.typos

    def condition(self, kinds: Iterable[Kind] = Kind) -> ColumnElement[bool]:
        """Whether a submission is one of these kinds that the moderator decides on."""
        return or_(
            false(),
            *(
                and_(Submission.kind == kind, Submission.site_id.in_(self.sites_for(kind)))
                for kind in kinds
            ),
        )

    def places(self, kinds: Iterable[Kind] = Kind) -> list[ColumnElement[bool]]:
        """The same, a condition for each kind on each site: each is a range of an index."""
        return [
            and_(Submission.site_id == site_id, Submission.kind == kind)
            for kind in kinds
            for site_id in self.sites_for(kind)
        ]


def scopes_of(moderator: Moderator, *, site_key: str = "") -> Scopes:
    """The moderator's scopes, on one site or on all of theirs."""
    roles = _roles(moderator, site_key)
    return Scopes(
        comments=_with(roles, role_for(Kind.COMMENT)),
        typos=_with(roles, role_for(Kind.TYPO_REPORT)),
    )


def _with(roles: dict[int, Role | None], least: Role) -> tuple[int, ...]:
    return tuple(site_id for site_id, role in roles.items() if reaches(role, least))


def _roles(moderator: Moderator, site_key: str) -> dict[int, Role | None]:
    if not moderator.is_owner and not site_key:
        return {own.site_id: own.role for own in moderator.memberships}
    sites = select(Site.id).order_by(Site.id)
    if site_key:
        sites = sites.where(Site.key == site_key)
    return {site_id: moderator.role_on(site_id) for site_id in db.session.scalars(sites)}
