"""An author's edit is screened like a new comment."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.errors import Blocked, ThreadClosed
from moderation.models import (
    Braking,
    Event,
    Moderator,
    Revision,
    Site,
    Status,
    Trust,
    Verb,
    WaitingFor,
)
from moderation.operations.blocks import Mark, block_sender
from moderation.operations.brakes import Pull, set_brake
from moderation.operations.rules import add_rule, switch_rule
from moderation.operations.trust import set_trust
from moderation.queries.brakes import Stretch
from moderation.screening.rule_drafts import RuleDraft
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of, comment_of, decided, edit, public


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site, is_owner=True)


def edits() -> list[tuple[str, bool | None]]:
    return [(each.source, each.accepted) for each in all_of(Revision)]


def open_site(**policy: str) -> Site:
    """A site where all is public at once that no check objects to."""
    return factories.site(hold="findings", newcomers="welcome", **policy)


def test_where_the_brake_is_on_it_waits_or_is_refused(app: Flask) -> None:
    news = open_site()
    olga = factories.moderator(is_owner=True, name="Olga").id
    number = factories.comment(news).id
    write(set_brake, Stretch(news.id), Pull(Braking.HOLD, None, "a storm"), by=olga)
    edit(number, "Changed.")
    assert (comment_of(number).source, edits()) == ("A calm remark.", [("Changed.", None)])
    assert [each["code"] for each in all_of(Revision)[0].findings] == ["braked"]
    write(set_brake, Stretch(news.id), Pull(Braking.PAUSE, 2, "a storm"), by=olga)
    with pytest.raises(ThreadClosed):
        edit(number, "Changed again.")


@pytest.mark.parametrize(("trust", "source"), [("trusted", "Changed."), ("normal", "A remark.")])
def test_whom_moderators_trust_need_not_wait(site: Site, trust: str, source: str) -> None:
    olga = factories.moderator(is_owner=True, name="Olga")
    number = public(site, olga, "A remark.", author_key="vera")
    author = comment_of(number).author_id
    write(set_trust, author, Trust(trust), by=olga.id)
    edit(number, "Changed.")
    assert comment_of(number).source == source
    write(set_trust, author, Trust.HELD, by=olga.id)
    edit(number, "Changed again.")
    assert (comment_of(number).source, comment_of(number).waiting_for) == (
        source, WaitingFor.REVISION,
    )  # fmt: skip


def test_the_blocked_may_not_edit(site: Site, alice: Moderator) -> None:
    number = public(site, alice, author_key="vera")
    write(block_sender, number, by=alice.id, days=30, mark=Mark.AUTHOR)
    with pytest.raises(Blocked):
        edit(number, "Changed.", "z")  # from whatever network
    assert edits() == []


@pytest.mark.parametrize(
    ("action", "status"), [("reject", Status.REJECTED), ("mark_spam", Status.SPAM)]
)
def test_a_rule_decides_on_it_as_on_a_comment(app: Flask, action: str, status: Status) -> None:
    news = open_site(banned_words="casino")
    olga = factories.moderator(is_owner=True, name="Olga").id
    rule = write(add_rule, RuleDraft("word", "pills", (), action), site_ids=[news.id], by=olga)
    write(switch_rule, rule, on=True, by=olga)
    seen, waits = factories.comment(news).id, factories.comment(news, "A casino.").id
    edit(seen, "Pills!")
    edit(waits, "More pills!")
    one, other = comment_of(seen), comment_of(waits)
    assert (one.source, one.status, one.is_waiting) == ("A calm remark.", Status.APPROVED, False)
    assert (other.source, other.status) == ("More pills!", status)
    assert edits() == [("Pills!", False), ("More pills!", True)]
    assert [each.name for each in all_of(Event)][-2:] == [
        "comment_edit_refused", "comment_edited_by_author",
    ]  # fmt: skip


def test_without_what_it_waited_for_it_is_public(app: Flask) -> None:
    news = open_site(banned_words="casino")
    alice = factories.moderator(news)
    number = factories.comment(news, "A casino.").id
    edit(number, "A remark.")
    assert comment_of(number).status is Status.APPROVED
    decided(number, Verb.HOLD, alice)
    edit(number, "Another.")
    assert comment_of(number).status is Status.PENDING  # a moderator wants to decide
