"""What an author's pages behind a receipt share: whose it is, and its form come back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from moderation.drafts import Limits, PageRef
from moderation.errors import ModerationError, NotFound
from moderation.forms.fields import ReaderForm, draw
from moderation.queries.receipts import Sent, find_sent
from moderation.views.http import signer
from moderation.views.public.form_pages import readers_own
from moderation.views.public.objecting import answered, refusal_shown, typed_fields
from moderation.views.public.places import Place, asked_language
from moderation.views.public.reasons import told_reason


@dataclass(frozen=True)
class OwnForm:
    """A form behind a receipt and the template that shows it."""

    form: type[ReaderForm]
    template: str

    def page(self, token: str, sent: Sent, fields: dict[str, str], **shown: object) -> Response:
        """The form with what its fields hold."""
        page = render_template(
            self.template,
            sent=sent,
            reason=told_reason(sent),
            site=sent.submission.site,
            limits=Limits.of(sent.submission.site.policy),
            place=place_of_sent(sent),
            token=token,
            form=draw(self.form, fields),
            **{"refusal": "", "errors": {}, **shown},
        )
        response = readers_own(sent.submission.site, page)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def refused(self, token: str, sent: Sent, refusal: ModerationError) -> Response:
        """The form once more, with what was typed and why it was refused."""
        page = self.page(token, sent, typed_fields(refusal), **refusal_shown(refusal))
        return answered(page, refusal)


def numbers_of(token: str) -> tuple[int, int | None]:
    """Which submission, and which sighting, a receipt is for; raises ``NotFound``."""
    numbers = signer().read_receipt(token)
    if numbers is None:
        raise NotFound
    return numbers


def sent_of(token: str) -> Sent:
    """What a receipt is for, its site's languages now those of the answer."""
    sent = find_sent(*numbers_of(token))
    g.languages = sent.submission.site.policy.languages
    return sent


def own_comment(token: str) -> Sent:
    """The same where it is a comment; raises ``NotFound`` for a typo report."""
    sent = sent_of(token)
    if not sent.is_comment:
        raise NotFound
    return sent


def place_of_sent(sent: Sent) -> Place:
    """The page that it was sent about."""
    page = sent.submission.page
    ref = PageRef(url=page.url, title=page.title, page_id=page.given_id)
    return Place(sent.submission.site.key, ref, page.url, asked_language())


def to_receipt(token: str) -> ResponseReturnValue:
    """Back to the receipt, which says what has become of it."""
    return redirect(url_for("public_receipts.show", token=token, lang=asked_language()), 303)
