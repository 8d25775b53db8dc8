"""What has been kept long enough is let go of; what is needed stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import (
    Check,
    Decision,
    Event,
    Fix,
    Moderator,
    SearchText,
    Sighting,
    Site,
    TypoReport,
    Verb,
)
from moderation.operations.evidence import keep_evidence
from moderation.operations.fixes import set_fix
from moderation.operations.retention import let_go_of_closed, let_go_of_refused
from moderation.operations.undo import undo
from moderation.queries.chains import chains
from moderation.transactions import write
from tests import factories
from tests.factories import stored
from tests.objecting import all_of, comment_of, decided, public

YEAR = timedelta(days=366)


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def olga(site: Site) -> Moderator:
    return factories.moderator(is_owner=True, name="Olga")


def refused(site: Site, olga: Moderator, text: str = "An insult.") -> int:
    number = factories.comment(site, text, author_key=text).id
    decided(number, Verb.REJECT, olga, "Insults")
    return number


def fixed_report(site: Site, olga: Moderator) -> int:
    number = factories.typo(site, note="Vera's note").id
    decided(number, Verb.APPROVE, olga)
    write(set_fix, number, Fix.FIXED, by=olga.id)
    return number


def texts_of(report_id: int) -> set[str]:
    report = stored(report_id)
    assert isinstance(report, TypoReport)
    sightings = db.session.scalars(select(Sighting).where(Sighting.submission_id == report_id))
    names = ("exact", "prefix", "suffix", "sentence", "suggestion", "note")
    said = {getattr(one, name) for one in [report, *sightings] for name in names}
    return said | {report.replacement, report.folded, report.place_key, report.author_name}


def test_a_refused_text_goes_after_a_year_and_the_log_is_whole(
    site: Site, olga: Moderator, clock: Traveller
) -> None:
    number, other = refused(site, olga), public(site, olga, "Calm.", author_key="other")
    clock.shift(timedelta(days=364))
    assert write(let_go_of_refused, utcnow()) == 0
    clock.shift(timedelta(days=2))
    assert write(let_go_of_refused, utcnow()) == 1
    assert write(let_go_of_refused, utcnow()) == 0
    one = comment_of(number)
    assert (one.source, one.author_name, one.visitor_hash, one.erased_at) == ("", "", "", utcnow())
    assert (one.author.name, one.author.rejected) == ("", 1)
    assert comment_of(other).source == "Calm."
    assert {each.reason for each in all_of(Decision)} == {""}
    assert db.session.get(SearchText, number) is None
    assert all(chain.is_whole for chain in chains())
    assert [each.after for each in all_of(Event) if each.name == "texts_erased"] == [{"number": 1}]


def test_what_was_erased_takes_no_decision(site: Site, olga: Moderator, clock: Traveller) -> None:
    number = factories.comment(site, "An insult.").id
    rejected = decided(number, Verb.REJECT, olga)
    clock.shift(YEAR)
    write(let_go_of_refused, utcnow())
    assert not comment_of(number).takes(Verb.APPROVE)
    assert write(undo, rejected.batch, by=olga.id).restored == ()


def test_a_site_may_keep_it_for_ever_or_for_a_day(app: Flask, clock: Traveller) -> None:
    keeps = factories.site(keep_refused_days="0")
    hurries = factories.site("Other", "other.example", keep_refused_days="1")
    olga = factories.moderator(is_owner=True, name="Olga")
    kept = refused(keeps, olga)
    gone = factories.comment(hurries, "Out.", url="https://other.example/a").id
    decided(gone, Verb.MARK_SPAM, olga)
    clock.shift(timedelta(days=10_000))
    assert write(let_go_of_refused, utcnow()) == 1
    assert (comment_of(kept).source, comment_of(gone).source) == ("An insult.", "")


def test_evidence_is_kept(site: Site, olga: Moderator, clock: Traveller) -> None:
    number, report = refused(site, olga), fixed_report(site, olga)
    for each in (number, report):
        write(keep_evidence, each, by=olga.id)
    clock.shift(3 * YEAR)
    assert write(let_go_of_refused, utcnow()) + write(let_go_of_closed, utcnow()) == 0


def test_a_report_goes_two_years_after_it_was_fixed(
    site: Site, olga: Moderator, clock: Traveller
) -> None:
    number = fixed_report(site, olga)
    open_one = factories.typo(site, "wich", prefix="far from it ", suffix=" was").id
    clock.shift(YEAR)
    assert write(let_go_of_closed, utcnow()) == 0
    clock.shift(YEAR)
    assert write(let_go_of_closed, utcnow()) == 1
    assert write(let_go_of_closed, utcnow()) == 0
    assert (texts_of(number), all_of(Check)) == ({""}, [])
    assert "wich" in texts_of(open_one)
    report = stored(number)
    assert isinstance(report, TypoReport)
    assert (report.fix, report.sightings, report.section) == (Fix.FIXED, 1, "")
    assert all(chain.is_whole for chain in chains())
