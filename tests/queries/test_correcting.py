"""What the card of a typo report shows besides the report."""

from __future__ import annotations

import pytest

from moderation.extensions import db
from moderation.models import Fix, Role, SiteHost, TypoReport
from moderation.operations.corrections import accept
from moderation.operations.handing import hand
from moderation.operations.house_answers import add_answer
from moderation.queries.cards import Card, cards_of
from moderation.queries.correcting import Correction
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo, visitor

pytestmark = pytest.mark.usefixtures("app")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def correction(card: Card) -> Correction:
    assert card.extras.correction is not None
    return card.extras.correction


def test_a_page_of_cards_takes_as_many_statements_as_one(count_queries: list[str]) -> None:
    news = site()
    news.hosts.append(SiteHost(host="cms.example"))
    db.session.commit()
    eve = moderator(news, role=Role.EDITOR)
    ids = [typo(news, url=f"https://news.example/{number}").id for number in range(6)]
    write(add_answer, news.id, "teh", "Our style.", by=eve.id)
    for each in ids:
        write(hand, each, eve.id, by=eve.id)
        stored(each).page.edit_url = "https://cms.example/7"
        db.session.commit()
    taken = []
    for wanted in (ids[:1], ids):
        db.session.remove()
        before = len(count_queries)
        cards = cards_of(wanted, moderator=db.session.merge(eve))
        taken.append(len(count_queries) - before)
    assert taken[0] >= taken[1]
    card = correction(cards[0])
    assert (card.elsewhere, card.editor, card.answer) == (5, "Alice", "Our style.")
    assert card.edit_url == "https://cms.example/7"


@on_sqlite
def test_most_readers_of_the_same_words_say_what_is_wanted() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news, suggestion="then").id
    for number in range(2):
        typo(news, visitor=visitor(f"v{number}"))
    [card] = cards_of([one], moderator=eve)
    assert correction(card).wanted == "the"
    write(accept, one, by=eve.id, version=None, replacement="")
    [card] = cards_of([one], moderator=eve)
    assert correction(card).sentence == "and so the end came"


@on_sqlite
def test_without_its_sentence_a_mistake_is_shown_between_what_surrounds_it() -> None:
    news = site()
    one = typo(news, sentence="").id
    [card] = cards_of([one], moderator=moderator(news, role=Role.EDITOR))
    assert "".join(piece.text for piece in correction(card).pieces) == "and so tehthe end came"
    assert correction(card).sentence == ""


@on_sqlite
def test_what_is_fixed_is_looked_for_as_it_should_be() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    write(accept, one, by=eve.id, version=None, replacement="the")
    report = stored(one)
    assert isinstance(report, TypoReport)
    report.fix = Fix.FIXED
    db.session.commit()
    [card] = cards_of([one], moderator=eve)
    assert card.url.endswith("#:~:text=and%20so-,the,-end%20came")
