"""Letters to readers who asked to be told when a mistake is corrected."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Fix, Moderator, Role, Site, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests import factories
from tests.services.smtp import Mailbox
from tests.worker.conftest import WorkOff

VERA = "vera@reader.example"


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site, role=Role.ADMIN)


def report(site: Site, exact: str = "teh", *, key: str = "k" * 20, email: str = VERA) -> int:
    """Vera reports a mistake and asks to be told; the number of the report."""
    return factories.typo(site, exact, author_key=key, email=email, wants_mail=True).id


def correct(submission_id: int, alice: Moderator) -> None:
    """It is accepted, and later corrected on the site."""
    write(decide, submission_id, Verb.APPROVE, by=alice.id, version=None)
    db.session.execute(
        update(TypoReport.__table__)  # type: ignore[arg-type]
        .where(TypoReport.__table__.c.id == submission_id)
        .values(fix=Fix.FIXED, fixed_at=utcnow())
    )
    db.session.commit()
    write(outbox.enqueue, "tell_readers_fixed", submission_id=submission_id)


def letters(mailbox: Mailbox, to: str = VERA) -> list[str]:
    return [each.get_content() for each in mailbox.messages if each["To"] == to]


def path_in(letter: str) -> str:
    found = re.search(r"https?://[^/\s]+(/mailings/\S+)", letter)
    assert found
    return found[1].removesuffix("/stop")


def test_nothing_is_told_to_an_unconfirmed_address(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff
) -> None:
    number = report(site)
    work_off()
    correct(number, alice)
    work_off()
    (asked,) = letters(mailbox)
    assert "If that was you" in asked
    assert "teh" not in asked


def test_a_confirmed_one_is_told_once(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, client: FlaskClient
) -> None:
    number = report(site)
    work_off()
    assert client.post(path_in(letters(mailbox)[0]) + "/confirmation").status_code == 303
    correct(number, alice)
    write(outbox.enqueue, "tell_readers_fixed", submission_id=number)
    work_off()
    _asked, told = letters(mailbox)
    assert "has been corrected" in told
    assert "> teh" in told


def test_who_confirms_late_is_told_then(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, client: FlaskClient
) -> None:
    correct(report(site), alice)
    work_off()
    client.post(path_in(letters(mailbox)[0]) + "/confirmation")
    work_off()
    assert "has been corrected" in letters(mailbox)[1]


def test_a_confirmed_reader_is_not_asked_again(
    site: Site, mailbox: Mailbox, work_off: WorkOff, client: FlaskClient
) -> None:
    report(site)
    work_off()
    client.post(path_in(letters(mailbox)[0]) + "/confirmation")
    report(site, "recieve")
    work_off()
    assert len(letters(mailbox)) == 1


def test_one_click_stops_them(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, client: FlaskClient
) -> None:
    number = report(site)
    work_off()
    path = path_in(letters(mailbox)[0])
    client.post(path + "/confirmation")
    assert mailbox.messages[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.post(path + "/stop", data={"List-Unsubscribe": "One-Click"})
    correct(number, alice)
    report(site, "recieve")
    work_off()
    assert len(letters(mailbox)) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_reading_the_link_changes_nothing(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, client: FlaskClient
) -> None:
    number = report(site)
    work_off()
    for end in ("", "/stop"):
        assert "Do you want these letters?" in client.get(path_in(letters(mailbox)[0]) + end).text
    correct(number, alice)
    work_off()
    assert len(letters(mailbox)) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_is_flooded_by_what_others_type(
    site: Site, mailbox: Mailbox, work_off: WorkOff
) -> None:
    for number, spelt in enumerate(("vera", "Vera", "ve.ra", "vera+1", "VERA+2")):
        report(site, f"word{number}", key=f"{number}" * 20, email=f"{spelt}@reader.example")
    work_off()
    told = [each for each in mailbox.messages if "reader.example" in each["To"]]
    assert len(told) == 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_address_is_asked_anew(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, client: FlaskClient
) -> None:
    report(site)
    work_off()
    old = path_in(letters(mailbox)[0])
    client.post(old + "/confirmation")
    number = report(site, "recieve", email="bob@reader.example")
    correct(number, alice)
    work_off()
    (asked,) = letters(mailbox, "bob@reader.example")
    assert "If that was you" in asked
    assert client.get(old).status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_forged_link_is_none(client: FlaskClient) -> None:
    for path in ("/mailings/x", "/mailings/WzEsIngiXQ.forged", "/mailings/WzEsIngiXQ.forged/stop"):
        assert client.get(path).status_code == 404
    assert client.post("/mailings/x/stop").status_code == 404
