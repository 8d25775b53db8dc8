"""A folder of the files that a site's pages are made of: found, read, written back whole."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from w3lib.encoding import html_body_declared_encoding

from moderation.text.sources import Syntax

MOST = 2 * 1024 * 1024  # bytes: no article is as long
SYNTAXES: dict[str, Syntax] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "plain",
}
# Where site generators keep the sources of their pages, the likeliest first.
PLACES = ("", "content", "docs", "src", "pages", "src/pages", "_posts", "posts")
INDEXES = ("index", "_index", "README")
SKIPPED = frozenset(("node_modules", "__pycache__"))
_DATED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})/([^/]+)$")


class Unreadable(Exception):
    """A file that is not read or written; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class File:
    """A file as it was read."""

    path: Path
    name: str  # within the folder, with slashes
    body: bytes
    encoding: str

    @property
    def syntax(self) -> Syntax:
        """By the end of its name."""
        return SYNTAXES[self.path.suffix.lower()]

    @property
    def text(self) -> str:
        """Its text, with the byte order mark and line ends that it has."""
        return self.body.decode(self.encoding)

    def with_text(self, text: str) -> File:
        """The file with another text; what its encoding lacks becomes references in HTML."""
        errors = "xmlcharrefreplace" if self.syntax == "html" else "strict"
        try:
            return replace(self, body=text.encode(self.encoding, errors))
        except UnicodeEncodeError as error:
            raise Unreadable("not_in_its_encoding") from error


@dataclass(frozen=True)
class Folder:
    """The files below one folder, and none that a link would lead out of it to."""

    root: Path
    maps: Sequence[tuple[str, str]] = ()  # beginnings of addresses, and the folders of their pages

    def names(self) -> Iterator[str]:
        """Every file that could be a page's, in order; links are not followed."""
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in SKIPPED)
            for name in sorted(files):
                path = Path(folder, name)
                if path.suffix.lower() in SYNTAXES and not path.is_symlink() and _is_there(path):
                    yield path.relative_to(self.root).as_posix()

    def likely(self, url: str) -> list[str]:
        """The files that the page at an address is most likely made of, of those there are."""
        found = []
        for name in _names_of(url, self.maps):
            path = self.root / name
            if path.suffix.lower() in SYNTAXES and _is_there(path) and name not in found:
                found.append(name)
        return found

    def read(self, name: str) -> File:
        """A file as it is now; raises ``Unreadable``."""
        path = self._within(name)
        try:
            if path.stat().st_size > MOST:
                raise Unreadable("too_large")
            body = path.read_bytes()
        except OSError as error:
            raise Unreadable("unreadable") from error
        return File(
            path, name, body, _encoding(body, is_html=SYNTAXES[path.suffix.lower()] == "html")
        )

    def may_write(self, name: str) -> bool:
        """Whether its owner lets anyone write to it, and us."""
        path = self._within(name)
        writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
        return bool(path.stat().st_mode & writable) and os.access(path, os.W_OK)

    def write(self, before: File, after: File) -> None:
        """Put the new text in place in one stroke; raises ``Unreadable``."""
        if self.read(before.name).body != before.body:
            raise Unreadable("changed_meanwhile")
        if not self.may_write(before.name):
            raise Unreadable("read_only")
        try:
            _put(after.path, after.body)
        except OSError as error:
            raise Unreadable("not_written") from error

    def _within(self, name: str) -> Path:
        root = self.root.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise Unreadable("outside")
        return path


def _is_there(path: Path) -> bool:
    """Whether it is a plain file; addresses may be longer than any name of a file."""
    try:
        return path.is_file()
    except OSError:
        return False


def _put(path: Path, body: bytes) -> None:
    """The draft is beside the file, so that it takes its place at once or not at all."""
    there = path.stat()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(body)
            draft.flush()
            os.fsync(draft.fileno())
        Path(name).chmod(stat.S_IMODE(there.st_mode))
        with suppress(PermissionError):
            os.chown(name, there.st_uid, there.st_gid)
        Path(name).replace(path)
    except BaseException:  # Ctrl+C too leaves nothing lying about
        Path(name).unlink(missing_ok=True)
        raise


def _encoding(body: bytes, *, is_html: bool) -> str:
    """The encoding in which a file can be written back byte for byte; raises ``Unreadable``."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("unknown_encoding")
    if b"\0" in body:
        raise Unreadable("binary")
    declared = html_body_declared_encoding(body[:4096]) if is_html else None
    likely = ["utf-8", declared] if declared and not body.isascii() else [declared or "utf-8"]
    for name in filter(None, likely):
        try:
            if body.decode(name).encode(name) == body:
                return name
        except (UnicodeError, LookupError):
            continue
    raise Unreadable("unknown_encoding")


def _names_of(url: str, maps: Sequence[tuple[str, str]]) -> Iterator[str]:
    places: Sequence[str] = PLACES
    path = urlsplit(url).path
    for beginning, folder in maps:
        if url.startswith(beginning):
            places, path = (folder,), "/" + url.removeprefix(beginning).partition("?")[0]
            break
    for one in dict.fromkeys((unquote(path), path)):
        steps = [step for step in one.split("/") if step not in ("", ".")]
        if any(step == ".." or "\0" in step or "\\" in step for step in steps):
            continue
        for place in places:
            yield from _files_of("/".join(filter(None, [place.strip("/"), *steps])))


def _files_of(path: str) -> Iterator[str]:
    stem, dot, end = path.rpartition(".")
    bases = (
        [stem] if dot and f".{end.lower()}" in (*SYNTAXES, ".php", ".aspx", ".shtml") else [path]
    )
    yield path
    for base in bases:
        if dated := _DATED.search(base):
            year, month, day, slug = dated.groups()
            name = f"{year}-{month:0>2}-{day:0>2}-{slug}"
            yield from (f"{base[: dated.start()]}{name}{suffix}" for suffix in SYNTAXES)
        yield from (f"{base}{suffix}" for suffix in SYNTAXES if base)
        beside = f"{base}/" if base else ""
        yield from (f"{beside}{index}{suffix}" for index in INDEXES for suffix in SYNTAXES)
