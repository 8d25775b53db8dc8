"""The archive: one zip file with a manifest that says what must be in it, byte for byte."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
PIECE = 1 << 20

Progress = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


class BackupError(Exception):
    """A backup cannot be made or put back; says why on one line."""


@dataclass(frozen=True)
class Manifest:
    """What an archive holds: which database at which migration, and a hash of each file."""

    version: str
    revision: str
    database: str  # sqlite or postgresql
    made_at: str
    secret_hash: str
    hashes: Mapping[str, str]
    format: int = FORMAT


def pack(target: Path, files: Mapping[str, Path], manifest: Manifest, progress: Progress) -> None:
    """Write an archive that only we can read; it has its name only when it is whole and on disk."""
    draft = target.with_name(target.name + ".unfinished")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
                for name, path in files.items():
                    with path.open("rb") as source:
                        member = archive.open(name, "w", force_zip64=True)
                        with member:
                            _copy(source, member, path.stat().st_size, progress)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, target)  # refuses to replace another file
    finally:
        draft.unlink(missing_ok=True)


def unpack(source: Path, directory: Path, progress: Progress) -> Manifest:
    """Check an archive and lay its files out; raises ``BackupError`` when a byte has changed."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _read_manifest(archive.read(MANIFEST))
            if set(archive.namelist()) != {MANIFEST, *manifest.hashes}:
                raise BackupError(f"{source} is damaged: it does not hold what it says")
            for name, expected in manifest.hashes.items():
                if _extract(archive, name, directory / name, progress) != expected:
                    raise BackupError(f"{source} is damaged: {name} is not what was saved")
    except FileNotFoundError as error:
        raise BackupError(f"there is no {source}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise BackupError(f"{source} is damaged, or not a backup") from error
    return manifest


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(content: bytes) -> Manifest:
    try:
        fields: dict[str, Any] = json.loads(content)
        if fields["format"] != FORMAT:
            raise BackupError(f"this backup has format {fields['format']}; we read {FORMAT}")
        manifest = Manifest(**fields)
    except (ValueError, TypeError, KeyError) as error:
        raise BackupError("this is not one of our backups: its manifest is unreadable") from error
    if any("/" in name or name.startswith(".") for name in manifest.hashes):
        raise BackupError("this is not one of our backups: it has files with a path")
    return manifest


def _extract(archive: zipfile.ZipFile, name: str, target: Path, progress: Progress) -> str:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file, archive.open(name) as member:
        _copy(member, file, archive.getinfo(name).file_size, progress)
        file.flush()
        os.fsync(file.fileno())
    return hash_of(target)


def _copy(source: IO[bytes], target: IO[bytes], size: int, progress: Progress) -> None:
    done = 0
    while piece := source.read(PIECE):
        target.write(piece)
        done += len(piece)
        progress("archive", done, size)
