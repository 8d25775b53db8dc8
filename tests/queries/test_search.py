"""Words are found in texts, names, pages and reasons, in any status, on one's own sites."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.extensions import db
from moderation.models import Moderator, SearchText, Verb
from moderation.operations.decide import decide
from moderation.operations.search_index import forget_words, index_submissions, index_words
from moderation.queries.queue import Order, Pile, QueueFilter, queue
from moderation.transactions import write
from tests import factories
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")


def found(moderator: Moderator, q: str, **more: object) -> list[int]:
    filters = QueueFilter(pile=Pile.ANY, order=Order.NEWEST, q=q, **more)  # type: ignore[arg-type]
    return [card.submission.id for card in queue(moderator, filters).cards]


ASKED = (
    "выборы", "выборами", "выбор", "评", "评论", "论系统", "asin", "casino.example", "100%",
    "zoe", "article", '"о выборах"',
)  # fmt: skip


def test_it_finds_forms_and_parts_of_words() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    one = factories.comment(site, "О выборах: 评论系统, casino.example, 100%", name="Zoe").id
    factories.comment(site, "Something else")
    assert [q for q in ASKED if one not in found(alice, q)] == []


def test_it_finds_what_was_decided_and_why() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    one = factories.comment(site).id
    write(decide, one, Verb.REJECT, by=alice.id, version=None, reason="Personal insults")
    write(index_words, [one])
    assert found(alice, "insult") == [one]


def test_it_forgets_the_words_of_an_older_text() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    one = factories.comment(site, "A giraffe").id
    factories.stored(one).source = "A lion"  # type: ignore[attr-defined]
    db.session.commit()
    write(index_words, [one])
    assert (found(alice, "giraffe"), found(alice, "raff"), found(alice, "lion")) == ([], [], [one])


def test_it_stays_within_ones_own_sites() -> None:
    site, other = factories.site(), factories.site("Other", host="other.example")
    factories.comment(site, "giraffe")
    bob = factories.moderator(other, name="Bob")
    assert found(bob, "giraffe") == found(bob, "raff") == []


@pytest.mark.parametrize("order", [Order.OLDEST, Order.NEWEST])
def test_its_pages_show_each_card_once(order: Order) -> None:
    site = factories.site()
    alice = factories.moderator(site)
    sent = [factories.comment(site, f"A giraffe {number}").id for number in range(5)]
    seen, after = [], ""
    filters = QueueFilter(pile=Pile.ANY, order=order, q="giraffe")
    for _ in range(3):
        page = queue(alice, filters, after=after, limit=2)
        seen += [card.submission.id for card in page.cards]
        after = page.after
    assert seen == (sent[::-1] if order is Order.NEWEST else sent)
    assert not after


HOSTILE = (
    '"', "AND", "NOT a", "a OR", "a NEAR/2 b", "text:a", "'a' & b", "a\\", "%", "(", "*", "^a",
    "a:*", "!!", "\ue0001c", "'" * 150, "x" * 200, "🙂", "words:the", "<->", "!a & b",
)  # fmt: skip


def test_it_survives_what_is_no_search() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    factories.comment(site)
    for q in HOSTILE:
        found(alice, q)


def test_it_can_be_made_anew() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    one = factories.comment(site, "A giraffe").id
    write(forget_words, [one])
    assert (found(alice, "giraffe"), count_of(SearchText)) == ([], 0)
    write(index_submissions, after=0)
    assert found(alice, "giraffe") == [one]


def test_it_marks_what_was_found(app: Flask) -> None:
    site = factories.site()
    alice = factories.moderator(site)
    factories.comment(site, "О выборах & <b>снеге</b>")
    (card,) = queue(alice, QueueFilter(q="выборы")).cards
    assert "О <mark>выборах</mark> &amp; " in card.html
