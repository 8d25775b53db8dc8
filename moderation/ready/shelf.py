"""Ready answers in memory, never more bytes than were allowed."""

from __future__ import annotations

from threading import Lock

from moderation.ready.answers import Answer


class Shelf:
    """What was made so far. What nobody asked for since it was last looked at goes first.

    Reading takes no lock: a dictionary's ``get`` is whole by itself.
    """

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._answers: dict[str, Answer] = {}
        self._lock = Lock()
        self.get = self._answers.get

    def __len__(self) -> int:
        return len(self._answers)

    def all(self) -> list[Answer]:
        """Every answer that is kept now."""
        with self._lock:
            return list(self._answers.values())

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer in the place of an older one; not at all when it is too large."""
        with self._lock:
            self._drop(key)
            answer.size += len(key)
            if answer.size <= self.most:
                self._answers[key] = answer
                self.size += answer.size
                self._make_room()

    def grow(self, key: str, answer: Answer, more: int) -> None:
        """Note that an answer has got larger; it may have been let go of meanwhile."""
        with self._lock:
            if self._answers.get(key) is answer:
                answer.size += more
                self.size += more
                self._make_room()

    def drop(self, key: str, answer: Answer) -> None:
        """Let go of an answer that is right no more, unless there is another one already."""
        with self._lock:
            if self._answers.get(key) is answer:
                self._drop(key)

    def _drop(self, key: str) -> None:
        if gone := self._answers.pop(key, None):
            self.size -= gone.size

    def _make_room(self) -> None:
        """The oldest goes, but what was asked for again gets a second turn."""
        while self.size > self.most:
            key = next(iter(self._answers))
            answer = self._answers[key]
            if answer.used:
                answer.used = False
                self._answers[key] = self._answers.pop(key)
            else:
                self._drop(key)
