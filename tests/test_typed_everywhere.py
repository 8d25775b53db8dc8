"""Whatever people typed, on whatever page it is shown: it stays text.

Every column of free text holds a tag; a new column is among them unless it is named here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Column, String, Table, update
from werkzeug.test import TestResponse

from moderation.extensions import db
from moderation.models import Moderator
from moderation.signing import Signer
from tests.factories import moderator, site, typo, visitor
from tests.objecting import flag, public
from tests.signing_in import Desk, forget, signed_in
from tests.test_guards import CHANGING, address, routes, things_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TAG = "<hostile-tag"
TYPED = f"\"'>{TAG} onclick=x>"
MADE_BY_US = {
    "batch", "body_hash", "body_html", "code", "device_type", "extensions", "from_passed_duty",
    "fs_uniquifier", "fs_webauthn_user_handle", "host", "id", "key", "key_hash", "language",
    "mf_recovery_codes", "open_place_key", "parts", "password", "place_key", "previous_html",
    "quiet_from", "quiet_until", "salt", "tf_primary_method", "tf_totp_secret", "theme",
    "terms", "text_hash", "time_zone", "token_hash", "url", "url_key", "usage", "visitor_hash",
    "what",
}  # fmt: skip
WITHOUT_WORDS = {"beats", "events", "outbox", "search_texts", "facets", "flags"}
FIELDS = (
    "source", "text", "title", "name", "pattern", "exceptions", "reason", "note", "section",
    "page", "email", "hosts", "key", "statement", "provision", "verb", "to", "credential", "lang",
    "hours", "since",
)  # fmt: skip


def typed_columns() -> Iterator[tuple[Table, Column[str]]]:
    """The columns that hold what somebody typed."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            is_digest = "digest" in column.name
            is_text = type(column.type) is String and not column.unique and not is_digest
            if is_text and column.name not in MADE_BY_US and table.name not in WITHOUT_WORDS:
                yield table, column


@pytest.fixture
def things(app: Flask) -> dict[str, object]:
    """One thing of each kind, all with the tag in each of their texts."""
    news = site()
    known = things_of(news)
    alice = db.session.get_one(Moderator, known["person_id"])
    other = visitor("v")
    known["public"] = public(news, alice, "Flagged.", visitor=other)
    flag(news, int(str(known["public"])), words="Rude.", reason="other")
    typo(news, visitor=other)
    for table, column in typed_columns():
        db.session.execute(update(table).values({column.name: TYPED}))
    db.session.execute(update(db.metadata.tables["flags"]).values(words=TYPED))
    db.session.execute(update(db.metadata.tables["events"]).values(after={"reason": TYPED}))
    finding = {"code": "rule", "args": {"rule": 1, "version": 1, "text": TYPED}, "spans": [[0, 9]]}
    db.session.execute(update(db.metadata.tables["submissions"]).values(findings=[finding]))
    db.session.commit()
    return known


def page_of(answer: TestResponse) -> str:
    """What a browser would take for HTML; nothing of a file."""
    body = answer.data.decode(errors="replace")
    is_page = (answer.content_type or "").startswith(("text/html", "application/atom"))
    return body if is_page else ""


def asked(desk: Desk, method: str, url: str, *, by_script: bool) -> str:
    forget()
    headers = {"X-Fragment": "1"} if by_script else {}
    data = {"csrf_token": desk.csrf_token, **dict.fromkeys(FIELDS, TYPED)}
    sent = data if method in CHANGING else None
    return page_of(desk.client.open(url, method=method, headers=headers, data=sent))


def test_the_desk_shows_it_as_text(app: Flask, things: dict[str, object]) -> None:
    desk = signed_in(app, moderator(is_owner=True, name=TYPED))
    opened = sorted(routes(app), key=lambda each: each[1])  # what only shows comes first
    pages = {
        (method, rule.rule, by_script): asked(
            desk, method, address(rule, things), by_script=by_script
        )
        for rule, method in opened
        for by_script in (False, True)
    }
    assert {which for which, page in pages.items() if TAG in page} == set()
    assert sum(f"&lt;{TAG[1:]}" in page for page in pages.values()) > 50


def test_readers_see_it_as_text(app: Flask, things: dict[str, object]) -> None:
    client, key, number = app.test_client(), things["key"], int(str(things["public"]))
    token = Signer(app.extensions["moderation.settings"].secret_key).receipt(number)
    page = "https://news.example/article"
    for address_of in (
        f"/sites/{key}/thread?url={page}", f"/sites/{key}/feed.atom", f"/receipts/{token}",
        f"/receipts/{token}/edits", f"/receipts/{token}/appeals", f"/sites/{key}/flags?id={number}",
        f"/sites/{key}/notices?id={number}", f"/sites/{key}/typos?url={page}",
    ):  # fmt: skip
        assert TAG not in page_of(client.get(address_of)), address_of
