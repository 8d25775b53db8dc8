"""A site's rules: the policy, its settings, and how each is read from text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

LANGUAGES = ("en", "ru", "zh")
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


@dataclass(frozen=True)
class Flood:
    """At most ``count`` submissions in ``seconds``; none when ``count`` is 0."""

    count: int
    seconds: int

    def __str__(self) -> str:
        if not self.count:
            return "off"
        unit = next(name for name, seconds in SECONDS.items() if seconds == self.seconds)
        return f"{self.count}/{unit}"


@dataclass(frozen=True)
class Policy:
    """What a site lets through, and what has to wait for a human."""

    hold: str = "all"
    pause: bool = False
    newcomers: str = "hold"
    max_links: int = 2
    banned_words: tuple[str, ...] = ()
    reserved_names: tuple[str, ...] = ()
    flood: Flood = Flood(5, 60)
    min_seconds: int = 3
    comment_limit: int = 5000
    quote_limit: int = 200
    languages: tuple[str, ...] = LANGUAGES
    close_after_days: int = 0
    consent: bool = False
    reason_required: bool = False
    target_minutes: int = 60
    flags: bool = True
    flag_threshold: int = 3
    edit_minutes: int = 15
    edited_note: bool = True
    appeals: bool = True
    newsroom_name: str = ""
    duties: tuple[str, ...] = ("legal", "lead", "reporter")
    block_days: int = 30
    second_factor: bool = False
    person_figures: bool = False
    keep_refused_days: int = 365
    keep_reports_days: int = 730
    second_readings: int = 0
    rechecks: bool = True
    obey_robots: bool = True
    edit_url: str = ""

    @property
    def looks_first(self) -> bool:
        """Whether everything waits, findings or not."""
        return self.hold == "all"

    @classmethod
    def from_stored(cls, stored: Mapping[str, str]) -> Policy:
        """The policy kept as ``{name: text}``; what is not there has its default."""
        return cls(
            **{name: SETTINGS[name].read(text) for name, text in stored.items() if name in SETTINGS}
        )

    def to_stored(self) -> dict[str, str]:
        """``{name: text}`` of every setting, as ``from_stored`` reads it."""
        return {field.name: as_text(getattr(self, field.name)) for field in fields(self)}

    def with_settings(self, changes: Mapping[str, str]) -> Policy:
        """This policy with some settings read anew; raises ``ValueError`` naming the bad one."""
        stored = self.to_stored()
        for name, text in changes.items():
            if name not in SETTINGS:
                raise ValueError(f"{name}: no such setting; there are {', '.join(SETTINGS)}")
            try:
                stored[name] = as_text(SETTINGS[name].read(text))
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from error
        return Policy.from_stored(stored)


@dataclass(frozen=True)
class Setting:
    """One rule of a policy: how its text is read, and what it means."""

    read: Callable[[str], Any]
    meaning: str


def as_text(value: Any) -> str:
    """The text that a setting's ``read`` turns back into the value."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value)


def one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"one of {', '.join(choices)}, not {text!r}")
        return text

    return read


def on_or_off(text: str) -> bool:
    return one_of("on", "off")(text) == "on"


def number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}, not {text!r}")
        return int(text)

    return read


def line(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > longest or not text.isprintable():
            raise ValueError(f"one line of at most {longest} characters")
        return text.strip()

    return read


def edit_template(text: str) -> str:
    """An address with ``{url}`` or ``{id}`` of a page in it, or nothing."""
    if not text.strip():
        return ""
    template = line(1000)(text)
    parts = urlsplit(template)
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    places = re.findall(r"\{[^}]*\}", template)
    if not is_web or re.search(r"[{@]", parts.netloc):
        raise ValueError(f"such as https://cms.example/edit?url={{url}}, not {text!r}")
    if not places or not set(places) <= {"{url}", "{id}"} or re.search(r"\s", template):
        raise ValueError(f"with {{url}} or {{id}} in it, not {text!r}")
    return template


def words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in re.split(r"[,\n]", text) if word.strip()))


