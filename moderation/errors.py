"""What the domain refuses; the entry points translate each into an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field: a code that is worded in the reader's language."""

    code: str
    args: dict[str, int | str] = field(default_factory=dict)


Errors = dict[str, list[Problem]]


class ModerationError(Exception):
    """Something the domain refuses, with the code that outsiders see."""

    code = "invalid"


class NotFound(ModerationError):
    """There is no such thing among those the caller may see."""

    code = "not_found"


class InvalidText(ModerationError):
    """NUL, a lone surrogate, or bytes that are not UTF-8."""

    code = "invalid_text"


class Invalid(ModerationError):
    """One or more fields are not acceptable."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(errors)
        self.errors = errors

    @property
    def code(self) -> str:  # type: ignore[override]
        """The first problem's code where it is one that outsiders know by name."""
        return next(
            (
                problem.code
                for problems in self.errors.values()
                for problem in problems
                if problem.code in PUBLIC_CODES
            ),
            "invalid_fields",
        )


class Answered(Invalid):
    """The site says why a reported phrase is no mistake there; its reader may insist, or not."""

    def __init__(self, text: str, *, answer_id: int, may_insist: bool) -> None:
        super().__init__({"exact": [Problem("answered", {"text": text})]})
        self.answer_id = answer_id
        self.may_insist = may_insist


PUBLIC_CODES = frozenset(
    {
        "answered",
        "comment_empty",
        "comment_too_long",
        "selection_empty",
        "selection_too_long",
        "suggestion_same",
        "translated_page",
        "invalid_url",
        "invalid_text",
    }
)


class ThreadClosed(ModerationError):
    """The page, or the whole site, takes no comments at present."""

    code = "thread_closed"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Blocked(ModerationError):
    """The sender may not post on this site."""

    code = "blocked"


class OriginNotAllowed(ModerationError):
    """A browser sent this from a page that is neither the site's nor ours."""

    code = "origin_not_allowed"


class SecondFactorMissing(ModerationError):
    """A site of the moderator asks for a second factor, and there is none."""

    code = "second_factor_missing"


class TooMany(ModerationError):
    """The sender has sent too much lately."""

    code = "rate_limited"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class Refused(ModerationError):
    """What a site's rules, or the state of a submission, do not allow its sender or a reader."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeyReused(ModerationError):
    """The idempotency key came before, with another body."""

    code = "key_reused"


class Unavailable(ModerationError):
    """The database cannot take this now; trying again later will help."""

    code = "unavailable"
    retry_after = 5


@dataclass(frozen=True)
class Outcome:
    """Who decided what, and when: shown to the one who came second."""

    submission_id: int
    status: str
    version: int
    verb: str | None = None
    moderator: str | None = None
    decided_at: datetime | None = None


class Conflict(ModerationError):
    """Somebody decided first, or the text has changed since it was on screen."""

    code = "conflict"

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome
