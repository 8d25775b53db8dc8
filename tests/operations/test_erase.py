"""Authors have what they wrote erased."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from moderation.errors import Refused
from moderation.extensions import db
from moderation.models import (
    Appeal,
    Author,
    Decision,
    Moderator,
    Revision,
    Sighting,
    Site,
    Status,
    TypoReport,
    Verb,
)
from moderation.operations.appeals import appeal
from moderation.operations.erase import erase_own
from moderation.operations.evidence import keep_evidence, release_evidence
from moderation.operations.undo import undo
from moderation.operations.withdraw import withdraw
from moderation.queries.chains import chains
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of, comment_of, decided, edit, notice, public


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def olga(site: Site) -> Moderator:
    return factories.moderator(is_owner=True, name="Olga")


def test_nothing_of_the_text_is_left_and_the_log_is_whole(site: Site, olga: Moderator) -> None:
    number = public(site, olga, "My secret.", email="vera@mail.example")
    edit(number, "My other secret.")
    decided(number, Verb.APPROVE, olga, "A secret, but fine")
    for _ in range(2):
        write(erase_own, number)
    one = comment_of(number)
    assert (one.source, one.body_html, one.author_name, one.status) == ("", "", "", Status.DELETED)
    assert one.page.comment_count == 0
    assert (all_of(Revision), {each.reason for each in all_of(Decision)}) == ([], {""})
    assert [(each.name, each.email) for each in all_of(Author)] == [("", "")]
    assert all(chain.is_whole for chain in chains())


def test_what_was_refused_stays_refused(site: Site, olga: Moderator) -> None:
    number = factories.comment(site, "An insult.").id
    refused = decided(number, Verb.REJECT, olga, "Insults")
    write(appeal, number, "I meant it kindly.")
    write(erase_own, number)
    one = comment_of(number)
    assert (one.source, one.status, one.is_waiting) == ("", Status.REJECTED, False)
    assert one.author.rejected == 1
    assert [each.text for each in all_of(Appeal)] == [""]
    assert write(undo, refused.batch, by=olga.id).restored == ()


def test_nobody_can_guess_a_reason_from_what_is_left(site: Site, olga: Moderator) -> None:
    number = factories.comment(site, "An insult.").id
    decided(number, Verb.REJECT, olga, "Insults")
    # As logs written by older versions are, which kept no digest of the reason by itself.
    db.session.execute(update(Decision).values(reason_digest=""))
    db.session.commit()
    write(erase_own, number)
    db.session.rollback()
    assert {(each.reason, each.salt) for each in all_of(Decision)} == {("", "")}
    assert all(chain.is_whole for chain in chains())


def test_evidence_stays_until_it_is_released(site: Site, olga: Moderator) -> None:
    number = public(site, olga)
    write(keep_evidence, number, by=olga.id)
    with pytest.raises(Refused, match="kept_as_evidence"):
        write(erase_own, number)
    assert comment_of(number).source == "A calm remark."
    write(release_evidence, number, by=olga.id)
    write(erase_own, number)
    assert comment_of(number).source == ""
    assert all(chain.is_whole for chain in chains())


def test_so_does_what_a_notice_waits_for(site: Site, olga: Moderator) -> None:
    number = public(site, olga)
    notice(site, number)
    with pytest.raises(Refused, match="kept_as_evidence"):
        write(erase_own, number)
    assert comment_of(number).is_public


def test_the_name_stays_with_what_else_was_sent(site: Site, olga: Moderator) -> None:
    first, other = (public(site, olga, text, author_key="vera") for text in ("One.", "Two."))
    write(erase_own, first)
    assert [each.name for each in all_of(Author)] == ["Vera"]
    assert comment_of(other).author_name == "Vera"


def sightings_of(report_id: int) -> list[Sighting]:
    db.session.rollback()
    mine = select(Sighting).where(Sighting.submission_id == report_id).order_by(Sighting.id)
    return list(db.session.scalars(mine))


def test_a_report_goes_with_its_only_reader(site: Site, olga: Moderator) -> None:
    sent = factories.typo(site, note="Vera lives here", email="vera@mail.example")
    for _ in range(2):
        write(erase_own, sent.id, sent.sighting_id)
    report = factories.stored(sent.id)
    assert isinstance(report, TypoReport)
    said = {report.exact, report.note, report.sentence, report.author_name, report.suggestion}
    assert (said, report.status, report.is_waiting) == ({""}, Status.DELETED, False)
    assert {(one.exact, one.note, one.visitor_hash) for one in sightings_of(sent.id)} == {("",) * 3}
    assert [(each.name, each.email) for each in all_of(Author)] == [("", "")]
    assert all(chain.is_whole for chain in chains())


def test_a_card_that_others_have_sent_speaks_for_them(site: Site, olga: Moderator) -> None:
    vera = factories.typo(site, note="Vera lives here", author_key="vera")
    factories.typo(site, name="Walt", author_key="walt", visitor=factories.visitor("w"))
    decided(vera.id, Verb.APPROVE, olga)
    write(erase_own, vera.id, vera.sighting_id)
    report = factories.stored(vera.id)
    assert isinstance(report, TypoReport)
    assert (report.exact, report.note, report.author_name) == ("teh", "", "Walt")
    assert (report.status, report.sightings) == (Status.APPROVED, 1)
    assert [one.note for one in sightings_of(vera.id)] == ["", ""]
    assert [each.name for each in all_of(Author)] == ["", "Walt"]


def test_withdrawing_one_of_several_erases_what_it_said(site: Site) -> None:
    vera = factories.typo(site, note="Vera lives here", author_key="vera")
    factories.typo(site, author_key="walt", visitor=factories.visitor("w"))
    write(withdraw, vera.id, vera.sighting_id)
    assert [(one.exact, one.note) for one in sightings_of(vera.id)] == [("", ""), ("teh", "")]


def test_a_report_kept_as_evidence_is_not_erased(site: Site, olga: Moderator) -> None:
    sent = factories.typo(site)
    write(keep_evidence, sent.id, by=olga.id)
    with pytest.raises(Refused, match="kept_as_evidence"):
        write(erase_own, sent.id, sent.sighting_id)
    assert sightings_of(sent.id)[0].exact == "teh"
