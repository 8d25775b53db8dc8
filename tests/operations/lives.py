"""A small newsroom in which readers and moderators do anything in any order, and what must hold."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from moderation.drafts import PageRef
from moderation.errors import ModerationError
from moderation.extensions import db
from moderation.models import Comment, Decision, Moderator, Site, Status, Verb
from moderation.operations.appeals import appeal
from moderation.operations.decide import decide, decide_many
from moderation.operations.edit import edit_comment
from moderation.operations.undo import Undone, undo, undo_decision, undo_last
from moderation.operations.withdraw import withdraw
from moderation.queries.chains import chains
from moderation.queries.thread import open_thread, thread
from moderation.transactions import write
from tests import objecting
from tests.factories import comment, moderator, site
from tests.operations.order import check_counts, check_queue

VERBS = (Verb.APPROVE, Verb.REJECT, Verb.APPROVE, Verb.MARK_SPAM, Verb.HOLD, Verb.DELETE)
TEXTS = ("First!", "f i r s t", "Second: a longer remark.", "With a link https://a.example/")
_numbers = itertools.count(1)

STANDING = (
    *("status", "waiting_since", "waiting_for", "decided_at", "priority", "due_at", "score"),
    *("passed_to", "source", "body_html", "findings", "text_hash", "edited_by", "withdrawn_at"),
)
Standing = dict[str, Any]


@dataclass
class Life:
    """One site, its comments, and what has happened to them."""

    news: Site = field(default_factory=lambda: site(host=f"host{next(_numbers)}.example"))
    ids: list[int] = field(default_factory=list)
    people: list[Moderator] = field(default_factory=list)
    before: dict[int, tuple[Standing, int]] = field(default_factory=dict)  # by decision
    acts: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))  # but decisions
    read: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    now: dict[int, Standing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.url = f"https://{self.news.hosts[0].host}/article"
        self.people = [moderator(self.news, name=name) for name in ("Alice", "Boris")]

    def live(self, what: str, at: int, other: int) -> None:
        """Do one thing, as far as it is allowed now, and check what follows from it."""
        then, last = self.now, self.last_decision()
        one = self.about(what, at) if self.ids else 0
        if (not one and what != "send") or (what == "withdraw" and other % 3):
            return
        try:
            DEEDS[what](self, one, other)
        except ModerationError:
            db.session.rollback()
            return
        if what in OUTSIDE_DECISIONS and one:
            self.acts[one] += 1
        self.check_decisions(last, then)

    def about(self, what: str, at: int) -> int:
        """Which comment it is about: readers object to what they see."""
        seen = [each for each in self.ids if self.now[each]["status"] is Status.APPROVED]
        some = seen if seen and what in ("flag", "give notice") else self.ids
        return some[at % len(some)]

    def check_decisions(self, last: int, then: dict[int, Standing]) -> None:
        """What was decided can be gone back from; what was undone is as it was."""
        now = self.now = self.standings()
        new = select(Decision).where(Decision.site_id == self.news.id, Decision.id > last)
        for made in db.session.scalars(new.order_by(Decision.id)):
            number, undone = made.submission_id, made.undoes_id
            if undone is None:
                self.before[made.id] = then.get(number, {}), self.acts[number]
                if made.verb is Verb.APPROVE:
                    self.read[number].add(now[number]["source"])
                continue
            was, acts = self.before[undone]
            assert now[number]["status"] is was["status"]
            if acts == self.acts[number]:
                changed = difference(was, now[number])
                assert not changed, changed

    def undo_everything(self) -> None:
        """From the last decision to the first, what readers' reports did included."""
        while True:
            standing = select(Decision.id).where(
                Decision.site_id == self.news.id,
                Decision.verb != Verb.RESTORE,
                Decision.undone.is_(False),
                Decision.submission_id.not_in(
                    select(Comment.id).where(Comment.withdrawn_at.is_not(None))
                ),
            )
            if (latest := db.session.scalar(standing.order_by(Decision.id.desc()))) is None:
                break
            then, last = self.now, self.last_decision()
            done = write(undo_decision, latest, by=self.people[0].id)
            assert (len(done.restored), done.conflicts) == (1, ())
            self.check_decisions(last, then)
        for one in self.comments():
            assert one.withdrawn_at or (one.status, one.decided_at) == (Status.PENDING, None)

    def check(self) -> None:
        """Queue, counts, public thread and the log's chain agree."""
        every = self.comments()
        check_queue(every)
        check_counts(every)
        for one in every:
            assert not one.is_public or one.source in self.read[one.id]
        found = thread(open_thread(self.news, PageRef(url=self.url)))
        nodes = [node for root in found.nodes for node in flat(root)]
        assert {each.id: each.html for each in nodes if not each.gone} == visible(every)
        assert found.count == (found.page.comment_count if found.page else 0)
        assert all(chain.is_whole for chain in chains() if chain.name == self.news.key)

    def comments(self) -> list[Comment]:
        """All of them as they are in the database now."""
        db.session.rollback()
        mine = select(Comment).where(Comment.site_id == self.news.id)
        return list(db.session.scalars(mine.order_by(Comment.id)))

    def comment(self, number: int) -> Comment:
        return next(each for each in self.comments() if each.id == number)

    def standings(self) -> dict[int, Standing]:
        """Where each stands, and what it says; folds are checked as a whole."""
        return {one.id: {name: getattr(one, name) for name in STANDING} for one in self.comments()}

    def last_decision(self) -> int:
        return db.session.scalar(select(func.max(Decision.id))) or 0

    def person(self, which: int) -> int:
        return self.people[which % len(self.people)].id


