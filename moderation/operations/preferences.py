"""What moderators say of themselves, and how they want the desk to be."""

from __future__ import annotations

from sqlalchemy import select

from moderation.drafts.people import Profile
from moderation.extensions import db
from moderation.models import Moderator, Subscription, Telling
from moderation.queries.submissions import find_moderator


def save_profile(moderator_id: int, profile: Profile) -> None:
    """Keep what a moderator said of themselves."""
    person = find_moderator(moderator_id)
    person.name, person.language = profile.name, profile.language
    person.time_zone, person.theme = profile.time_zone, profile.theme
    _prefer(person, profile)
    _tell(person, profile)


def _prefer(person: Moderator, profile: Profile) -> None:
    chosen = profile.preferences
    person.letter_keys, person.keys = chosen.letter_keys, dict(chosen.keys)
    person.newest_first, person.reads = chosen.newest_first, list(chosen.reads)
    person.swipes, person.blurs = chosen.swipes, chosen.blurs


def _tell(person: Moderator, profile: Profile) -> None:
    subscription = db.session.scalar(
        select(Subscription).where(Subscription.moderator_id == person.id)
    )
    if subscription is None:
        subscription = Subscription(moderator_id=person.id)
        db.session.add(subscription)
    subscription.telling = Telling(profile.telling)
    subscription.every_minutes = profile.every_minutes
    subscription.quiet_from, subscription.quiet_until = profile.quiet_from, profile.quiet_until
