"""What is written to readers who asked to be told; what others typed is in none of it."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import force_locale
from flask_babel import gettext as _

from moderation.integrations.mail import Letter
from moderation.queries.mailing import Told, find_told
from moderation.settings import Settings
from moderation.signing import Signer
from moderation.text.languages import LANGUAGES
from moderation.worker.letters import inert

Write = Callable[..., Letter | None]


def write_asking(settings: Settings, *, sighting_id: int) -> Letter | None:
    """Ask whoever reads a mailbox whether letters are wanted; nothing that was typed is in it."""
    told = find_told(sighting_id)
    if told is None or told.mailing.is_confirmed or told.mailing.is_stopped:
        return None
    with force_locale(_language(told)):
        name = told.mailing.site.name
        address = _address(settings, told)
        lines = [
            name,
            _(
                "Somebody has reported a mistake on this site and asked to be told at this address"
                " when it is corrected."
            ),
            _("If that was you, and you want such letters, say so here:") + f"\n{address}",
            _("If it was not you, do nothing. Nobody will write to you."),
        ]
        subject = _("%(site)s: may we write to you?", site=name)
        return Letter(told.mailing.author.email, subject, _text(lines), f"{address}/stop")


def write_fixed(settings: Settings, *, sighting_id: int) -> Letter | None:
    """That a mistake which the reader reported is corrected."""
    told = find_told(sighting_id)
    if told is None or not told.mailing.is_confirmed:
        return None
    with force_locale(_language(told)):
        sighting, report = told.sighting, told.report
        receipt = Signer(settings.secret_key).receipt(report.id, sighting.id)
        address = _address(settings, told)
        lines = [
            told.mailing.site.name,
            _("The mistake that you reported has been corrected. Thank you."),
            f"> {inert(sighting.exact or report.exact)}",
            report.page.url,
            _("Your report: %(url)s", url=f"{settings.base_url}/receipts/{receipt}"),
            _("No more such letters: %(url)s", url=f"{address}/stop"),
        ]
        subject = _("%(site)s: corrected, thanks to you", site=told.mailing.site.name)
        return Letter(told.mailing.author.email, subject, _text(lines), f"{address}/stop")


def _language(told: Told) -> str:
    """The page's language, else the site's first."""
    lang = told.report.lang.lower().partition("-")[0]
    return lang if lang in LANGUAGES else told.mailing.site.policy.languages[0]


def _address(settings: Settings, told: Told) -> str:
    author = told.mailing.author
    token = Signer(settings.secret_key).mailing(author.id, author.email)
    return f"{settings.base_url}/mailings/{token}"


def _text(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"


READERS_LETTERS: dict[str, Write] = {"write_asking": write_asking, "write_fixed": write_fixed}
