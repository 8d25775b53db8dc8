"""What moderators say of themselves and of each other, read from a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from moderation.drafts.fields import EMAIL, Reader
from moderation.drafts.limits import LIMITS
from moderation.drafts.preferences import Preferences, read_preferences
from moderation.errors import Errors
from moderation.policies import LANGUAGES
from moderation.text.identity import is_blank
from moderation.text.length import invalid_text

THEMES = ("light", "dark")
TELLINGS = ("none", "each", "digest")
ROLES = ("editor", "moderator", "admin")
PLACES = re.compile(r"(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")
LONGEST_PAUSE = 7 * 24 * 60  # minutes between two digests


@dataclass(frozen=True)
class Profile:
    """How a moderator is called, sees the desk, and is told of what waits."""

    name: str
    language: str
    time_zone: str
    theme: str
    preferences: Preferences
    telling: str
    every_minutes: int
    quiet_from: str
    quiet_until: str


@dataclass(frozen=True)
class Invitation:
    """Who is asked to join which sites, as what."""

    email: str
    site_keys: tuple[str, ...]
    role: str
    duties: tuple[str, ...] = ()
    sees_senders: bool = False


@dataclass(frozen=True)
class Acceptance:
    """What the invited says of themselves to open the account."""

    name: str
    language: str
    password: str


@cache
def time_zones() -> tuple[str, ...]:
    """The time zones of places, by name."""
    return tuple(sorted(zone for zone in available_timezones() if PLACES.match(zone)))


def parse_profile(fields: Mapping[str, object]) -> Profile | Errors:
    """Read what a moderator said of themselves."""
    reader = Reader(fields)
    name = reader.line("name", LIMITS.name)
    every = reader.whole("every_minutes")
    if every is None or not 1 <= every <= LONGEST_PAUSE:
        reader.refuse("every_minutes", "not_in_range", least=1, most=LONGEST_PAUSE)
    quiet_from, quiet_until = _clock(reader, "quiet_from"), _clock(reader, "quiet_until")
    if bool(quiet_from) != bool(quiet_until):
        reader.refuse("quiet_until" if quiet_from else "quiet_from", "required")
    profile = Profile(
        name="" if is_blank(name) else name,
        language=_choice(reader, "language", ("", *LANGUAGES)),
        time_zone=_choice(reader, "time_zone", ("", *time_zones())),
        theme=_choice(reader, "theme", ("", *THEMES)),
        preferences=read_preferences(reader),
        telling=_choice(reader, "telling", TELLINGS),
        every_minutes=every or 1,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
    )
    return reader.errors or profile


def parse_invitation(fields: Mapping[str, object]) -> Invitation | Errors:
    """Read who is asked to join."""
    reader = Reader(fields)
    email = normal_email(reader.text("email", LIMITS.email))
    if "email" not in reader.errors and not email:
        reader.refuse("email", "invalid_email")
    site_keys = _several(reader, "site", 80)
    if not site_keys:
        reader.refuse("site", "required")
    invitation = Invitation(
        email=email,
        site_keys=site_keys,
        role=_choice(reader, "role", ROLES),
        duties=_several(reader, "duty", LIMITS.name),
        sees_senders=reader.tick("sees_senders"),
    )
    return reader.errors or invitation


def parse_acceptance(fields: Mapping[str, object]) -> Acceptance | Errors:
    """Read what the invited says; how good the password is, is for the operation to say."""
    reader = Reader(fields)
    name = reader.line("name", LIMITS.name)
    if is_blank(name) and "name" not in reader.errors:
        reader.refuse("name", "required")
    password, again = fields.get("password"), fields.get("password_confirm")
    if not password or not isinstance(password, str):
        reader.refuse("password", "required")
    elif password != again:
        reader.refuse("password_confirm", "password_differs")
    acceptance = Acceptance(
        name, _choice(reader, "language", ("", *LANGUAGES)), password=str(password)
    )
    return reader.errors or acceptance


def normal_email(text: str) -> str:
    """The one form in which a moderator's address is kept and looked up; empty when it is none."""
    email = text.strip().lower()
    return email if len(email) <= LIMITS.email and EMAIL.fullmatch(email) else ""


def _choice(reader: Reader, name: str, choices: tuple[str, ...]) -> str:
    value = reader.text(name, 80)
    if name not in reader.errors and value not in choices:
        reader.refuse(name, "not_a_choice")
    return value


def _several(reader: Reader, name: str, limit: int) -> tuple[str, ...]:
    """The texts that were chosen of several; one by itself is one of several too."""
    given = reader.fields.get(name, ())
    values = (given,) if isinstance(given, str) else given
    if not isinstance(values, list | tuple) or not all(isinstance(each, str) for each in values):
        reader.refuse(name, "not_a_list")
        return ()
    if any(len(each) > limit or invalid_text(each) for each in values):
        reader.refuse(name, "not_a_choice")
    return tuple(dict.fromkeys(each for each in values if each))


def _clock(reader: Reader, name: str) -> str:
    """A time of day as ``HH:MM``, or nothing."""
    value = reader.text(name, 5)
    if value and name not in reader.errors and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        reader.refuse(name, "not_a_time")
    return value
