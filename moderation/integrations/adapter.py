"""The reference adapter: a site's corrections put into the files that its pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from moderation.integrations.folders import File, Folder, Unreadable
from moderation.text.anchors import Quote
from moderation.text.mending import Mended, Sheet
from moderation.text.patches import Outcome

SURE = 90  # of 100: how well the surroundings fit in a file that no address led to


@dataclass(frozen=True)
class Correction:
    """What stands where on which page, and what should stand there."""

    id: int
    url: str
    quote: Quote
    replacement: str


@dataclass(frozen=True)
class Result:
    """What became of a correction: in which file, or the code of why in none."""

    id: int
    outcome: Outcome | None  # none: it has not been tried
    name: str = ""
    why: str = ""


@dataclass(frozen=True)
class Changed:
    """A file with all its corrections."""

    before: File
    after: File
    ids: tuple[int, ...]


class Mender:
    """Puts corrections into the files of a folder; nothing is written before ``write``."""

    def __init__(self, folder: Folder, on_search: Callable[[int], None] | None = None) -> None:
        self._folder = folder
        self._on_search = on_search or (lambda _number: None)  # told how many files were looked at
        self._files: dict[str, File] = {}
        self._sheets: dict[str, Sheet] = {}
        self._ids: dict[str, list[int]] = {}

    def mend_all(self, corrections: Sequence[Correction]) -> Iterator[Result]:
        """What becomes of each: first in the files of their pages, then in any."""
        rest = []
        for each in corrections:
            result = self._at_home(each)
            if result.outcome is Outcome.NOT_FOUND:
                rest.append((each, result))
            else:
                yield result
        yield from self._anywhere(rest)

    def changed(self) -> Iterator[Changed]:
        """The files that are no longer as they were."""
        for name, ids in self._ids.items():
            before = self._files[name]
            yield Changed(before, before.with_text(self._sheets[name].raw), tuple(ids))

    def write(self, file: Changed) -> None:
        """Put a file's new text in place; raises ``Unreadable``."""
        self._folder.write(file.before, file.after)

    def _at_home(self, correction: Correction) -> Result:
        if not correction.replacement:
            return Result(correction.id, None, why="no_replacement")
        result = Result(correction.id, Outcome.NOT_FOUND, why="no_file")
        for name in self._folder.likely(correction.url):
            result = self._mend(name, correction)
            if result.outcome is not Outcome.NOT_FOUND:
                break
        return result

    def _anywhere(self, rest: Sequence[tuple[Correction, Result]]) -> Iterator[Result]:
        hits: dict[int, list[tuple[str, Mended]]] = {each.id: [] for each, _ in rest}
        for number, name in enumerate(self._folder.names() if rest else (), 1):
            self._on_search(number)
            try:
                sheet = self._sheets.get(name) or self._open(name, keep=False)
            except Unreadable:
                continue
            for each, _ in rest:
                if sheet.may_have(each.quote, each.replacement):
                    mended = sheet.mend(each.quote, each.replacement)
                    if mended.outcome is Outcome.AMBIGUOUS or mended.score >= SURE:
                        hits[each.id].append((name, mended))
        for each, home in rest:
            yield self._of_hits(each, home, hits[each.id])

    def _of_hits(
        self, correction: Correction, home: Result, hits: Sequence[tuple[str, Mended]]
    ) -> Result:
        standing = [name for name, mended in hits if mended.outcome is not Outcome.ALREADY_FIXED]
        names = standing or [name for name, _ in hits]
        if not names:
            return home
        if len(names) > 1:
            return Result(correction.id, Outcome.AMBIGUOUS, ", ".join(names[:3]), "several_files")
        return self._mend(names[0], correction)

    def _mend(self, name: str, correction: Correction) -> Result:
        try:
            sheet = self._sheets.get(name) or self._open(name, keep=True)
            mended = sheet.mend(correction.quote, correction.replacement)
            if mended.outcome is Outcome.APPLIED:
                if not self._folder.may_write(name):
                    return Result(correction.id, None, name, "read_only")
                self._files[name].with_text(mended.raw)
                self._sheets[name] = Sheet(mended.raw, sheet.syntax)
                self._ids.setdefault(name, []).append(correction.id)
        except Unreadable as error:
            return Result(correction.id, None, name, error.code)
        return Result(correction.id, mended.outcome, name, "marks" if mended.is_kept else "")

    def _open(self, name: str, *, keep: bool) -> Sheet:
        file = self._folder.read(name)
        sheet = Sheet(file.text, file.syntax)
        if keep:
            self._files[name], self._sheets[name] = file, sheet
        return sheet