def languages(text: str) -> tuple[str, ...]:
    chosen = words(text)
    if not chosen or any(language not in LANGUAGES for language in chosen):
        raise ValueError(f"some of {', '.join(LANGUAGES)}, not {text!r}")
    return chosen


def flood(text: str) -> Flood:
    if text == "off":
        return Flood(0, 60)
    match = re.fullmatch(r"([1-9][0-9]{0,5})/(second|minute|hour|day)", text)
    if not match:
        raise ValueError(f"such as 5/minute, or off, not {text!r}")
    return Flood(int(match[1]), SECONDS[match[2]])


SETTINGS: dict[str, Setting] = {
    "hold": Setting(
        one_of("all", "findings"),
        "all: everything waits for a moderator; findings: what no screen objects to is public",
    ),
    "pause": Setting(on_or_off, "on: no comments are taken anywhere on the site for now"),
    "newcomers": Setting(
        one_of("hold", "welcome"), "hold: an author's first comment waits; welcome: it need not"
    ),
    "max_links": Setting(number(0, 100), "how many links a comment may have before it waits"),
    "banned_words": Setting(
        words, "words and phrases that make a comment wait, separated by commas"
    ),
    "reserved_names": Setting(
        words,
        "names that readers may not sign with, separated by commas; moderators' names always count",
    ),
    "flood": Setting(flood, "how much one sender may send, such as 5/minute, or off"),
    "min_seconds": Setting(
        number(0, 600), "a form sent sooner than this after it was opened waits"
    ),
    "comment_limit": Setting(number(1, 20000), "characters in a comment, at most"),
    "quote_limit": Setting(
        number(20, 1000), "characters in the selected text of a spelling report, at most"
    ),
    "languages": Setting(languages, "the site's languages, the main one first"),
    "close_after_days": Setting(
        number(0, 36500), "a page closes by itself so many days after its first use; 0: never"
    ),
    "consent": Setting(on_or_off, "on: the reader must tick the house rules before sending"),
    "reason_required": Setting(on_or_off, "on: rejecting needs a reason"),
    "target_minutes": Setting(
        number(1, 10080), "minutes within which the site wants a decision; the queue follows it"
    ),
    "flags": Setting(on_or_off, "on: readers may object to public comments"),
    "flag_threshold": Setting(
        number(0, 1000), "so many objections hide a comment until it is reviewed; 0: none do"
    ),
    "edit_minutes": Setting(
        number(0, 1440), "minutes in which authors may edit what they sent; 0: not at all"
    ),
    "edited_note": Setting(on_or_off, "on: readers are told that a moderator edited a comment"),
    "appeals": Setting(on_or_off, "on: an author may ask once that a decision be looked at again"),
    "newsroom_name": Setting(
        line(80), "how the newsroom signs its replies; empty: by the site's name"
    ),
    "duties": Setting(words, "what moderators pass to instead of a person, separated by commas"),
    "block_days": Setting(
        number(1, 3650), "days for which a sender is blocked unless said otherwise"
    ),
    "second_factor": Setting(
        on_or_off, "on: moderators of the site need a second factor to decide there"
    ),
    "person_figures": Setting(
        on_or_off, "on: figures of each moderator are shown, to themselves and to admins"
    ),
    "keep_refused_days": Setting(
        number(0, 36500),
        "days after which the text of what was refused, deleted or withdrawn is erased; 0: never",
    ),
    "keep_reports_days": Setting(
        number(0, 36500),
        "days after which the text of a spelling report that was fixed is erased; 0: never",
    ),
    "second_readings": Setting(
        number(0, 100), "percent of decisions that another moderator reads again, blind"
    ),
    "edit_url": Setting(
        edit_template,
        "where a page is edited, such as https://cms.example/edit?url={url}; {id}: its own id",
    ),
    "rechecks": Setting(
        on_or_off, "on: pages are looked at to see whether what readers reported was mended"
    ),
    "obey_robots": Setting(
        on_or_off, "on: no page is looked at that the host's robots.txt keeps from robots"
    ),
}
