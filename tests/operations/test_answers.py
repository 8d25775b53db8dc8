"""A reader who reports what is no mistake here is told why, and may insist once."""

from __future__ import annotations

import pytest

from moderation.errors import Answered
from moderation.extensions import db
from moderation.models import HouseAnswer, Site, Status, Verb
from moderation.operations.answers import count_shown
from moderation.operations.decide import decide
from moderation.operations.house_answers import add_answer, retire_answer
from moderation.transactions import write
from tests.factories import moderator, site, typo, visitor
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")

WHY = "We write it so: <b>ask</b> the desk."


def answering(phrase: str = "e-mail") -> tuple[Site, int]:
    """A site with an answer about a phrase."""
    news = site()
    return news, write(add_answer, news.id, phrase, WHY, by=moderator(news).id)


def told(news: Site, exact: str, **more: object) -> str:
    """The answer that a reader is given; nothing when the report was taken."""
    try:
        typo(news, exact, author_key="of Vera", **{"suggestion": "email", **more})
    except Answered as answered:
        return answered.errors["exact"][0].args["text"] if answered.may_insist else "for good"  # type: ignore[return-value]
    return ""


def test_a_reader_is_told_and_nothing_is_kept() -> None:
    news, answer = answering()
    assert told(news, "e-mail") == WHY
    assert count_of(HouseAnswer) == 1
    write(count_shown, answer)
    assert db.session.get_one(HouseAnswer, answer).shown == 1


@pytest.mark.parametrize(
    ("exact", "more"),
    [
        ("an e-mail to", {"suggestion": "an email to"}),
        ("mail", {"prefix": "send an e-", "suffix": " to us", "suggestion": ""}),
        ("e‑mail", {"suggestion": "email"}),
    ],
)
def test_whatever_of_the_phrase_was_selected(exact: str, more: dict[str, object]) -> None:
    news, _answer = answering()
    assert told(news, exact, **more) == WHY


@pytest.mark.parametrize(
    ("exact", "more"),
    [
        ("an e-mail too us", {"suggestion": "an e-mail to us"}),
        ("Send an e-mail too us today", {"suggestion": ""}),
        ("female", {"suggestion": "", "prefix": "a "}),
        ("e-mail", {"category": "other"}),
    ],
)
def test_what_is_about_something_else_is_taken(exact: str, more: dict[str, object]) -> None:
    news, _answer = answering()
    assert told(news, exact, **more) == ""


def test_another_site_and_a_retired_answer_say_nothing() -> None:
    news, answer = answering()
    assert told(site("Other", host="other.example"), "e-mail", url="https://other.example/") == ""
    write(retire_answer, answer, by=moderator(news).id)
    assert told(news, "e-mail") == ""


def test_who_insists_is_heard_once() -> None:
    news, answer = answering()
    first = typo(news, "e-mail", insist=True, author_key="of Vera")
    assert first.status == Status.PENDING
    assert db.session.get_one(HouseAnswer, answer).insisted == 1
    write(decide, first.id, Verb.REJECT, by=moderator(news).id, version=None)
    assert told(news, "e-mail", insist=True) == "for good"
    other = typo(news, "e-mail", insist=True, author_key="of Zoe", visitor=visitor("z"))
    assert other.id != first.id
