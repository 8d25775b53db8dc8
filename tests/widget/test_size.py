"""What a page of the host pays for the widget, in compressed bytes, as the service sends it."""

import gzip
from pathlib import Path

import pytest

from moderation.views.public.widget import lean
from tests.widget.service import WIDGET

FOR_EDITORS = {"place.js"}  # loaded by a link from the desk alone
FOR_LONG_THREADS = {"more.js"}  # loaded when a thread has more parts than the first
BEFORE_A_TOUCH = {"embed.js", "thread.js", "widget.css"}
LANGUAGES = ("en", "ru", "zh")


def size(files: list[Path]) -> int:
    """The bytes of these files, each compressed by itself, as a server sends them."""
    sent = (lean(file.read_text()).encode() for file in files)
    return sum(len(gzip.compress(each, 9, mtime=0)) for each in sent)


def test_it_costs_four_kilobytes_before_the_reader_touches_anything() -> None:
    assert size([WIDGET / name for name in BEFORE_A_TOUCH]) <= 4 * 1024


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_costs_twelve_kilobytes_in_all(language: str) -> None:
    others = {f"strings-{other}.js" for other in LANGUAGES if other != language}
    readers = [
        file
        for file in WIDGET.iterdir()
        if file.name not in others | FOR_EDITORS | FOR_LONG_THREADS
    ]
    assert size(readers) <= 12 * 1024


def test_what_an_editor_opens_is_small_too() -> None:
    assert size([WIDGET / name for name in FOR_EDITORS]) <= 4 * 1024


def test_what_long_threads_need_is_small_too() -> None:
    assert size([WIDGET / name for name in FOR_LONG_THREADS]) <= 1280


def test_it_is_readable_as_it_is_kept() -> None:
    for file in WIDGET.glob("*.js"):
        lines = file.read_text().splitlines()
        assert len(lines) <= 300, file.name
        assert max(map(len, lines)) <= 100, file.name
