"""Notices of illegal content, the decision about them, and evidence."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.drafts.verdicts import Verdict
from moderation.errors import Conflict, NotFound, TooMany
from moderation.models import Event, Moderator, Notice, Site, Status, Verb, WaitingFor
from moderation.operations.evidence import keep_evidence, release_evidence
from moderation.operations.notices import decide_notice
from moderation.operations.undo import undo
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of, comment_of, decided, notice, public

UPHELD = Verdict(True, "law", "§ 111 StGB", "It calls on readers to hurt somebody.")


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site(flags="off")  # which does not turn notices off


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site)


@pytest.fixture
def number(site: Site, alice: Moderator) -> int:
    return public(site, alice)


def happened() -> list[str]:
    return [event.name for event in all_of(Event)]


def test_the_comment_waits_before_all_else(site: Site, number: int) -> None:
    notice(site, number)
    one = comment_of(number)
    assert (one.status, one.waiting_for, one.priority) == (Status.APPROVED, WaitingFor.FLAG, -1)
    assert happened() == ["notice_received"]


def test_upheld_it_is_hidden_and_kept(site: Site, alice: Moderator, number: int) -> None:
    known = notice(site, number)
    version = comment_of(number).version
    done = write(decide_notice, known, UPHELD, by=alice.id, version=version)
    one, told = comment_of(number), all_of(Notice)[0]
    assert (one.status, one.evidence_at) == (Status.REJECTED, one.decided_at)
    assert (told.upheld, told.decision_id, told.moderator_id) == (True, done.decision_id, alice.id)
    assert (told.ground, told.provision) == ("law", "§ 111 StGB")
    assert happened() == ["notice_received", "notice_decided", "evidence_kept"]


def test_dismissed_it_stays_public(site: Site, alice: Moderator, number: int) -> None:
    known = notice(site, number)
    version = comment_of(number).version
    write(decide_notice, known, Verdict(False), by=alice.id, version=version)
    one = comment_of(number)
    assert (one.status, one.evidence_at, one.is_waiting) == (Status.APPROVED, None, False)
    assert [each.upheld for each in all_of(Notice)] == [False]


def test_the_same_words_again_are_the_same_notice(site: Site, number: int) -> None:
    assert notice(site, number) == notice(site, number)
    assert notice(site, number) != notice(site, number, name="Nora")
    assert len(all_of(Notice)) == 2


def test_one_decision_answers_all_notices(site: Site, alice: Moderator, number: int) -> None:
    known, _other = notice(site, number), notice(site, number, "o")
    version = comment_of(number).version
    write(decide_notice, known, UPHELD, by=alice.id, version=version)
    assert [each.statement for each in all_of(Notice)] == [UPHELD.statement] * 2


def test_a_plain_verb_answers_it_too(site: Site, alice: Moderator, number: int) -> None:
    notice(site, number)
    decided(number, Verb.MARK_SPAM, alice)
    assert [each.upheld for each in all_of(Notice)] == [True]
    assert comment_of(number).evidence_at is not None


def test_undo_puts_all_of_it_back(site: Site, alice: Moderator, number: int) -> None:
    known = notice(site, number)
    version = comment_of(number).version
    done = write(decide_notice, known, UPHELD, by=alice.id, version=version)
    write(undo, done.batch, by=alice.id)
    one, told = comment_of(number), all_of(Notice)[0]
    assert (one.status, one.waiting_for, one.evidence_at) == (
        Status.APPROVED, WaitingFor.FLAG, None,
    )  # fmt: skip
    assert (told.upheld, told.statement, told.decided_at) == (None, "", None)
    assert happened()[-1] == "evidence_released"


def test_the_second_moderator_is_too_late(site: Site, alice: Moderator, number: int) -> None:
    known = notice(site, number)
    version = comment_of(number).version
    write(decide_notice, known, UPHELD, by=alice.id, version=version)
    with pytest.raises(Conflict):
        write(decide_notice, known, Verdict(False), by=alice.id, version=version)


def test_nobody_decides_about_another_site_s(site: Site, number: int) -> None:
    known = notice(site, number)
    bob = factories.moderator(factories.site("Other", "other.example"), name="Bob")
    with pytest.raises(NotFound):
        write(decide_notice, known, UPHELD, by=bob.id, version=None)


def test_there_must_be_a_public_comment(site: Site, number: int) -> None:
    other = factories.site("Other", "other.example")
    hidden = factories.comment(site).id
    for where, what in ((other, number), (site, hidden)):
        with pytest.raises(NotFound):
            notice(where, what)


def test_a_flood_is_refused_though_later(app: Flask) -> None:
    site = factories.site(flood="1/minute")
    number = public(site, factories.moderator(site))
    for each in range(20):
        notice(site, number, name=f"Nora {each}")
    with pytest.raises(TooMany):
        notice(site, number)


def test_only_admins_keep_and_release(site: Site, alice: Moderator, number: int) -> None:
    for operation in (keep_evidence, release_evidence):
        with pytest.raises(NotFound):
            write(operation, number, by=alice.id)


def test_evidence_is_written_down(site: Site, number: int) -> None:
    olga = factories.moderator(is_owner=True, name="Olga")
    for operation in (keep_evidence, keep_evidence, release_evidence, release_evidence):
        write(operation, number, by=olga.id)
    assert happened() == ["evidence_kept", "evidence_released"]
    assert comment_of(number).evidence_at is None
