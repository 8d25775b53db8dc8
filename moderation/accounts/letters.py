"""The mails about accounts; Flask-Security sends none itself, each becomes a row of the outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Response, after_this_request, current_app, g
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from flask_security import EmailValidateException, MailUtil

from moderation.drafts.people import normal_email
from moderation.errors import Problem
from moderation.models import Moderator
from moderation.operations.accounts import Letter
from moderation.wording import problem_text

Context = Mapping[str, Any]


class Letters(MailUtil):  # type: ignore[misc]
    """Checks addresses, and puts letters where the next transaction finds them."""

    def send_mail(
        self, template: str, subject: str, recipient: str, *_unused: object, **context: Any
    ) -> None:
        """Word the letter in its reader's language, to be kept with what it is about."""
        if not current_app.extensions["moderation.settings"].mail_url:
            return
        with force_locale(language_of(context["user"])):
            subject, text = LETTERS[template.rpartition("/")[2]](context)
        g.setdefault("letters", []).append(Letter(recipient, subject, text))
        after_this_request(_keep)

    def normalize(self, email: str) -> str:
        """The one form of an address, without asking the network about it."""
        if not (normal := normal_email(email)):
            raise EmailValidateException(problem_text(Problem("invalid_email")))
        return normal

    def validate(self, email: str) -> str:
        """The same: whether mail arrives there shows when it is sent."""
        return self.normalize(email)


def language_of(moderator: Moderator) -> str:
    """The language to write to somebody in: theirs, else that of whoever caused the letter."""
    return moderator.language or str(get_locale() or "en")


def invitation(link: str, sites: Sequence[str], inviter: str) -> tuple[str, str]:
    """Subject and text for somebody who is asked to join."""
    where = ", ".join(sites)
    return _("An account for you at %(site)s", site=where), "\n\n".join(
        (
            _(
                "%(inviter)s asks you to help with readers' comments and reports at %(site)s.",
                inviter=inviter,
                site=where,
            ),
            _("Open your account here; the link works once, for three days:"),
            link,
            _("If you do not know what this is about, there is nothing to do."),
        )
    )


def new_password(link: str, by: str) -> tuple[str, str]:
    """Subject and text for somebody for whom an owner has made a link."""
    return _("Choose a new password"), "\n\n".join(
        (
            _("%(name)s has made a link for you to choose a new password.", name=by),
            _("Choose one here; the link works once, for an hour:"),
            link,
        )
    )


def _link_to_reset(context: Context) -> tuple[str, str]:
    return _("Choose a new password"), "\n\n".join(
        (
            _("Somebody, probably you, has asked for a new password for your account."),
            _("Choose one here; the link works once, for an hour:"),
            str(context["reset_link"]),
            _("If it was not you, there is nothing to do: your password stays as it is."),
        )
    )


def _notice(_context: Context) -> tuple[str, str]:
    return _("Your password was changed"), "\n\n".join(
        (
            _("The password of your account was changed just now, and all sessions have ended."),
            _("If it was not you, ask for a new password at once, and tell the owner of the site."),
        )
    )


LETTERS: dict[str, Callable[[Context], tuple[str, str]]] = {
    "reset_instructions": _link_to_reset,
    "reset_notice": _notice,
    "change_notice": _notice,
}


def _keep(response: Response) -> Response:
    current_app.extensions["security"].datastore.commit()
    return response
