"""What becomes of a comment when it comes in."""

import pytest
from flask import Flask

from moderation.database import utcnow
from moderation.errors import Blocked, Invalid, KeyReused, ThreadClosed, TooMany
from moderation.models import Comment, Page, Status, Submission, Verb
from moderation.operations.blocks import block_sender
from moderation.operations.decide import decide
from moderation.operations.pages import close_page, reopen_page
from moderation.transactions import write
from tests.factories import comment, draft, moderator, site, stored, visitor
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")


def test_it_waits_when_the_policy_is_to_look_first() -> None:
    receipt = comment(site(hold="all"))
    assert receipt.status == Status.PENDING
    assert stored(receipt.id).is_waiting


def test_it_is_public_at_once_when_no_screen_objects() -> None:
    receipt = comment(site(hold="findings", newcomers="welcome"))
    assert receipt.is_public
    assert stored(receipt.id).page.comment_count == 1


def test_it_waits_when_a_screen_objects() -> None:
    quiet = site(hold="findings", newcomers="welcome", max_links="1")
    receipt = comment(quiet, "http://a.example http://b.example")
    assert receipt.status == Status.PENDING
    assert [found["code"] for found in stored(receipt.id).findings] == ["many_links"]


def test_it_keeps_the_source_and_makes_safe_html() -> None:
    kept = stored(comment(site(), "**so** <img src=x onerror=alert(1)>").id)
    assert isinstance(kept, Comment)
    assert kept.source == "**so** <img src=x onerror=alert(1)>"
    assert "<strong>so</strong>" in kept.body_html
    assert "<img" not in kept.body_html


def test_it_refuses_a_page_of_another_host_and_stores_nothing() -> None:
    with pytest.raises(Invalid) as refused:
        comment(site(), url="https://evil-news.example/article")
    assert refused.value.code == "invalid_url"
    assert count_of(Page) == 0


def test_it_finds_the_same_page_by_its_clean_address() -> None:
    news = site()
    first = stored(comment(news, url="https://news.example/a?id=1").id).page_id
    assert (
        stored(comment(news, "Other.", url="https://news.example/a?utm_source=x&id=1").id).page_id
        == first
    )


def test_it_answers_the_same_to_the_same_key() -> None:
    news = site()
    assert comment(news, key="k1") == comment(news, key="k1")
    assert count_of(Submission) == 1


def test_it_refuses_the_same_key_with_another_body() -> None:
    news = site()
    comment(news, key="k1")
    with pytest.raises(KeyReused):
        comment(news, "Something else.", key="k1")


def test_it_refuses_a_sender_who_sends_too_much_by_author_key() -> None:
    busy = site(flood="2/minute")
    for number in range(2):
        comment(busy, f"Remark {number}", author_key="browser-1")
    with pytest.raises(TooMany) as refused:
        comment(busy, "One more", author_key="browser-1")
    assert 0 < refused.value.retry_after <= 60
    assert comment(busy, "Somebody else", author_key="browser-2").status == Status.PENDING


def test_it_counts_senders_without_a_key_by_network() -> None:
    busy = site(flood="2/minute")
    for number in range(2):
        comment(busy, f"Remark {number}")
    with pytest.raises(TooMany):
        comment(busy, "One more")
    assert comment(busy, "From elsewhere", visitor=visitor("b")).status == Status.PENDING


def test_it_lets_a_sender_go_on_after_the_window(clock) -> None:  # type: ignore[no-untyped-def]
    busy = site(flood="1/minute")
    comment(busy, author_key="browser-1")
    clock.shift(61)
    assert comment(busy, "Later", author_key="browser-1").status == Status.PENDING


def test_it_answers_a_retry_before_it_counts_it() -> None:
    busy = site(flood="1/minute")
    assert comment(busy, key="k1") == comment(busy, key="k1")


def test_it_refuses_a_closed_page_and_takes_a_reopened_one() -> None:
    news = site()
    alice = moderator(news)
    page_id = stored(comment(news).id).page_id
    write(close_page, page_id, by=alice.id)
    with pytest.raises(ThreadClosed):
        comment(news, "Too late")
    write(reopen_page, page_id, by=alice.id)
    assert comment(news, "In time").status == Status.PENDING


def test_it_closes_pages_after_the_days_of_the_policy(clock) -> None:  # type: ignore[no-untyped-def]
    news = site(close_after_days="7")
    comment(news)
    clock.shift(8 * 86400)
    with pytest.raises(ThreadClosed) as refused:
        comment(news, "Too late")
    assert refused.value.why == "old"


def test_it_takes_nothing_while_the_site_is_paused() -> None:
    with pytest.raises(ThreadClosed):
        comment(site(pause="on"))


def test_it_refuses_a_blocked_sender() -> None:
    news = site()
    receipt = comment(news, author_key="browser-1")
    write(block_sender, receipt.id, by=moderator(news).id, days=30)
    with pytest.raises(Blocked):
        comment(news, "Again", author_key="browser-1")


def test_it_refuses_a_reply_to_what_is_not_public() -> None:
    news = site()
    parent = comment(news)
    with pytest.raises(Invalid) as refused:
        comment(news, "A reply", parent_id=parent.id)
    assert "parent_id" in refused.value.errors


def test_it_refuses_a_reply_below_a_hidden_parent() -> None:
    news = site(hold="findings", newcomers="welcome")
    alice = moderator(news)
    root = comment(news, "root")
    reply = comment(news, "reply", parent_id=root.id)
    write(decide, root.id, Verb.REJECT, by=alice.id, version=stored(root.id).version)
    with pytest.raises(Invalid):
        comment(news, "deeper", parent_id=reply.id)


def test_it_asks_for_consent_where_the_site_does() -> None:
    careful = site(consent="on")
    with pytest.raises(Invalid):
        comment(careful)
    assert stored(comment(careful, consent=True).id).consented


def test_it_keeps_the_name_as_signed() -> None:
    news = site()
    first = comment(news, name="Vera", author_key="browser-1")
    comment(news, "Other", name="Editor in chief", author_key="browser-1")
    assert stored(first.id).author_name == "Vera"


def test_it_is_dated_by_the_clock_of_the_server() -> None:
    before = utcnow()
    assert before <= stored(comment(site()).id).submitted_at <= utcnow()


def test_a_draft_is_frozen() -> None:
    with pytest.raises(AttributeError):
        draft().source = "changed"  # type: ignore[misc]


def test_it_works_for_two_sites_at_one_host(app: Flask) -> None:
    assert comment(site()).id != comment(site()).id
