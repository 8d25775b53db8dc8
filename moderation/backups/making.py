"""Making a backup and putting one back, whichever database it is."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy.engine import make_url

from moderation.backups import archives, postgresql, sqlite
from moderation.backups.archives import BackupError, Manifest, Progress
from moderation.settings import Settings

DATABASE = {"sqlite": "moderation.sqlite3", "postgresql": "moderation.dump"}
SECRET = "secret_key"  # noqa: S105 - the name of the file


def make_backup(target: Path, settings: Settings, revision: str, progress: Progress) -> Manifest:
    """Save the database, and the secret kept beside it, into one new file."""
    if target.exists():
        raise BackupError(f"{target} exists; a backup never replaces a file")
    if not target.absolute().parent.is_dir():
        raise BackupError(f"there is no folder {target.absolute().parent}")
    kind = kind_of(settings)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.absolute().parent) as directory:
        copy = Path(directory) / DATABASE[kind]
        if settings.is_embedded:
            revision = sqlite.dump(database_file(settings), copy, progress) or revision
        else:
            postgresql.dump(settings.database, copy, progress)
        files = {copy.name: copy}
        if (kept := settings.data_dir / SECRET).exists():
            files[SECRET] = kept
        manifest = Manifest(
            version=our_version(),
            revision=revision,
            database=kind,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            secret_hash=secret_hash(settings.secret_key),
            hashes={name: archives.hash_of(path) for name, path in files.items()},
        )
        archives.pack(target, files, manifest, progress)
    return manifest


def kind_of(settings: Settings) -> str:
    """Which of the two databases it is."""
    return "sqlite" if settings.is_embedded else "postgresql"


def database_file(settings: Settings) -> Path:
    """Where the embedded database lies."""
    return Path(make_url(settings.database).database or "")


def secret_hash(secret: str) -> str:
    """By which two secrets are compared; tells nothing of a long random one."""
    return hashlib.sha256(f"backup:{secret}".encode()).hexdigest()


def our_version() -> str:
    """The installed version of this program."""
    try:
        return version("moderation")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unknown"
