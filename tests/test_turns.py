"""Processes that share a file write one after another, and none of them for ever."""

import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

from moderation.turns import Turns
from tests.services.server import PROJECT

HOLDING = """
import sys, time
from pathlib import Path
from moderation.turns import Turns
with Turns(Path(sys.argv[1])).taken():
    print("taken", flush=True)
    time.sleep(600)
"""

WRITING = """
import os, sys
from pathlib import Path
from moderation.turns import Turns
name, path = sys.argv[1], Path(sys.argv[2])
turns, file = Turns(path), os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
while os.fstat(file).st_size < 400:
    with turns.taken():
        os.write(file, name.encode())
        os.fsync(file)
"""


def test_who_has_just_had_a_turn_stands_behind_who_waits(tmp_path: Path) -> None:
    turns, order, waits = Turns(tmp_path / "data"), list[str](), Event()

    def wait() -> None:
        waits.set()
        with turns.taken():
            order.append("the other")

    other = Thread(target=wait)
    with turns.taken():
        order.append("one")
        other.start()
        waits.wait()
        while not _is_at_the_gate(tmp_path):
            pass
    with turns.taken():
        order.append("one again")
    other.join()
    assert order == ["one", "the other", "one again"]


def test_a_process_that_is_killed_keeps_no_turn(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"taken\n"
        holder.kill()
        with Turns(tmp_path / "data").taken():
            pass


def test_two_busy_processes_share_the_turns(tmp_path: Path) -> None:
    path = tmp_path / "data"
    with Turns(path).taken():  # so that both have begun
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITING, name, str(path)], cwd=PROJECT)
            for name in "ab"
        ]
        while not all(_waits(each.pid) for each in writers):
            pass
    assert [each.wait() for each in writers] == [0, 0]
    written = path.read_text()
    assert min(written.count(name) for name in "ab") > len(written) / 4


def _waits(pid: int) -> bool:
    """Whether a process stands before a lock."""
    waiting = (line.split() for line in Path("/proc/locks").read_text().splitlines())
    return any(str(pid) in words for words in waiting if "->" in words)


def _is_at_the_gate(folder: Path) -> bool:
    """Whether somebody holds the gate, and waits behind it for the turn."""
    gate = Path("/proc/locks").read_text()
    return f":{(folder / 'data-next').stat().st_ino} " in gate
