"""What the drawer tells: the sender's other names, their record, and the talk around."""

from datetime import timedelta

import pytest
from time_machine import Traveller

from moderation.errors import Invalid, NotFound
from moderation.extensions import db
from moderation.models import Author, Comment, Moderator, Site, Verb
from moderation.operations.decide import decide
from moderation.queries.conversation import conversation
from moderation.queries.drawer import PAGE, Drawer, drawer
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, visitor

pytestmark = pytest.mark.usefixtures("app")


def of(submission_id: int, alice: Moderator, **more: object) -> Drawer:
    author = db.session.get_one(Author, stored(submission_id).author_id)
    return drawer(author, moderator=alice, submission_id=submission_id, **more)  # type: ignore[arg-type]


def names(submission_id: int, alice: Moderator) -> list[tuple[str, bool, bool]]:
    linked = of(submission_id, alice).linked
    return [(one.name, one.by_network, one.by_email) for one in linked]


def known(news: Site, name: str, network: str, email: str = "", text: str = "Hello") -> int:
    sent = {"name": name, "author_key": name, "email": email, "visitor": visitor(network)}
    return comment(news, f"{text} {name}", **sent).id


def test_other_names_are_linked_by_network_and_mail(clock: Traveller) -> None:
    news = site()
    alice = moderator(news, sees_senders=True)
    known(news, "Wim", "a")
    clock.shift(timedelta(minutes=1))
    known(news, "Xena", "b", "vera@mail.example")
    known(news, "Yan", "c", "yan@mail.example")
    vera = known(news, "Vera", "a", "VERA@mail.example")
    assert names(vera, alice) == [("Xena", False, True), ("Wim", True, False)]


def test_links_fade_after_90_days(clock: Traveller) -> None:
    news = site()
    alice = moderator(news, sees_senders=True)
    known(news, "Wim", "a", "vera@mail.example")
    clock.shift(timedelta(days=89))
    vera = known(news, "Vera", "a", "vera@mail.example")
    assert names(vera, alice) == [("Wim", True, True)]
    clock.shift(timedelta(days=2))
    assert names(vera, alice) == []


def test_links_need_the_permission_on_both_sites() -> None:
    news, other = site(), site("Other", "other.example")
    url = "https://other.example/article"
    sent = {"name": "Wim", "author_key": "w", "email": "vera@mail.example", "url": url}
    comment(other, "Elsewhere", visitor=visitor("b"), **sent)
    vera = known(news, "Vera", "a", "vera@mail.example")
    assert names(vera, moderator(news, other)) == []
    assert names(vera, moderator(news, sees_senders=True)) == []
    alice = moderator(news, other, sees_senders=True)
    assert names(vera, alice) == [("Wim", False, True)]


def test_it_tells_the_record_and_what_they_sent_page_by_page(clock: Traveller) -> None:
    news = site()
    alice = moderator(news)
    sent = []
    for number in range(PAGE + 1):
        clock.shift(timedelta(minutes=1))
        sent.append(known(news, "Vera", "a", text=f"Number {number}"))
    for one, verb in zip(sent, (Verb.APPROVE, Verb.APPROVE, Verb.REJECT), strict=False):
        write(decide, one, verb, by=alice.id, version=None)
    first = of(sent[-1], alice)
    assert (first.author.approved, first.decided) == (2, 3)
    assert first.first_seen == stored(sent[0]).submitted_at
    shown = [row.id for row in first.sent]
    assert shown + [row.id for row in of(sent[-1], alice, after=first.after).sent] == sent[::-1]


def test_no_page_begins_at_what_somebody_else_sent() -> None:
    news = site()
    secret = comment(site("Other", "other.example"), url="https://other.example/a").id
    with pytest.raises(Invalid):
        of(comment(news).id, moderator(news), after=str(secret))


def test_nobody_opens_it_from_another_site() -> None:
    one = comment(site()).id
    bob = moderator(site("Other", "other.example"), name="Bob")
    with pytest.raises(NotFound):
        of(one, bob)


def test_the_talk_has_what_is_above_beside_and_below() -> None:
    news = site(hold="findings", newcomers="welcome")
    top = comment(news, "Top").id
    before, here, after = (
        comment(news, text, parent_id=top).id for text in ("Before", "Here", "After")
    )
    below = comment(news, "Below", parent_id=here).id
    deepest = comment(news, "Deepest", parent_id=below).id
    other = comment(news, "Below too", parent_id=here).id
    one = stored(here)
    assert isinstance(one, Comment)
    talk = conversation(one)
    assert [line.id for line in talk.above] == [top]
    assert [line.id for line in (*talk.before, talk.here, *talk.after)] == [before, here, after]
    assert [(line.id, line.depth) for line in talk.below] == [(below, 1), (deepest, 2), (other, 1)]
    assert talk.standing == 4


def test_it_costs_the_same_for_much_as_for_little(count_queries: list[str]) -> None:
    news = site(hold="findings", newcomers="welcome")
    alice = moderator(news, sees_senders=True)
    costs = []
    one = comment(news, "Top", author_key="vera's").id
    for _ in range(2):
        of(one, alice)
        count_queries.clear()
        of(one, alice)
        costs.append(len(count_queries))
        for number in range(8):
            comment(news, f"Below {number}", parent_id=one, name=f"Name {number}")
    assert costs[0] == costs[1] <= 24
