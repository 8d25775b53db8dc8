"""What an event was about and what it changed, in words; files keep what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from moderation.models import Event
from moderation.policies import Policy
from moderation.queries.events import EventEntry
from moderation.views.dashboard.policy_fields import policy_fields
from moderation.views.verdict_words import CATEGORIES
from moderation.wording import ACTIONS, BLOCKED_BY, BRAKINGS, ROLES, RULE_KINDS, duty_text

Words = Callable[[], str]

# Proof and numbers for a program, noise for a reader.
UNSAID = {"salt", "digest", "batch", "decision", "revision", "submission"}

FIELDS: dict[str, Words] = {
    "action": lambda: _("What it does"),
    "active": lambda: _("Switched on"),
    "author": lambda: _("Sender"),
    "braking": lambda: _("What the brake does"),
    "by": lambda: _("Known by"),
    "category": lambda: _("Kind"),
    "days": lambda: _("Days"),
    "duties": lambda: _("Duties"),
    "duty": lambda: _("Duty"),
    "exceptions": lambda: _("But not"),
    "field": lambda: _("For what"),
    "hosts": lambda: _("Hosts"),
    "kind": lambda: _("Kind"),
    "lang": lambda: _("Language"),
    "left": lambda: _("Left"),
    "length": lambda: _("Characters"),
    "minutes": lambda: _("Minutes it took"),
    "moderator": lambda: _("Person"),
    "name": lambda: _("Name"),
    "number": lambda: _("Number"),
    "passkey": lambda: _("Passkey"),
    "pattern": lambda: _("Text"),
    "purpose": lambda: _("What for"),
    "reason": lambda: _("Reason"),
    "report": lambda: _("The other card"),
    "role": lambda: _("Role"),
    "sees_senders": lambda: _("Sees who sent it"),
    "since": lambda: _("Since"),
    "sites": lambda: _("Sites"),
    "title": lambda: _("Title"),
    "token": lambda: _("Token"),
    "trust": lambda: _("What they send"),
    "until": lambda: _("Until"),
    "upheld": lambda: _("Taken down"),
    "value": lambda: _("Name"),
    "version": lambda: _("Version"),
    "word": lambda: _("Word"),
}
NAMED: dict[str, Mapping[str, Words]] = {
    "action": ACTIONS,
    "braking": BRAKINGS,
    "by": BLOCKED_BY,
    "category": {kind.value: words for kind, words in CATEGORIES.items()},
    "field": {"author": lambda: _("Author"), "section": lambda: _("Section")},
    "kind": RULE_KINDS,
    "purpose": {
        "reply": lambda: _("an answer"),
        "reason": lambda: _("a reason"),
        "typo_reason": lambda: _("a reason for typo reports"),
    },
    "role": ROLES,
    "sites": {"all": lambda: _("all sites")},
    "trust": {
        "trusted": lambda: _("Trusted"),
        "normal": lambda: _("Like anybody's"),
        "held": lambda: _("Always waits"),
    },
}
SWITCHES: dict[str, Words] = {"on": lambda: _("on"), "off": lambda: _("off")}
SUBJECTS: dict[str, Callable[[str], str]] = {
    "author": lambda number: _("sender %(number)s", number=number),
    "block": lambda number: _("block %(number)s", number=number),
    "canned text": lambda number: _("text at hand %(number)s", number=number),
    "dictionary word": lambda number: _("word %(number)s", number=number),
    "handing rule": lambda number: _("named editor %(number)s", number=number),
    "house answer": lambda number: _("house answer %(number)s", number=number),
    "moderator": lambda number: _("person %(number)s", number=number),
    "notice": lambda number: _("notice %(number)s", number=number),
    "page": lambda number: _("page %(number)s", number=number),
    "rule": lambda number: _("rule %(number)s", number=number),
    "submission": lambda number: _("submission %(number)s", number=number),
}
SAID: dict[str, Callable[[str], str]] = {
    "address": lambda address: address,
    "section": lambda name: _("section “%(name)s”", name=name),
    "site": lambda _all: _("the whole site"),
}
PLACES = {
    "notice": ("dashboard_notices.edit", "notice_id"),
    "submission": ("dashboard_submissions.show", "submission_id"),
    "author": ("dashboard_authors.show", "author_id"),
}


@dataclass(frozen=True)
class Change:
    """One thing that was this and is that; nothing where there was or is none."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Subject:
    """What the event was about, and where that can be seen."""

    name: str
    url: str = ""


def subject_of(event: Event, people: Mapping[int, str], called: Mapping[str, str]) -> Subject:
    """The person, the comment or the page: by name where it has one."""
    kind, _space, which = event.subject.partition(" ")
    if kind == "moderator" and which.isdigit() and int(which) in people:
        return Subject(people[int(which)])
    if event.subject in called:
        return Subject(called[event.subject])
    if kind in SAID:
        return Subject(SAID[kind](which))
    kind, _space, number = event.subject.rpartition(" ")
    if kind not in SUBJECTS or not number.isdigit():
        return Subject(event.subject)
    place, name = PLACES.get(kind, ("", ""))
    url = url_for(place, **{name: number}) if place else ""  # type: ignore[arg-type]
    return Subject(SUBJECTS[kind](number), url)


def changes_of(
    entry: EventEntry, people: Mapping[int, str], sites: Mapping[int, str]
) -> Iterator[Change]:
    """What was changed, without what only a program needs; people and sites by what one knows."""
    known = {"moderator": people, "sites": sites}
    labels = {field.name: field.label for field in policy_fields(Policy())}
    for name, old, new in entry.changes:
        if name not in UNSAID:
            words = FIELDS.get(name)
            label = words() if words else labels.get(name, name.replace("_", " "))
            change = Change(label, *(value_text(name, each, known) for each in (old, new)))
            if change.old != change.new:
                yield change


def value_text(name: str, value: object, known: Mapping[str, Mapping[int, str]]) -> str | None:
    """A value as one says it, by its name where one knows it; nothing for none."""
    names = known.get(name, {})
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(names.get(each) or _said(name, str(each)) for each in value) or None
    if isinstance(value, int) and value in names:
        return names[value]
    return None if value in (None, "") else _said(name, str(value))


def _said(name: str, value: str) -> str:
    if name in ("duty", "duties"):
        return duty_text(value)
    if name in ("since", "until"):
        return str(format_datetime(datetime.fromisoformat(value), "short"))
    words = NAMED.get(name, SWITCHES).get(value)
    return words() if words else value
