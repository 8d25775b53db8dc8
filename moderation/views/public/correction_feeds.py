"""The open corrections of a site for a moderator's feed reader: Atom (RFC 4287) and JSON Feed 1.1.

A feed reader cannot sign in. Its address is signed, and works as long as the moderator may see
the corrections and has not made new addresses.
"""

from __future__ import annotations

import hmac
import json
import re
from datetime import datetime
from typing import Any

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.errors import Invalid, NotFound
from moderation.models import Moderator, Role, Site
from moderation.queries.correction_filters import CorrectionFilter, CorrectionOrder, CorrectionPile
from moderation.queries.correction_rows import Correction, first_corrections
from moderation.queries.sites import site_of
from moderation.queries.submissions import find_moderator, reaches
from moderation.text.invisible import hidden_spans
from moderation.text.languages import LANGUAGES, best_language
from moderation.views.blueprints import public_blueprint
from moderation.views.filters import one_of
from moderation.views.http import signer
from moderation.views.public.feeds import NOT_XML
from moderation.views.verdict_words import category_text

LATEST = 50
MAX_AGE = 60  # feed readers come often and in step

bp = public_blueprint("correction_feeds", __name__)


@bp.get("/feeds/<token>/corrections.atom")
def index(token: str) -> ResponseReturnValue:
    """The latest as an Atom feed; ``pile`` names another pile than what is open."""
    moderator, site = _asked(token)
    found = _latest(moderator, site)
    with force_locale(_language(moderator, site)):
        feed = render_template(
            "public/correction_feed.xml",
            site=site,
            corrections=found,
            title_of=title_of,
            seen=seen,
            self_url=request.url,
            updated=max((one.changed_at for one in found), default=site.created_at),
        )
    return _answer(NOT_XML.sub("\ufffd", feed), "application/atom+xml; charset=utf-8")


@bp.get("/feeds/<token>/corrections.json")
def show(token: str) -> ResponseReturnValue:
    """The same as a JSON feed: https://www.jsonfeed.org/version/1.1/."""
    moderator, site = _asked(token)
    with force_locale(_language(moderator, site)):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _("Corrections on %(site)s", site=site.name),
            "home_page_url": url_for("dashboard_corrections.index", site=site.key, _external=True),
            "feed_url": request.url,
            "items": [_item(one) for one in _latest(moderator, site)],
        }
    return _answer(json.dumps(feed, ensure_ascii=False), "application/feed+json")


def _asked(token: str) -> tuple[Moderator, Site]:
    """Whose feed an address is, and of which site, if both still hold; ``NotFound`` otherwise."""
    read = signer().read_feed(token)
    if read is None:
        raise NotFound
    moderator_id, site_id, salt = read
    moderator = find_moderator(moderator_id)
    is_valid = moderator.feed_salt and hmac.compare_digest(moderator.feed_salt, salt)
    if not is_valid or not reaches(moderator.role_on(site_id), Role.EDITOR):
        raise NotFound
    return moderator, site_of(site_id)


def _latest(moderator: Moderator, site: Site) -> list[Correction]:
    reader = Reader(request.args)
    pile = one_of(reader, "pile", tuple(CorrectionPile)) or CorrectionPile.OPEN
    if reader.errors:
        raise Invalid(reader.errors)
    wanted = CorrectionFilter(pile=pile, site=site.key, order=CorrectionOrder.NEWEST)
    return first_corrections(moderator, wanted, LATEST)


def _language(moderator: Moderator, site: Site) -> str:
    return moderator.language or best_language("", site.policy.languages or LANGUAGES)


def title_of(correction: Correction) -> str:
    """What is wrong, and what should stand there."""
    exact, wanted = seen(correction.report.exact), seen(correction.wanted)
    return f"{exact} → {wanted}" if wanted else exact


def seen(text: str) -> str:
    """What was typed, without characters that change what is read and are not seen."""
    spans = list(hidden_spans(text))
    for start, end in reversed(spans):
        text = f"{text[:start]}\ufffd{text[end:]}"
    return re.sub(r"\s+", " ", text)


def _item(correction: Correction) -> dict[str, Any]:
    one = correction.report
    kind = category_text(one.category)
    return {
        "id": str(one.id),
        "url": url_for("dashboard_submissions.show", submission_id=one.id, _external=True),
        "external_url": correction.url,
        "title": title_of(correction),
        "content_text": "\n".join(filter(None, (seen(one.sentence), seen(one.note)))),
        "date_published": _time(one.submitted_at),
        "date_modified": _time(correction.changed_at),
        "authors": [{"name": seen(one.author_name) or _("A reader")}],
        "tags": [kind, *([seen(one.section)] if one.section else [])],
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _answer(body: str, kind: str) -> ResponseReturnValue:
    """For this reader alone; asked for again, it is sent only when it has changed."""
    response = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Cache-Control"] = f"private, max-age={MAX_AGE}"
    response.headers["X-Robots-Tag"] = "noindex"
    response.add_etag()
    return response.make_conditional(request)
