"""What is made of a row is what a session loads."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from moderation.extensions import db
from moderation.models import Comment, Submission, TypoReport
from moderation.queries.loaded import load
from tests.factories import comment, site, stored, typo

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("kind", [Comment, TypoReport])
def test_it_is_as_the_session_loads_it(kind: type[Submission]) -> None:
    sent = comment(site()) if kind is Comment else typo(site())
    (made,) = load(kind, [sent.id])
    names = inspect(kind).column_attrs.keys()
    own = {name: made.__dict__[name] for name in names}
    assert made in db.session
    db.session.expunge_all()
    loaded = stored(sent.id)
    assert own == {name: getattr(loaded, name) for name in names}


def test_the_session_writes_its_changes_and_counts_them() -> None:
    sent = comment(site())
    (made,) = load(Comment, [sent.id])
    made.lang = "en"
    db.session.commit()
    db.session.expunge_all()
    assert (stored(sent.id).lang, stored(sent.id).version) == ("en", 2)


def test_what_belongs_to_it_is_loaded_when_it_is_asked_for() -> None:
    sent = comment(site("News"))
    (made,) = load(Comment, [sent.id])
    assert made.site.name == "News"


def test_what_the_session_has_is_kept() -> None:
    sent = comment(site())
    known = stored(sent.id)
    known.lang = "en"
    with db.session.no_autoflush:
        assert load(Comment, [sent.id]) == [known]
    assert known.lang == "en"


def test_many_come_the_same_way() -> None:
    news = site()
    sent = {comment(news, f"Remark {number}.").id for number in range(3)}
    assert {each.id for each in load(Comment, [*sent, 999_999])} == sent
