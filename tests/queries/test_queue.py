"""The queue shows what waits on one's own sites, oldest first, with few statements."""

import pytest
from flask import Flask

from moderation.errors import Invalid
from moderation.extensions import db
from moderation.models import Fix, Kind, Membership, Moderator, Role, Verb
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.queries.queue import Order, Pile, QueueFilter, queue
from moderation.transactions import write
from tests import factories

pytestmark = pytest.mark.usefixtures("app")


def ids(moderator: Moderator, **filters: object) -> list[int]:
    page = queue(moderator, QueueFilter(**filters))  # type: ignore[arg-type]
    return [card.submission.id for card in page.cards]


def test_it_shows_what_waits_oldest_first() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    sent = [factories.comment(site, "One").id, factories.typo(site).id, factories.comment(site).id]
    assert ids(alice) == sent


def test_it_shows_the_newest_first_when_asked() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    sent = [factories.comment(site, text).id for text in ("One", "Two", "Three")]
    assert ids(alice, order=Order.NEWEST) == sent[::-1]


def test_it_shows_nothing_of_another_site() -> None:
    site, other = factories.site(), factories.site("Other", host="other.example")
    bob = factories.moderator(other, name="Bob")
    factories.comment(site)
    assert ids(bob) == []
    assert ids(bob, site=site.key) == []


def test_it_shows_an_owner_every_site() -> None:
    sites = [factories.site(), factories.site("Other", host="other.example")]
    owner = factories.moderator(name="Olga", is_owner=True)
    sent = [
        factories.comment(sites[0]).id,
        factories.comment(sites[1], url="https://other.example/").id,
    ]
    assert ids(owner) == sent
    assert ids(owner, site=sites[1].key) == sent[1:]


def test_it_shows_an_editor_typo_reports_only() -> None:
    site = factories.site()
    editor = factories.moderator(site, role=Role.EDITOR)
    factories.comment(site)
    report = factories.typo(site)
    assert ids(editor) == [report.id]
    assert ids(editor, kind=Kind.COMMENT) == []


def test_it_merges_the_roles_of_several_sites_in_order() -> None:
    site, other = factories.site(), factories.site("Other", host="other.example")
    both = factories.moderator(site)
    both.memberships.append(Membership(site_id=other.id, role=Role.EDITOR))
    db.session.commit()
    factories.comment(other, url="https://other.example/")
    sent = [factories.comment(site).id, factories.typo(other, url="https://other.example/").id]
    assert ids(both) == sent


def test_it_filters_by_kind() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    comment, report = factories.comment(site), factories.typo(site)
    assert ids(alice, kind=Kind.COMMENT) == [comment.id]
    assert ids(alice, kind=Kind.TYPO_REPORT) == [report.id]


def test_it_has_a_pile_for_each_outcome() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    approved, spam = factories.comment(site, "One"), factories.comment(site, "Two")
    write(decide, approved.id, Verb.APPROVE, by=alice.id, version=None)
    write(decide, spam.id, Verb.MARK_SPAM, by=alice.id, version=None)
    assert ids(alice) == []
    assert ids(alice, pile=Pile.SPAM) == [spam.id]
    assert ids(alice, pile=Pile.DECIDED, order=Order.NEWEST) == [spam.id, approved.id]


def test_it_keeps_confirmed_mistakes_until_they_are_fixed() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    report = factories.typo(site)
    write(decide, report.id, Verb.APPROVE, by=alice.id, version=None)
    assert ids(alice, pile=Pile.TO_FIX) == [report.id]
    write(set_fix, report.id, Fix.FIXED, by=alice.id)
    assert ids(alice, pile=Pile.TO_FIX) == []


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("pile", [Pile.WAITING, Pile.DECIDED])
def test_its_pages_show_each_card_once(pile: Pile, order: Order) -> None:
    sites = [factories.site(), factories.site("Other", host="other.example")]
    alice = factories.moderator(*sites)
    sent = [factories.comment(sites[0], f"Remark {number}").id for number in range(5)]
    sent.append(factories.comment(sites[1], url="https://other.example/").id)
    if pile is Pile.DECIDED:
        for each in sent:
            write(decide, each, Verb.APPROVE, by=alice.id, version=None)
    seen, after = [], ""
    for _ in range(4):
        page = queue(alice, QueueFilter(pile=pile, order=order), after=after, limit=2)
        seen += [card.submission.id for card in page.cards]
        if not (after := page.after):
            break
    assert seen == (sent[::-1] if order in (Order.NEWEST, Order.SCORE) else sent)


def test_it_reads_many_sites_as_one_range() -> None:
    sites = [factories.site(f"Site {n}", host=f"n{n}.example") for n in range(14)]
    alice = factories.moderator(*sites)
    sent = [factories.comment(each, url=f"https://{each.hosts[0].host}/").id for each in sites]
    assert ids(alice) == sent


def test_it_counts_and_knows_the_oldest() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    first = factories.comment(site, "One")
    factories.comment(site, "Two")
    page = queue(alice, QueueFilter(order=Order.NEWEST), limit=1)
    assert page.count == 2
    assert page.oldest == factories.stored(first.id).waiting_since


def test_it_counts_what_is_folded_too_where_all_waits() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    for name in ("Ann", "Ben", "Cem"):
        factories.comment(site, "Stop the new stadium, the council wastes our money", name=name)
    page = queue(alice, QueueFilter(folds=True))
    assert (len(page.cards), page.count) == (1, 3)
    assert queue(alice, QueueFilter(folds=True, newcomer=True)).count == 1


@pytest.mark.parametrize("after", ["x", "0.1.2", "-1", "0.1.99999999999", "1'--", "٣"])
def test_it_refuses_a_place_that_is_none_of_its_own(after: str) -> None:
    alice = factories.moderator(factories.site())
    with pytest.raises(Invalid):
        queue(alice, QueueFilter(), after=after)


def test_it_finds_words_of_the_text_and_the_author() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    said = factories.comment(site, "Привет, 100% мир")
    signed = factories.comment(site, "Other", name="Zoe")
    assert ids(alice, q="привет") == [said.id]
    assert ids(alice, q="100%") == [said.id]
    assert ids(alice, q="zoe") == [signed.id]


def test_it_takes_as_many_statements_for_ten_cards_as_for_two(
    app: Flask, count_queries: list[str]
) -> None:
    site = factories.site()
    alice = factories.moderator(site)
    for number in range(10):
        parent = factories.comment(site, f"Remark {number}")
        factories.typo(site, f"teh{number}")
    assert parent
    count_queries.clear()
    queue(alice, QueueFilter(), limit=2)
    few = len(count_queries)
    count_queries.clear()
    queue(alice, QueueFilter(), limit=20)
    assert len(count_queries) <= max(few, 12)


def test_a_card_tells_of_the_parent_that_readers_do_not_see() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    parent = factories.comment(site, "First")
    write(decide, parent.id, Verb.APPROVE, by=alice.id, version=None)
    reply = factories.comment(site, "Second", parent_id=parent.id)
    write(decide, parent.id, Verb.REJECT, by=alice.id, version=factories.stored(parent.id).version)
    [card] = queue(alice, QueueFilter()).cards
    assert card.submission.id == reply.id
    assert card.parent is not None
    assert not card.parent.is_shown