def difference(was: Standing, is_: Standing) -> Standing:
    return {name: (was[name], is_[name]) for name in STANDING if was[name] != is_[name]}


def flat(node: Any) -> Sequence[Any]:
    return [node, *(each for reply in node.replies for each in flat(reply))]


def visible(every: Sequence[Comment]) -> dict[int, str]:
    """What readers see: approved, and below nothing that is hidden."""
    shows: dict[int | None, bool] = {None: True}
    for one in every:  # parents are older
        shows[one.id] = shows[one.parent_id] and (one.is_public or one.placeholder)
    return {one.id: one.body_html for one in every if one.is_public and shows[one.id]}


def send(life: Life, _one: int, other: int) -> None:
    open_ = [None, *(one.id for one in life.comments() if one.is_public)]
    text = TEXTS[other % len(TEXTS)]
    parent = open_[other % len(open_)]
    life.ids.append(comment(life.news, text, url=life.url, parent_id=parent, author_key=text).id)


def decides(life: Life, one: int, other: int) -> None:
    version, verb = life.comment(one).version, VERBS[other % len(VERBS)]
    write(decide, one, verb, by=life.person(other), version=version, reason="Why")


def decides_many(life: Life, one: int, other: int) -> None:
    every = life.comments()
    items = [(each.id, each.version) for each in every if each.id == one or (each.id + other) % 3]
    write(decide_many, items, VERBS[other % len(VERBS)], by=life.person(other))


def edits(life: Life, one: int, other: int) -> None:
    comment, text = life.comment(one), f"As edited {other}."
    write(edit_comment, one, text, by=life.person(other), version=comment.version)
    life.read[one].add(text)


def edits_and_approves(life: Life, one: int, other: int) -> None:
    """An edit without a decision, of what is public already, is one that no undo takes back."""
    comment, text = life.comment(one), f"As edited {other}."
    done = write(
        edit_comment, one, text, by=life.person(other), version=comment.version, approves=True
    )
    life.read[one].add(text)
    life.acts[one] += not done.batch


def undoes_a_batch(life: Life, _one: int, other: int) -> None:
    batches = db.session.scalars(
        select(Decision.batch).where(Decision.site_id == life.news.id).order_by(Decision.id)
    ).all()
    _undo(lambda: write(undo, batches[other % len(batches)], by=life.person(other)), batches)


def undoes_one(life: Life, one: int, other: int) -> None:
    mine = select(Decision.id).where(Decision.submission_id == one).order_by(Decision.id.desc())
    found = db.session.scalars(mine).all()
    _undo(lambda: write(undo_decision, found[other % len(found)], by=life.person(other)), found)


def _undo(take_back: Callable[[], Undone], some: Sequence[object]) -> None:
    if some:
        take_back()


DEEDS: dict[str, Callable[[Life, int, int], object]] = {
    "send": send,
    "decide": decides,
    "decide many": decides_many,
    "edit": edits,
    "edit and approve": edits_and_approves,
    "undo the last": lambda life, _one, other: write(undo_last, by=life.person(other)),
    "undo a batch": undoes_a_batch,
    "undo one": undoes_one,
    "flag": lambda life, one, other: objecting.flag(life.news, one, "bcdefg"[other % 6]),
    "give notice": lambda life, one, other: objecting.notice(life.news, one, f"{other}"[0]),
    "appeal": lambda _life, one, _other: write(appeal, one, "Look again."),
    "edit one's own": lambda _life, one, other: objecting.edit(one, TEXTS[other % len(TEXTS)]),
    "withdraw": lambda _life, one, _other: write(withdraw, one, None),
}
OUTSIDE_DECISIONS = {"edit", "flag", "give notice", "appeal", "edit one's own", "withdraw"}
