"""The shapes that input takes past the edge."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.errors import Errors


@dataclass(frozen=True)
class Visitor:
    """The request's sender: a keyed hash of the network, never the address itself."""

    hash: str
    user_agent: str = ""


@dataclass(frozen=True)
class PageRef:
    """The page something is sent about, as the sender names it."""

    url: str
    title: str = ""
    page_id: str = ""
    lang: str = ""
    section: str = ""
    author: str = ""
    revision: str = ""
    edit_url: str = ""


@dataclass(frozen=True)
class Sender:
    """Who sends it, as far as they say, and the form's own hidden fields."""

    name: str = ""
    email: str = ""
    author_key: str = ""
    ticket: str | None = None  # none: there was no form
    trap: str = ""  # a field that people do not see
    rules_version: int | None = None
    consent: bool = False


@dataclass(frozen=True)
class CommentDraft:
    """A comment as sent."""

    page: PageRef
    sender: Sender
    source: str
    parent_id: int | None = None
    key: str = ""


@dataclass(frozen=True)
class TypoDraft:
    """A typo report as sent: the quote, where it stands, and what it should be."""

    page: PageRef
    sender: Sender
    exact: str
    prefix: str = ""
    suffix: str = ""
    sentence: str = ""
    occurrence: int | None = None
    start: int | None = None  # in the article's text, as the reader's browser counts it
    suggestion: str = ""
    note: str = ""
    quote_lang: str = ""  # of the words themselves, which may not be the page's
    category: str = "spelling"  # or "other"
    insist: bool = False  # though the site had an answer
    wants_mail: bool = False  # when it is fixed
    key: str = ""


@dataclass(frozen=True)
class FlagDraft:
    """An objection to a public comment as sent."""

    comment_id: int
    sender: Sender
    reason: str
    words: str = ""


@dataclass(frozen=True)
class NoticeDraft:
    """A notice that a public comment is illegal, as sent; its sender may give a name."""

    comment_id: int
    sender: Sender
    explanation: str
    law: str = ""
    good_faith: bool = False


@dataclass(frozen=True)
class Receipt:
    """What was stored, told to its sender."""

    id: int
    status: str
    sighting_id: int | None = None
    sightings: int = 0
    is_fixed: bool = False  # a typo report that was mended lately

    @property
    def is_public(self) -> bool:
        return self.status == "approved" and self.sighting_id is None


__all__ = [
    "CommentDraft",
    "Errors",
    "FlagDraft",
    "NoticeDraft",
    "PageRef",
    "Receipt",
    "Sender",
    "TypoDraft",
    "Visitor",
]
