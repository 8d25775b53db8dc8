"""Open corrections in a feed reader."""

import re
from xml.etree import ElementTree as ET

from flask import Flask

from moderation.models import Role
from moderation.operations.people import deactivate
from moderation.transactions import write
from tests.factories import moderator, site, typo
from tests.services.databases import ON_BOTH
from tests.signing_in import Desk, signed_in

ATOM = "{http://www.w3.org/2005/Atom}"


def addresses(desk: Desk) -> list[str]:
    shown = desk.get("/dashboard/account").text
    return re.findall(r'href="http://[^/"]+(/feeds/[^"]+)"', shown)


def test_a_feed_reader_is_told_what_is_open(app: Flask) -> None:
    news = site()
    typo(news, "<b>teh\u202e", note="see <script>")
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    desk.post("/dashboard/feeds")
    atom, as_json = addresses(desk)
    reader = app.test_client()
    feed = ET.fromstring(reader.get(atom).text.strip())
    assert [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")] == [
        "<b>teh\ufffd → the"
    ]
    [item] = (reader.get(as_json).json or {})["items"]
    assert item["title"] == "<b>teh\ufffd → the"
    assert item["content_text"].endswith("see <script>")
    again = {"If-None-Match": reader.get(atom).headers["ETag"]}
    assert reader.get(atom, headers=again).status_code == 304


@ON_BOTH
def test_new_addresses_end_the_old_ones(app: Flask) -> None:
    news = site()
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    desk.post("/dashboard/feeds")
    old, _ = addresses(desk)
    desk.post("/dashboard/feeds")
    new, _ = addresses(desk)
    reader = app.test_client()
    assert [reader.get(each).status_code for each in (old, new)] == [404, 200]
    desk.post("/dashboard/feeds/revocation")
    assert (reader.get(new).status_code, addresses(desk)) == (404, [])


def test_whose_account_is_shut_reads_no_more(app: Flask) -> None:
    news = site()
    ed = moderator(news, role=Role.EDITOR)
    desk = signed_in(app, ed)
    desk.post("/dashboard/feeds")
    atom, _ = addresses(desk)
    write(deactivate, ed.id)
    assert app.test_client().get(atom).status_code == 404
    assert app.test_client().get("/feeds/forged/corrections.atom").status_code == 404
