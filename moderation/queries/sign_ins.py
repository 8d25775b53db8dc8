"""Who is signed in where, and what still has to be done before the desk opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Membership, Moderator, Passkey, SignIn, Site
from moderation.models.sign_in import IDLE, LONGEST
from moderation.signing import token_hash


@dataclass(frozen=True)
class SignedIn:
    """Whose browser asks, by which sign-in, and whether a site of theirs wants more of them."""

    moderator: Moderator
    sign_in_id: int
    seen_at: datetime
    lacks_second_factor: bool


def find_signed_in(uniquifier: str, token: str) -> SignedIn | None:
    """The active moderator whose session this is, while its sign-in holds; in one query."""
    asked = {"uniquifier": uniquifier, "token": token_hash(token)}
    row = db.session.execute(_of_a_session(), asked).one_or_none()
    return SignedIn(*row) if row else None


@cache
def _of_a_session() -> Select[Moderator, int, datetime, bool]:
    """Built once: each request asks it."""
    return (
        select(Moderator, SignIn.id, SignIn.seen_at, lacks_second_factor())
        .join(SignIn, SignIn.moderator_id == Moderator.id)
        .where(Moderator.fs_uniquifier == bindparam("uniquifier"), Moderator.active)
        .where(SignIn.token_hash == bindparam("token"), *_holding())
    )


def sign_ins_of(moderator_id: int) -> list[SignIn]:
    """The sign-ins of a moderator that hold, the one last seen first."""
    theirs = select(SignIn).where(SignIn.moderator_id == moderator_id, *_holding())
    return list(db.session.scalars(theirs.order_by(SignIn.seen_at.desc(), SignIn.id.desc())))


def find_sign_in(sign_in_id: int) -> SignIn:
    """A sign-in that holds; raises ``NotFound``."""
    one = select(SignIn).where(SignIn.id == sign_in_id, *_holding())
    found = db.session.scalar(one) if 0 < sign_in_id < 2**31 else None
    if found is None:
        raise NotFound
    return found


def lacks_second_factor() -> ColumnElement[bool]:
    """Whether a moderator has neither app nor passkey though a site of theirs asks for one."""
    theirs = select(Membership.site_id).where(Membership.moderator_id == Moderator.id)
    asks = exists().where(
        Site.policy_settings["second_factor"].as_string() == "on",
        or_(Moderator.is_owner, Site.id.in_(theirs)),
    )
    has_passkey = exists().where(Passkey.user_id == Moderator.id)
    return and_(Moderator.tf_totp_secret.is_(None), ~has_passkey, asks)


def sites_asking_for_second_factor(moderator: Moderator) -> list[str]:
    """The names of the moderator's sites that ask for a second factor."""
    asking = select(Site.name).where(Site.policy_settings["second_factor"].as_string() == "on")
    if not moderator.is_owner:
        asking = asking.where(Site.id.in_([own.site_id for own in moderator.memberships]))
    return list(db.session.scalars(asking.order_by(Site.name)))


def _holding() -> tuple[ColumnElement[bool], ...]:
    """Whether a sign-in holds at the time of asking, which may be long after this was called."""
    return (
        SignIn.ended_at.is_(None),
        SignIn.began_at >= bindparam("began", callable_=lambda: utcnow() - LONGEST),
        SignIn.seen_at >= bindparam("seen", callable_=lambda: utcnow() - IDLE),
    )
