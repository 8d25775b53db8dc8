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
