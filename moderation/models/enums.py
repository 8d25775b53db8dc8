"""The closed sets of values; each is text with a CHECK in the database."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    COMMENT = "comment"
    TYPO_REPORT = "typo_report"


class Status(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    DELETED = "deleted"


class Verb(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    MARK_SPAM = "mark_spam"
    DELETE = "delete"
    HOLD = "hold"  # back into the queue, out of readers' sight
    RESTORE = "restore"


class WaitingFor(StrEnum):
    """Why a submission is in the queue."""

    FIRST = "first"
    FLAG = "flag"
    REVISION = "revision"
    APPEAL = "appeal"


class Fix(StrEnum):
    """What became of a mistake on the site's page."""

    UNFIXED = "unfixed"
    FIXED = "fixed"
    CHANGED = "changed"
    GONE = "gone"


class FixedBy(StrEnum):
    """Who said last what became of a mistake on the page."""

    EDITOR = "editor"
    CHECK = "check"  # the worker fetched the page
    ADAPTER = "adapter"  # a program that mends the texts
    BROWSER = "browser"  # an editor opened the page


class Verdict(StrEnum):
    """What a look at the page found at a mistake's place."""

    STILL_THERE = "still_there"
    FIXED = "fixed"  # as suggested
    CHANGED = "changed"  # something else stands there now
    CONTEXT_CHANGED = "context_changed"  # what stood around it is no longer as it was
    GONE = "gone"  # the passage is no longer on the page
    PAGE_GONE = "page_gone"
    UNSEEN = "unseen"  # the text could not be seen: a wall, a script, no answer


class Category(StrEnum):
    """What is wrong with a text; a reader says the first or the second, an editor sorts."""

    SPELLING = "spelling"
    OTHER = "other"
    FACT = "fact"
    NAME = "name"
    NUMBER = "number"
    LINK = "link"
    CAPTION = "caption"
    TRANSLATION = "translation"


class Role(StrEnum):
    """What a moderator may do on a site; each includes the ones before it."""

    EDITOR = "editor"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Trust(StrEnum):
    """What a moderator thinks of an author."""

    NORMAL = "normal"
    TRUSTED = "trusted"  # no newcomer, and not held for want of findings
    HELD = "held"  # whatever they send waits


class Action(StrEnum):
    """What a rule does with what it catches."""

    HOLD = "hold"
    REJECT = "reject"
    MARK_SPAM = "mark_spam"


class RuleKind(StrEnum):
    """What a rule looks for."""

    WORD = "word"  # in its simple forms
    PHRASE = "phrase"
    PATTERN = "pattern"  # RE2
    LINK = "link"  # a host, and those below it


class Braking(StrEnum):
    """What the brake does to a page, a section or a site."""

    HOLD = "hold"  # everything waits, whatever the policy says
    PAUSE = "pause"  # nothing is taken


class Purpose(StrEnum):
    """What a canned text is for."""

    REPLY = "reply"
    REASON = "reason"  # for deciding on a comment
    TYPO_REASON = "typo_reason"  # for deciding on a typo report


class Telling(StrEnum):
    """How a moderator is told of what waits."""

    NONE = "none"
    EACH = "each"
    DIGEST = "digest"


OUTCOMES = {
    Verb.APPROVE: Status.APPROVED,
    Verb.REJECT: Status.REJECTED,
    Verb.MARK_SPAM: Status.SPAM,
    Verb.DELETE: Status.DELETED,
    Verb.HOLD: Status.PENDING,
}  # restore goes back to the from_status of what it undoes
