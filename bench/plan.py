"""How long and how much is measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """What a part may take; everything it writes goes into its folder."""

    folder: Path
    quick: bool = False

    @property
    def rounds(self) -> int:
        """How often each is measured, in turns; the median counts."""
        return 1 if self.quick else 3

    @property
    def seconds(self) -> int:
        """For one sample of reading."""
        return 1 if self.quick else 2

    @property
    def sustained(self) -> int:
        """Seconds of writing without a pause."""
        return 3 if self.quick else 60

    @property
    def burst(self) -> int:
        """Seconds of writing for a comparison."""
        return 2 if self.quick else 6

    @property
    def waiting(self) -> int:
        """Submissions in the large database."""
        return 10_000 if self.quick else 1_000_000

    @property
    def lengths(self) -> tuple[int, int]:
        """Comments in the two usual threads; a quick run has smaller ones."""
        return (10, 60) if self.quick else (100, 1000)

    @property
    def long(self) -> int:
        """Comments in the long thread."""
        return 100 if self.quick else 10_000


Part = Callable[[Plan], Figures]
