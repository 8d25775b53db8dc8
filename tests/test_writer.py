"""One writer in a process: what waits is done together, and nobody waits for ever."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from moderation import writer
from moderation.errors import Unavailable
from moderation.turns import Turns
from moderation.writer import Calls, Writer


class Disk:
    """Keeps groups of calls, and can be held."""

    def __init__(self, path: Path) -> None:
        self.groups: list[int] = []
        self.writer = Writer(self.keep, Turns(path))
        self.is_held, self.goes_on = Event(), Event()

    def keep(self, calls: Calls) -> None:
        done = 0
        for call in calls:
            call.result = call.run()
            done += 1
        self.groups.append(done)

    def hold(self) -> None:
        self.is_held.set()
        self.goes_on.wait(30)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "data")


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(writer.MOST_WAITING + 2) as pool:
        yield pool


def line_up(disk: Disk, pool: ThreadPoolExecutor, number: int) -> list[Future[int]]:
    """So many calls behind one that is held."""
    pool.submit(disk.writer.do, disk.hold)
    disk.is_held.wait(30)
    waiting = [pool.submit(disk.writer.do, lambda each=each: each) for each in range(number)]
    while len(disk.writer._waiting) < number:
        pass
    return waiting


def test_it_answers_what_was_asked(disk: Disk) -> None:
    assert disk.writer.do(lambda: "done") == "done"


def test_what_waits_is_kept_together(
    disk: Disk, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "TOGETHER", 60.0)
    waiting = line_up(disk, pool, 5)
    disk.goes_on.set()
    assert sorted(each.result() for each in waiting) == list(range(5))
    disk.writer.do(lambda: None)
    assert disk.groups == [6, 1]


def test_a_full_line_is_refused_at_once(disk: Disk, pool: ThreadPoolExecutor) -> None:
    waiting = line_up(disk, pool, writer.MOST_WAITING)
    with pytest.raises(Unavailable):
        disk.writer.do(lambda: 0)
    disk.goes_on.set()
    assert len([each.result() for each in waiting]) == writer.MOST_WAITING


def test_few_wait_for_a_writer_that_is_kept(
    disk: Disk, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SLOW", 0.0)
    waiting = line_up(disk, pool, writer.FEW)
    with pytest.raises(Unavailable):
        disk.writer.do(lambda: 0)
    disk.goes_on.set()
    assert [each.result() for each in waiting] == list(range(writer.FEW))


def test_what_nobody_waits_for_any_more_is_not_done(
    disk: Disk, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    line_up(disk, pool, 0)
    done: list[str] = []
    monkeypatch.setattr(writer, "PATIENCE", 0.01)
    with pytest.raises(Unavailable):
        disk.writer.do(lambda: done.append("late"))
    disk.goes_on.set()
    monkeypatch.undo()
    disk.writer.do(lambda: None)
    assert done == []


def test_when_keeping_fails_nothing_counts_as_done(tmp_path: Path) -> None:
    def keep(calls: Calls) -> None:
        for call in calls:
            call.result = call.run()
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        Writer(keep, Turns(tmp_path / "data")).do(lambda: "done")


def test_when_nothing_can_begin_all_who_wait_hear_why(tmp_path: Path) -> None:
    def keep(_calls: Calls) -> None:
        raise OSError("the database is locked")

    with pytest.raises(OSError, match="locked"):
        Writer(keep, Turns(tmp_path / "data")).do(lambda: "done")


def test_its_thread_ends_when_nothing_is_asked(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "IDLE", 0.0)
    disk.writer.do(lambda: None)
    while disk.writer._thread is not None:
        pass
    assert disk.writer.do(lambda: "again") == "again"
