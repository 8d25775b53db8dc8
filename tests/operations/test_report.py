"""What becomes of a typo report when it comes in."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from moderation.database import utcnow
from moderation.errors import Invalid
from moderation.extensions import db
from moderation.models import Fix, Sighting, Site, Status, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.queries.sightings import sighted
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo, visitor
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")


def report(number: int) -> TypoReport:
    """A typo report as it is in the database now."""
    found = stored(number)
    assert isinstance(found, TypoReport)
    return found


def sightings(number: int) -> list[Sighting]:
    """Its readers, the oldest first."""
    db.session.rollback()
    mine = select(Sighting).where(Sighting.submission_id == number).order_by(Sighting.id)
    return list(db.session.scalars(mine))


def test_it_always_waits() -> None:
    receipt = typo(site(hold="findings", newcomers="welcome"))
    assert receipt.status == Status.PENDING
    assert not receipt.is_public


def test_the_same_place_is_one_report_with_two_sightings() -> None:
    news = site()
    first = typo(news)
    second = typo(news, suggestion="The", visitor=visitor("b"))
    assert (first.id, second.sightings) == (second.id, 2)
    assert (count_of(TypoReport), count_of(Sighting)) == (1, 2)


def test_the_same_word_at_another_place_is_another_report() -> None:
    news = site()
    assert typo(news).id != typo(news, prefix="elsewhere entirely, ", suffix=" beginning was").id


def test_a_confirmed_place_that_is_not_mended_yet_still_gathers_sightings() -> None:
    news = site()
    first = typo(news)
    write(decide, first.id, Verb.APPROVE, by=moderator(news).id, version=None)
    assert typo(news).id == first.id


@pytest.mark.parametrize("verb", [Verb.REJECT, Verb.MARK_SPAM])
def test_a_refused_place_is_reported_anew(verb: Verb) -> None:
    news = site()
    first = typo(news)
    write(decide, first.id, verb, by=moderator(news).id, version=None)
    assert typo(news).id != first.id


def mended(news: Site) -> int:
    """The number of a report whose mistake was confirmed and corrected."""
    alice, first = moderator(news), typo(news)
    write(decide, first.id, Verb.APPROVE, by=alice.id, version=None)
    write(set_fix, first.id, Fix.FIXED, by=alice.id)
    return first.id


def test_what_was_mended_lately_has_one_more_reader_and_is_looked_at_at_once() -> None:
    news = site()
    first = mended(news)
    second = typo(news, visitor=visitor("b"))
    assert (second.id, second.status, second.is_fixed) == (first, "approved", True)
    due_at = report(first).next_check_at
    assert due_at is not None
    assert due_at <= utcnow()


def test_what_was_mended_is_reported_anew_where_nobody_looks() -> None:
    news = site(rechecks="off")
    assert mended(news) != typo(news, visitor=visitor("b")).id


def test_what_was_mended_long_ago_is_reported_anew(clock: Traveller) -> None:
    news = site()
    first = mended(news)
    clock.shift(timedelta(days=15))
    assert typo(news).id != first


def test_a_reader_learns_that_it_is_confirmed() -> None:
    news = site()
    write(decide, typo(news).id, Verb.APPROVE, by=moderator(news).id, version=None)
    assert typo(news, visitor=visitor("b")).status == Status.APPROVED


def test_it_keeps_what_each_reader_selected() -> None:
    news = site()
    first = typo(news, category="other", quote_lang="de", note="Look")
    typo(news, exact="so teh end", prefix="and ", suffix=" came", category="other")
    kept = sightings(first.id)
    assert [each.exact for each in kept] == ["teh", "so teh end"]
    assert (kept[0].category, kept[0].quote_lang, kept[0].note) == ("other", "de", "Look")


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix"),
    [
        ("so teh end", "and ", " came"),
        ("te", "and so ", "h end came"),
        ("teh end", "and so ", " c"),
    ],
)
def test_a_longer_or_shorter_selection_is_of_the_same_mistake(
    exact: str, prefix: str, suffix: str
) -> None:
    news = site()
    first = typo(news)
    again = typo(news, exact, prefix=prefix, suffix=suffix, suggestion="", visitor=visitor("b"))
    assert (again.id, again.sightings) == (first.id, 2)


def test_a_wrong_fact_in_the_same_words_is_one_card_and_around_them_it_is_proposed() -> None:
    news = site()
    first = typo(news)
    assert typo(news, category="other", suggestion="").id == first.id
    around = typo(news, "so teh end", prefix="and ", suffix=" came", category="other")
    assert around.id != first.id
    assert [each.report_id for each in sighted([first.id])[first.id].proposals] == [around.id]


def test_it_answers_the_same_to_the_same_key() -> None:
    news = site()
    first = typo(news, key="k1")
    typo(news, visitor=visitor("b"))
    assert typo(news, key="k1") == first
    assert count_of(Sighting) == 2


def test_a_new_sighting_does_not_change_what_the_editor_decides_on() -> None:
    news = site()
    version = stored(typo(news).id).version
    assert stored(typo(news).id).version == version


def test_it_asks_for_consent_where_the_site_does() -> None:
    careful = site(consent="on")
    with pytest.raises(Invalid):
        typo(careful)
    assert typo(careful, consent=True).id
