"""Several processes of a server keep to a core each; one takes the place of one that has ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pytest

from moderation.cli.cores import Cores

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nobody else says of cores")

FORKS = get_context("fork")


@pytest.fixture
def two() -> Iterator[list[int]]:
    """Two cores, on which all that is started here runs."""
    every = os.sched_getaffinity(0)
    if len(every) < 2:
        pytest.skip("there is one core")
    some = sorted(every)[:2]
    os.sched_setaffinity(0, some)
    yield some
    os.sched_setaffinity(0, every)


@contextmanager
def process(cores: Cores) -> Iterator[list[int]]:
    """Where a process may run that takes one, while it is there."""
    here, there = FORKS.Pipe()
    child = FORKS.Process(target=_take_one, args=(cores, there))
    child.start()
    yield here.recv()
    here.send("enough")
    child.join()


def _take_one(cores: Cores, parent: Connection) -> None:
    cores.take_one()
    parent.send(sorted(os.sched_getaffinity(0)))
    parent.recv()


def test_each_has_its_own_and_leaves_it_to_who_comes_after_it(two: list[int]) -> None:
    one, other = two
    cores = Cores(processes=2)
    with ExitStack() as others:
        with process(cores) as first:
            assert first == [one]
            assert others.enter_context(process(cores)) == [other]
            assert others.enter_context(process(cores)) == two  # none is left: it goes anywhere
        assert others.enter_context(process(cores)) == [one]


def test_fewer_than_there_are_cores_go_anywhere(two: list[int]) -> None:
    with process(Cores(processes=1)) as free:
        assert free == two
