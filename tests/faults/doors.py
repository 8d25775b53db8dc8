"""The three ways in for what readers send, so that one table of cases runs through them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from moderation.extensions import db
from moderation.models import Author, IdempotencyKey, Job, Page, Sighting, Site, Submission
from tests.factories import URL

WHOLE: dict[str, dict[str, Any]] = {
    "comments": {"url": URL, "source": "A calm remark."},
    "typos": {"url": URL, "exact": "teh", "suggestion": "the"},
}
TABLES = (Submission, Page, Author, Sighting, Job, IdempotencyKey)
URLENCODED = "application/x-www-form-urlencoded"

Door = Callable[..., TestResponse]


def by_form(client: FlaskClient, site: Site, what: str, fields: Mapping[str, Any]) -> TestResponse:
    """A plain form of a page without a script."""
    return client.post(
        f"/sites/{site.key}/{what}", data=_encoded(what, fields), content_type=URLENCODED
    )


def by_fragment(
    client: FlaskClient, site: Site, what: str, fields: Mapping[str, Any]
) -> TestResponse:
    """The widget."""
    address = f"/sites/{site.key}/{what}?fragment=1"
    return client.post(address, data=_encoded(what, fields), content_type=URLENCODED)


def by_json(client: FlaskClient, site: Site, what: str, fields: Mapping[str, Any]) -> TestResponse:
    """A program."""
    address = f"/api/v1/sites/{site.key}/{what}"
    return client.post(address, json={**WHOLE[what], **fields})


DOORS: dict[str, Door] = {"form": by_form, "fragment": by_fragment, "json": by_json}


def outcome(answer: TestResponse) -> tuple[int, str]:
    """The status, and the code where the answer says one."""
    if answer.mimetype == "application/problem+json":
        return answer.status_code, answer.get_json()["code"]
    return answer.status_code, ""


def is_sound(answer: TestResponse) -> bool:
    """Whether it was taken, or refused by a code; a page for people says its refusal in words."""
    status, code = outcome(answer)
    if status >= 400:
        return status < 500 and (bool(code) or answer.mimetype == "text/html")
    return status in (200, 201, 202, 204, 303, 304)


def receipt_token(answer: TestResponse) -> str:
    """The token in the address of the receipt that the answer leads to."""
    text = f"{answer.headers.get('Location', '')} {answer.text}"
    found = re.search(r"/receipts/([\w.-]+)", text)
    assert found, text
    return found[1]


def rows() -> int:
    """How many rows there are of all that a sending may leave."""
    db.session.rollback()
    return sum(db.session.scalar(select(func.count()).select_from(each)) or 0 for each in TABLES)


def _encoded(what: str, fields: Mapping[str, Any]) -> bytes:
    return urlencode({**WHOLE[what], **fields}, errors="surrogatepass").encode()
