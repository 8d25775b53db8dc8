"""Reading from a streaming replica: while it is near enough, and never behind one's own writes.

How far the replica has come is told by places in the write-ahead log: it has all that was
committed before a moment when it has reached the place where the primary was at that moment.
No clock of another machine is trusted, and an idle primary makes no replica look late.
https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-RECOVERY-CONTROL
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic, sleep
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from moderation.extensions import REPLICA, db
from moderation.models import Page
from moderation.troubles import begin, end

LOOK = 0.5  # seconds between two looks at how far it is
REST = 5.0  # after it did not answer
ALONE = 1.0  # seconds between two tries to reach a primary that is gone
MARKS = 32  # places remembered for the time of the bound
TRIES, PAUSE = 10, 0.02  # what was just written needs some milliseconds to get there

# What is committed is flushed, unless the server is told not to wait for that; what reading leaves
# in the log is not, for many seconds. One that was promoted is as near as can be.
PLACE = text(
    "SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
    " WHEN current_setting('synchronous_commit') = 'off' THEN pg_current_wal_insert_lsn()"
    " ELSE pg_current_wal_flush_lsn() END) - '0/0'::pg_lsn"
)

# What a server that goes away in the middle may look like.
AWAY = (OperationalError, InternalError, InterfaceError)

log = logging.getLogger("moderation.replica")
T = TypeVar("T")


@dataclass
class Replica:
    """What this process knows of its replica, looked at while somebody wants to read from it."""

    primary: Engine
    engine: Engine
    bound: float  # how many seconds it may be behind
    as_of: float = float("-inf")  # all that was committed until then is there
    reached: int = 0
    _marks: deque[tuple[float, int]] = field(default_factory=deque)
    _next_look: float = 0.0
    _next_try: float = 0.0
    _is_alone: bool = False
    _answers: bool = True
    _looking: Lock = field(default_factory=Lock)
    _counting: Lock = field(default_factory=Lock)

    def is_near(self) -> bool:
        """Whether it is within the bound; one thread looks, the others go by its last look."""
        if monotonic() >= self._next_look and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looking.release()
        return self.lag <= self.bound

    def has(self, place: int) -> bool:
        """Whether it has all that was written up to a place in the primary's log."""
        if self.reached < place:
            self._ask()
        return self.reached >= place

    def is_well(self) -> bool:
        """Whether it is near, for who asks seldom: the last look says nothing of now."""
        is_near = self.is_near()
        for _ in range(TRIES):
            if is_near or not self._answers:
                return is_near
            sleep(PAUSE)
            is_near = self._ask() and self.lag <= self.bound
        begin(REPLICA)
        return False

    @property
    def lag(self) -> float:
        """How many seconds it is behind, at most."""
        return monotonic() - self.as_of

    def is_alone(self) -> bool:
        """Whether the primary is gone; now and then one request finds out anew."""
        now = monotonic()
        if self._is_alone and now >= self._next_try:
            self._next_try = now + ALONE
            return False
        return self._is_alone

    def leave_alone(self, *, alone: bool) -> None:
        """Note whether the primary answers."""
        if alone and not self._is_alone:
            log.error("the primary does not answer: threads are read from the replica")
        self._is_alone, self._next_try = alone, monotonic() + ALONE

    def rest(self) -> None:
        """Leave it in peace for a while: it did not answer."""
        self.as_of, self._next_look = float("-inf"), monotonic() + REST
        self._answers = False
        begin(REPLICA)

    def _look(self) -> None:
        now = monotonic()
        self._next_look = now + LOOK
        try:
            place = place_of(self.primary)
        except AWAY:
            return  # whoever reads meets it too
        if not self._marks or now - self._marks[-1][0] >= self.bound / MARKS:
            self._marks.append((now, place))
        self._ask()

    def _ask(self) -> bool:
        try:
            self.reached = place_of(self.engine)
        except AWAY as error:
            log.warning("the replica does not answer: %s", error.orig)
            self.rest()
            return False
        self._answers = True
        with self._counting:
            while self._marks and self._marks[0][1] <= self.reached:
                self.as_of = max(self.as_of, self._marks.popleft()[0])
            if self.lag <= self.bound:
                end(REPLICA)
            elif self._marks and monotonic() - self._marks[0][0] > self.bound:
                begin(REPLICA)
            while self._marks and monotonic() - self._marks[0][0] > 2 * self.bound:
                self._marks.popleft()
        return True


_known: WeakKeyDictionary[Engine, Replica] = WeakKeyDictionary()


def the_replica() -> Replica | None:
    """The replica of this app, if it has one."""
    if (engine := db.engines.get(REPLICA)) is None:
        return None
    bound = engine.get_execution_options()["bound"]
    return _known.setdefault(engine, Replica(db.engine, engine, bound))


def place_of(engine: Engine) -> int:
    """How far the log of a server has come."""
    with engine.connect() as connection:
        return int(connection.scalar(PLACE) or 0)


def replica_lag() -> float | None:
    """How many seconds the replica is behind, at most; nothing when there is none."""
    if (replica := the_replica()) is None:
        return None
    replica.is_well()
    return replica.lag


def is_degraded() -> bool:
    """Whether there is a replica that nothing is read from now."""
    replica = the_replica()
    return replica is not None and not replica.is_well()


def place_written() -> int | None:
    """Where the primary's log is now, after what was just committed; nothing without a replica."""
    replica = the_replica()
    return None if replica is None else place_of(replica.primary)


def near(read: Callable[[], T], *, since: int = 0) -> T:
    """Read from the replica when it is near enough and has all up to a place, else as always."""
    replica = the_replica()
    if replica is None or not (replica.is_near() and replica.has(since)):
        return read()
    try:
        return _there(replica, read)
    except AWAY as error:
        _failed(replica, error)
        return read()


def behind() -> float:
    """How many seconds old what is being read may be."""
    engine: Engine | None = db.session().info.get("engine")
    return engine.get_execution_options()["bound"] if engine is not None else 0.0


def even_alone(read: Callable[[], T]) -> T:
    """Read as always, and from the replica alone when the primary is gone.

    Nobody can decide meanwhile, so what was decided last is what stands there.
    """
    replica = the_replica()
    if replica is None:
        return read()
    if replica.is_alone():
        return _there(replica, read)
    session = db.session()
    session.info["followed"] = replica
    try:
        found = read()
        session.rollback()  # a server that goes just now is noticed here, not after the answer
    except AWAY as error:
        if not session.info.get("engine"):
            replica.leave_alone(alone=True)
            _forget()
            return _there(replica, read)
        _failed(replica, error)
        found = read()
    finally:
        session.info.clear()
    replica.leave_alone(alone=False)
    return found


def follow(page: Page) -> None:
    """Read what follows from the replica, when it has the page just as the primary has it."""
    session = db.session()
    replica: Replica | None = session.info.get("followed")
    if replica is None or not replica.is_near():
        return
    session.info["engine"] = replica.engine
    if session.scalar(select(Page.version).where(Page.id == page.id)) != page.version:
        session.info["engine"] = None


def _there(replica: Replica, read: Callable[[], T]) -> T:
    session = db.session()
    session.info["engine"] = replica.engine
    try:
        found = read()
        session.rollback()
    finally:
        session.info.clear()
    return found


def _failed(replica: Replica, error: DBAPIError) -> None:
    log.warning("the replica failed while it was read from: %s", error.orig)
    replica.rest()
    db.session().info.clear()
    _forget()


def _forget() -> None:
    """End a read whose server is gone."""
    with suppress(*AWAY):
        db.session.rollback()
