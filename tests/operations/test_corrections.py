"""Editors accept with another correction, sort, hand on, and say why it is no mistake."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from moderation.errors import Conflict, Invalid, NotFound
from moderation.extensions import db
from moderation.models import (
    Category,
    DictionaryWord,
    Event,
    HouseAnswer,
    Page,
    Role,
    Sighting,
    TypoReport,
    Verb,
)
from moderation.operations.corrections import (
    Explained,
    Wanted,
    accept,
    change_correction,
    refuse,
    sort_into,
)
from moderation.operations.elsewhere import decide_elsewhere
from moderation.operations.handing import add_rule, hand, let_go, remove_rule
from moderation.operations.undo import undo
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo, visitor

pytestmark = pytest.mark.usefixtures("app")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ANSWER = Explained("We write it so.", answers=True)


def report(submission_id: int) -> TypoReport:
    one = stored(submission_id)
    assert isinstance(one, TypoReport)
    return one


def answers() -> list[str]:
    db.session.rollback()
    standing = select(HouseAnswer.text).where(HouseAnswer.retired_at.is_(None))
    return list(db.session.scalars(standing))


def events() -> list[str]:
    return list(db.session.scalars(select(Event.name).order_by(Event.id)))


def test_an_editor_accepts_with_another_correction() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    done = write(accept, one, by=eve.id, version=stored(one).version, replacement="then")
    assert (done.status, done.version) == ("approved", report(one).version)
    assert report(one).replacement == "then"


@on_sqlite
def test_a_stale_acceptance_changes_nothing() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    with pytest.raises(Conflict):
        write(accept, one, by=eve.id, version=99, replacement="then", category=Category.FACT)
    assert (report(one).replacement, report(one).category) == ("", Category.SPELLING)


@on_sqlite
def test_the_mistake_itself_is_no_correction() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    with pytest.raises(Invalid):
        write(accept, one, by=eve.id, version=None, replacement="teh")


def test_the_card_takes_over_a_readers_quote() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    wider = Sighting(
        site_id=news.id, submission_id=one, author_id=stored(one).author_id, exact="so teh",
        prefix="and ", suffix=" end came", suggestion="so the",
    )  # fmt: skip
    db.session.add(wider)
    db.session.commit()
    write(accept, one, by=eve.id, version=None, sighting_id=wider.id)
    card = report(one)
    assert (card.exact, card.prefix, card.replacement, card.folded) == (
        "so teh", "and ", "so the", "so teh",
    )  # fmt: skip


@on_sqlite
def test_nobody_takes_over_the_quote_of_another_report() -> None:
    news = site()
    eve, one, other = moderator(news, role=Role.EDITOR), typo(news).id, typo(news, "cta").id
    theirs = db.session.scalar(select(Sighting.id).where(Sighting.submission_id == other))
    with pytest.raises(NotFound):
        write(accept, one, by=eve.id, version=None, sighting_id=theirs)


def test_a_correction_is_worded_anew_until_somebody_else_did() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    seen = write(accept, one, by=eve.id, version=None).version
    write(change_correction, one, Wanted("then"), by=eve.id, version=seen)
    assert report(one).replacement == "then"
    with pytest.raises(Conflict):
        write(change_correction, one, Wanted("than"), by=eve.id, version=seen)


@on_sqlite
def test_sorting_leaves_the_version_on_screen_good() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    seen = stored(one).version
    write(sort_into, one, Category.NAME, by=eve.id)
    assert report(one).category is Category.NAME
    assert write(accept, one, by=eve.id, version=seen).status == "approved"
    assert "correction_sorted" in events()


@on_sqlite
def test_another_sites_editor_finds_nothing() -> None:
    one = typo(site()).id
    bob = moderator(site("Other", "other.example"), role=Role.ADMIN, name="Bob")
    with pytest.raises(NotFound):
        write(sort_into, one, Category.NAME, by=bob.id)
    with pytest.raises(NotFound):
        write(hand, one, bob.id, by=bob.id)
    with pytest.raises(NotFound):
        write(accept, one, by=bob.id, version=None, replacement="x")


def test_a_refusal_answers_the_next_reader_until_it_is_undone() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    done = write(refuse, one, ANSWER, by=eve.id, version=None)
    assert answers() == ["We write it so."]
    write(undo, done.batch, by=eve.id)
    assert answers() == []


def test_an_undone_answer_gives_way_to_the_one_before() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    write(refuse, one, Explained("Old.", answers=True), by=eve.id, version=None)
    other = typo(news, url="https://news.example/b", insist=True).id
    done = write(refuse, other, Explained("New.", answers=True), by=eve.id, version=None)
    assert answers() == ["New."]
    write(undo, done.batch, by=eve.id)
    assert answers() == ["Old."]


@on_sqlite
def test_an_answer_needs_words() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    with pytest.raises(Invalid):
        write(refuse, one, Explained(answers=True), by=eve.id, version=None)
    assert stored(one).is_waiting


@on_sqlite
def test_a_refused_word_enters_the_dictionary_until_it_is_undone() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news, "covid", quote_lang="en").id
    done = write(refuse, one, Explained(word="covid"), by=eve.id, version=None)
    assert db.session.scalars(select(DictionaryWord.word)).all() == ["covid"]
    write(undo, done.batch, by=eve.id)
    assert db.session.scalars(select(DictionaryWord.word)).all() == []


def test_the_same_words_on_other_pages_are_decided_as_one() -> None:
    news = site()
    eve, here = moderator(news, role=Role.EDITOR), typo(news).id
    there = typo(news, url="https://news.example/b", suggestion="").id
    unlike = typo(news, "cta", url="https://news.example/c").id
    items = [(each, None) for each in (here, there, unlike)]
    batch = write(
        decide_elsewhere, here, items, Verb.APPROVE, by=eve.id, explained=Explained()
    )  # fmt: skip
    assert [each.id for each in batch.decided] == [here, there]
    assert report(there).replacement == "the"
    assert stored(unlike).is_waiting
    write(undo, batch.batch, by=eve.id)
    assert stored(here).is_waiting
    assert stored(there).is_waiting


@on_sqlite
def test_what_a_colleague_has_accepted_elsewhere_keeps_their_correction() -> None:
    news = site()
    eve, here = moderator(news, role=Role.EDITOR), typo(news).id
    there = typo(news, url="https://news.example/b").id
    items = [(each, report(each).version) for each in (here, there)]
    write(accept, there, by=eve.id, version=None, replacement="then")
    batch = write(decide_elsewhere, here, items, Verb.APPROVE, by=eve.id, explained=Explained())
    assert [each.submission_id for each in batch.conflicts] == [there]
    assert report(there).replacement == "then"


@on_sqlite
def test_a_correction_is_handed_to_who_may_mend_it() -> None:
    news = site()
    eve, one = moderator(news, role=Role.EDITOR), typo(news).id
    bob = moderator(site("Other", "other.example"), role=Role.ADMIN, name="Bob")
    write(hand, one, eve.id, by=eve.id)
    assert report(one).editor_id == eve.id
    with pytest.raises(Invalid):
        write(hand, one, bob.id, by=eve.id)
    write(let_go, one, by=eve.id)
    assert report(one).editor_id is None
    assert events()[-2:] == ["correction_handed", "correction_let_go"]


def test_a_page_s_author_decides_who_mends_before_its_section_does() -> None:
    news = site()
    admin = moderator(news, role=Role.ADMIN)
    eve, ann = (moderator(news, role=Role.EDITOR, name=name) for name in ("Eve", "Ann"))
    write(add_rule, news.id, "section", "Sport", to=eve.id, by=admin.id)
    write(add_rule, news.id, "author", "A. Writer", to=ann.id, by=admin.id)
    one, other = typo(news).id, typo(news, url="https://news.example/b", visitor=visitor("b")).id
    for page in db.session.scalars(select(Page)):
        page.section, page.author = "Sport", "A. Writer" if page.url.endswith("b") else ""
    db.session.commit()
    for each in (one, other):
        write(accept, each, by=eve.id, version=None)
    assert (report(one).editor_id, report(other).editor_id) == (eve.id, ann.id)


@on_sqlite
def test_a_rule_is_an_admins_and_for_who_may_mend() -> None:
    news = site()
    admin, eve = moderator(news, role=Role.ADMIN), moderator(news, role=Role.EDITOR)
    with pytest.raises(NotFound):
        write(add_rule, news.id, "section", "Sport", to=eve.id, by=eve.id)
    rule = write(add_rule, news.id, "section", "Sport", to=eve.id, by=admin.id)
    with pytest.raises(Invalid):
        write(add_rule, news.id, "section", "Sport", to=admin.id, by=admin.id)
    with pytest.raises(NotFound):
        write(remove_rule, rule, by=eve.id)
    write(remove_rule, rule, by=admin.id)
    assert events()[-2:] == ["handing_rule_added", "handing_rule_removed"]
