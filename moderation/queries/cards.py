"""What a card shows of a submission besides the submission itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import (
    Comment,
    Decision,
    Moderator,
    Role,
    Status,
    Submission,
    Verb,
)
from moderation.queries.extras import Extras, extras_of
from moderation.queries.names import display_name
from moderation.queries.submissions import find_submission, reaches, with_surroundings
from moderation.text.marks import mark_html, places_of
from moderation.text.terms import found_in, parts_of, pieces

HARSH = 50  # what one banned word counts: screening/weights.py
HARSH_CODES = frozenset({"rule", "banned_words"})


@dataclass(frozen=True)
class Parent:
    """The comment that a reply answers."""

    author_name: str
    source: str
    status: Status
    is_placeholder: bool

    @property
    def is_shown(self) -> bool:
        return self.status is Status.APPROVED or self.is_placeholder


@dataclass(frozen=True)
class Taken:
    """Who decided what, when and why; without a name, a rule or the author did."""

    verb: Verb
    to_status: Status
    reason: str
    batch: str
    undone: bool
    decided_at: datetime
    moderator_id: int | None
    by: str | None


@dataclass(frozen=True)
class Card:
    """One submission as a moderator looks at it."""

    submission: Submission
    last: Taken | None
    parent: Parent | None
    may_manage: bool  # open the drawer, block the sender, close the page
    may_keep_rules: bool
    sees_sender: bool  # the e-mail, and other names of the same sender
    extras: Extras
    q: str = ""  # what was searched for

    @property
    def html(self) -> str:
        """A comment as readers will see it, with the words that a finding matched marked."""
        comment = self.submission
        assert isinstance(comment, Comment)
        found = found_in(comment.source, parts_of(self.q)) if self.q else ()
        return mark_html(
            comment.body_html, list(found), places_of(comment.source, matched(comment))
        )

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """What somebody typed, in pieces: of each, whether it was searched for."""
        return list(pieces(text, parts_of(self.q))) if self.q else [(text, False)]

    def words_of(self, finding: Mapping[str, Any]) -> list[str]:
        """The words that one finding is about, each once."""
        one = self.submission
        if not isinstance(one, Comment) or finding.get("field", "source") != "source":
            return []
        spans = finding.get("spans", ())
        return list(dict.fromkeys(one.source[start:end] for start, end in spans))

    @property
    def url(self) -> str:
        """The page, opened at the place where the submission belongs."""
        one = self.submission
        if self.extras.correction is not None:
            place = self.extras.correction.directive
            return f"{one.page.url}#{place}" if place else one.page.url
        return f"{one.page.url}#comment-{one.id}" if one.is_public else one.page.url

    @property
    def closed(self) -> str:
        """Why the page takes no comments; empty while it does."""
        return self.submission.page.why_closed(self.submission.site.policy, utcnow())

    @property
    def findings(self) -> list[Mapping[str, Any]]:
        """Why a human should look; what a rule found that is off by now is no reason."""
        return [each for each in self.submission.findings if not each.get("stale")]

    @property
    def is_harsh(self) -> bool:
        """Whether its text may be hostile: who wants so sees it blurred at first."""
        dispute = self.extras.dispute
        beside = dispute.edit.findings if dispute and dispute.edit else ()
        codes = {finding["code"] for finding in (*self.findings, *beside)}
        return self.submission.score >= HARSH or not codes.isdisjoint(HARSH_CODES)

    @property
    def may_undo(self) -> bool:
        return (
            self.last is not None
            and self.last.verb is not Verb.RESTORE
            and not self.last.undone
            and self.submission.withdrawn_at is None
        )


def matched(comment: Comment) -> Iterator[tuple[int, int]]:
    """Where in the source a finding is about something; a rule that is off has found nothing."""
    for finding in comment.findings:
        if finding.get("field", "source") == "source" and not finding.get("stale"):
            yield from finding.get("spans", ())


def find_card(submission_id: int, *, moderator: Moderator) -> Card:
    """One card of the moderator's; raises ``NotFound``."""
    submission = find_submission(submission_id, moderator=moderator)
    return _cards([submission], moderator)[0]


def cards_of(ids: Sequence[int], *, moderator: Moderator) -> list[Card]:
    """The cards of these submissions, in this order."""
    rows = db.session.scalars(with_surroundings(), {"ids": ids})
    found = {submission.id: submission for submission in rows}
    return _cards([found[each] for each in ids if each in found], moderator)


def _cards(submissions: Sequence[Submission], moderator: Moderator) -> list[Card]:
    decisions = _last_decisions([submission.id for submission in submissions])
    parents = _parents(submissions)
    extras = extras_of(submissions, moderator)
    return [
        Card(
            submission,
            last=decisions.get(submission.id),
            parent=parents.get(getattr(submission, "parent_id", None)),
            may_manage=reaches(moderator.role_on(submission.site_id), Role.MODERATOR),
            may_keep_rules=reaches(moderator.role_on(submission.site_id), Role.ADMIN),
            sees_sender=moderator.sees_senders_on(submission.site_id),
            extras=extras[submission.id],
        )
        for submission in submissions
    ]


def history(submission_id: int) -> list[Taken]:
    """The last hundred decisions about a submission, the newest first."""
    decisions = (
        _decisions()
        .where(Decision.submission_id == submission_id)
        .order_by(Decision.id.desc())
        .limit(100)
    )
    return [_taken(*row) for row in db.session.execute(decisions)]


def _last_decisions(ids: Sequence[int]) -> dict[int, Taken]:
    rows = db.session.execute(_latest(), {"ids": ids})
    return {row[0].submission_id: _taken(*row) for row in rows}


@cache
def _latest() -> Select[Decision, str, str]:
    latest = (
        select(func.max(Decision.id))
        .where(Decision.submission_id.in_(bindparam("ids", expanding=True)))
        .group_by(Decision.submission_id)
    )
    return _decisions().where(Decision.id.in_(latest))


def _decisions() -> Select[Decision, str, str]:
    return select(Decision, Moderator.name, Moderator.email).outerjoin(
        Moderator, Moderator.id == Decision.moderator_id
    )


def _taken(decision: Decision, name: str | None, email: str | None) -> Taken:
    return Taken(
        verb=decision.verb,
        to_status=decision.to_status,
        reason=decision.reason,
        batch=decision.batch,
        undone=decision.undone,
        decided_at=decision.decided_at,
        moderator_id=decision.moderator_id,
        by=display_name(name, email),
    )


def _parents(submissions: Sequence[Submission]) -> dict[Any, Parent]:
    wanted = {one.parent_id for one in submissions if isinstance(one, Comment) and one.parent_id}
    if not wanted:
        return {}
    parent = aliased(Comment)
    rows = db.session.execute(
        select(
            parent.id, parent.author_name, parent.source, parent.status, parent.placeholder
        ).where(parent.id.in_(wanted))
    )
    return {row.id: Parent(*row[1:]) for row in rows}
