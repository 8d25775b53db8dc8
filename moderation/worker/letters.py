"""What is written to moderators, each in their own language; plain text, without readers' links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from flask_babel import force_locale, format_timedelta, ngettext
from flask_babel import gettext as _

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.integrations.mail import ACCOUNT_PAGE, Letter
from moderation.models import Comment, Fix, Moderator, Status, Submission, TypoReport
from moderation.queries.passings import passings_of
from moderation.queries.submissions import find_moderator, find_submission
from moderation.queries.subscribers import COUNTED, Waiting, waiting_for
from moderation.text.identity import visible
from moderation.text.languages import LANGUAGES

EXCERPT = 1000  # characters of a comment
LINKS = re.compile(r"\b(?:[a-z]+:(?=//)|www\.|mailto:)", re.IGNORECASE)

Write = Callable[..., Letter | None]


def tell_submission(base_url: str, *, moderator_id: int, submission_id: int) -> Letter | None:
    """One submission that waits; nothing once it is decided, or no longer theirs to decide."""
    with _writing_to(moderator_id) as moderator:
        submission = _find(submission_id, moderator)
        if moderator is None or submission is None or not submission.is_waiting:
            return None
        if isinstance(submission, TypoReport):
            subject = _("Spelling report: %(title)s", title=_title(submission))
        else:
            subject = _("Comment: %(title)s", title=_title(submission))
        waiting = waiting_for(moderator)
        rest = [_summary(waiting)] if waiting.count > 1 else []
        return Letter(
            moderator.email, subject, _body(base_url, submission, [*_story(submission), *rest])
        )


def tell_confirmed(base_url: str, *, moderator_id: int, submission_id: int) -> Letter | None:
    """A confirmed mistake, for the editor who mends it."""
    with _writing_to(moderator_id) as moderator:
        report = _find(submission_id, moderator)
        if moderator is None or report is None or report.status is not Status.APPROVED:
            return None
        subject = _("To fix: %(title)s", title=_title(report))
        return Letter(moderator.email, subject, _body(base_url, report, _story(report)))


def tell_reopened(base_url: str, *, moderator_id: int, submission_id: int) -> Letter | None:
    """A mistake that had been fixed and is on the page again."""
    with _writing_to(moderator_id) as moderator:
        report = _find(submission_id, moderator)
        if moderator is None or not isinstance(report, TypoReport) or report.fix is not Fix.UNFIXED:
            return None
        subject = _("On the page again: %(title)s", title=_title(report))
        said = _("This mistake had been fixed, and the page has it again:")
        return Letter(moderator.email, subject, _body(base_url, report, [said, *_story(report)]))


def tell_passing(base_url: str, *, moderator_id: int, submission_id: int) -> Letter | None:
    """A card that was passed to somebody, with what was noted; nothing once it is not theirs."""
    with _writing_to(moderator_id) as moderator:
        submission = _find(submission_id, moderator)
        if moderator is None or submission is None or not submission.is_waiting:
            return None
        passing = passings_of([submission], moderator).get(submission_id)
        if passing is None or not passing.is_mine:
            return None
        words = passing.notes[-1:]
        said = [_("%(name)s passes this to you:", name=inert(each.by)) for each in words]
        notes = [_quoted(each.text) for each in words]
        subject = _("Passed to you: %(title)s", title=_title(submission))
        return Letter(
            moderator.email,
            subject,
            _body(base_url, submission, [*said, *notes, *_story(submission)]),
        )


def tell_digest(base_url: str, *, moderator_id: int) -> Letter | None:
    """What waits, in two lines and a link; nothing when nothing does any more."""
    with _writing_to(moderator_id) as moderator:
        if moderator is None:
            return None
        waiting = waiting_for(moderator)
        if not waiting.count and not waiting.to_fix:
            return None
        lines = [
            *([_("Comments: %(count)s", count=_count(waiting.comments))] * bool(waiting.comments)),
            *(
                [_("Spelling reports: %(count)s", count=_count(waiting.typos))]
                * bool(waiting.typos)
            ),
            *([_("Confirmed, to fix: %(count)s", count=waiting.to_fix)] * bool(waiting.to_fix)),
        ]
        text = "\n\n".join(["\n".join(lines), f"{base_url}/dashboard/queue", _footer(base_url)])
        return Letter(moderator.email, _summary(waiting), text + "\n")


def send_mail(_base_url: str, *, to: str, subject: str, text: str) -> Letter | None:
    """A message that was written beforehand."""
    return Letter(to, subject, text)


@contextmanager
def _writing_to(moderator_id: int) -> Iterator[Moderator | None]:
    """A moderator, with their language in force; nobody when they have left."""
    try:
        moderator = find_moderator(moderator_id)
    except NotFound:
        yield None
        return
    with force_locale(moderator.language if moderator.language in LANGUAGES else "en"):
        yield moderator


def _find(submission_id: int, moderator: Moderator | None) -> Submission | None:
    if moderator is None:
        return None
    try:
        return find_submission(submission_id, moderator=moderator)
    except NotFound:
        return None


def _title(submission: Submission) -> str:
    return submission.page.title or submission.page.url


def _story(submission: Submission) -> list[str]:
    """What was sent, quoted line by line."""
    if isinstance(submission, TypoReport):
        change = f"{submission.exact} → {submission.suggestion or '?'}"
        return [_quoted(change), *([_quoted(submission.sentence)] * bool(submission.sentence))]
    source = submission.source if isinstance(submission, Comment) else ""
    name = inert(submission.author_name) or _("A reader")
    return [_("%(name)s wrote:", name=name), _quoted(source)]


def _body(base_url: str, submission: Submission, paragraphs: list[str]) -> str:
    place = "\n".join(filter(None, (inert(submission.page.title), submission.page.url)))
    address = f"{base_url}/dashboard/submissions/{submission.id}"
    return "\n\n".join([place, *paragraphs, address, _footer(base_url)]) + "\n"


def _footer(base_url: str) -> str:
    return str(_("How you are told: %(url)s", url=base_url + ACCOUNT_PAGE))


def _summary(waiting: Waiting) -> str:
    """Such as “12 waiting, oldest 40 minutes”."""
    if not waiting.count:
        return str(ngettext("%(num)s mistake to fix", "%(num)s mistakes to fix", waiting.to_fix))
    count, age = _count(waiting.count), _age(waiting.oldest or utcnow())
    return str(_("%(count)s waiting, oldest %(age)s", count=count, age=age))


def _count(number: int) -> str:
    return f"{COUNTED:,}+" if number > COUNTED else str(number)


def _age(since: datetime) -> str:
    return str(format_timedelta(utcnow() - since, granularity="minute"))


def _quoted(text: str) -> str:
    cut = text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
    return "\n".join(f"> {inert(line)}" for line in cut.split("\n"))


def inert(text: str) -> str:
    """A reader's text for a mail program: hidden characters are named, and nothing is a link."""
    seen = "".join(f"[{piece.mark}]" if piece.mark else piece.text for piece in visible(text))
    return LINKS.sub(lambda found: f"{found[0]} ", seen)


LETTERS: dict[str, Write] = {
    "tell_passing": tell_passing,
    "tell_submission": tell_submission,
    "tell_confirmed": tell_confirmed,
    "tell_reopened": tell_reopened,
    "tell_digest": tell_digest,
    "send_mail": send_mail,
}
