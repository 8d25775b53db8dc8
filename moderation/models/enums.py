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
}  # restore goes back to the from_status of what it undoes
