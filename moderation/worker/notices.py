"""What is written to those who gave notice of illegal content; nothing a reader typed is in it."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import force_locale
from flask_babel import gettext as _

from moderation.integrations.mail import Letter
from moderation.models import Notice
from moderation.queries.notices import notice_about


def tell_notifier(
    _base_url: str, *, submission_id: int, notice_id: int, decision_id: int | None = None
) -> Letter | None:
    """That a notice has arrived, or what this decision says of it, in the site's first language.

    A decision that was taken back meanwhile is not told, nor one that may yet be.
    """
    row = notice_about(notice_id, submission_id=submission_id)
    if row is None or not row.notice.email:
        return None
    notice = row.notice
    if decision_id is not None and notice.decision_id != decision_id:
        return None
    with force_locale(row.site.policy.languages[0]):
        subject = (
            _("Your notice %(number)s has arrived", number=notice.id)
            if decision_id is None
            else _("Your notice %(number)s: the decision", number=notice.id)
        )
        about = _("It is about a comment at %(url)s", url=row.comment.page.url)
        paragraphs = [row.site.name, about, *(_said(notice) if decision_id else _arrived())]
        return Letter(notice.email, subject, "\n\n".join(paragraphs) + "\n")


def _arrived() -> list[str]:
    return [_("A moderator decides about it without delay, and you will be told.")]


def _said(notice: Notice) -> list[str]:
    if notice.upheld:
        decided = _("The comment was taken down.")
    elif notice.upheld is None:
        decided = _("The author has taken the comment back.")
    else:
        decided = _("The comment stays.")
    return [
        decided,
        *_reasons(notice),
        _("A person decided; no automated means were used."),
        _(
            "If you disagree you can turn to the site, to a certified out-of-court dispute body"
            " or to a court."
        ),
    ]


def _reasons(notice: Notice) -> list[str]:
    """What the moderator wrote, for both sides to read."""
    said = []
    if notice.provision:
        said.append(_("It rests on: %(provision)s", provision=notice.provision))
    if notice.statement:
        said.append(_("The reasons:") + "\n" + notice.statement)
    return said


NOTICE_LETTERS: dict[str, Callable[..., Letter | None]] = {"tell_notifier": tell_notifier}
