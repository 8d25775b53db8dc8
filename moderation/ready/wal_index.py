"""Whether anybody has committed to an SQLite database, read from the memory its writers share.

In WAL mode every commit ends with a new header in the file ``-shm``, which all connections map.
SQLite itself takes its cache for stale when these bytes are not those that it saw before, and so
does ``PRAGMA data_version``; read from here, the same answer costs no call that lets go of the
interpreter (https://sqlite.org/walformat.html#the_wal_index_header).
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary, finalize

SIZE = 48  # bytes of the header; a second copy of it follows


class WalIndex:
    """The header, mapped read-only.

    Somebody must hold a connection to the database meanwhile, or the file may go away. Closing
    the file would undo every lock this process has on it (https://sqlite.org/howtocorrupt.html,
    2.2), so it stays open with the object: let go of it after the last connection.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        finalize(self, os.close, self._file).atexit = False
        self._map = mmap.mmap(self._file, SIZE, prot=mmap.PROT_READ)

    def header(self) -> bytes:
        """The bytes now; they are others after each commit."""
        return self._map[:SIZE]


def wal_index(database: str) -> WalIndex:
    """The header of a database's WAL index, one for all who ask; ``OSError`` if there is none."""
    path = Path(f"{database}-shm")
    with _mapping:
        key = (path, path.stat().st_ino)
        found = _mapped.get(key) or WalIndex(path)
        _mapped[key] = found
    return found


_mapping = Lock()
_mapped: WeakValueDictionary[tuple[Path, int], WalIndex] = WeakValueDictionary()
