"""What becomes of a typo report when it comes in."""

import pytest

from moderation.errors import Invalid
from moderation.models import Fix, Sighting, Status, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo, visitor
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")


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


def test_a_mended_place_is_reported_anew() -> None:
    news = site()
    alice = moderator(news)
    first = typo(news)
    write(decide, first.id, Verb.APPROVE, by=alice.id, version=None)
    write(set_fix, first.id, Fix.FIXED, by=alice.id)
    assert typo(news).id != first.id


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
