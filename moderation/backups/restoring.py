"""Putting a backup back: everything is checked before anything is touched."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from moderation.backups import postgresql, sqlite
from moderation.backups.archives import BackupError, Manifest, Progress, unpack
from moderation.backups.making import DATABASE, SECRET, database_file, kind_of, secret_hash
from moderation.settings import Settings


@dataclass(frozen=True)
class Checked:
    """A backup that is whole, laid out in a folder."""

    directory: Path
    manifest: Manifest

    @property
    def database(self) -> Path:
        return self.directory / DATABASE[self.manifest.database]

    @property
    def secret(self) -> str:
        """The secret it brings along, or nothing."""
        path = self.directory / SECRET
        return path.read_text().strip() if path.exists() else ""


@contextmanager
def checked_backup(
    source: Path, settings: Settings, known: Collection[str], progress: Progress
) -> Iterator[Checked]:
    """A backup, laid out and found whole and fitting; raises ``BackupError`` otherwise."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.data_dir) as directory:
        manifest = unpack(source, Path(directory), progress)
        backup = Checked(Path(directory), manifest)
        if manifest.database != kind_of(settings):
            raise BackupError(
                f"this is a backup of {manifest.database}, and MODERATION_DATABASE_URL is not"
            )
        if manifest.revision not in known:
            raise BackupError(
                f"this backup is of a newer version, {manifest.version}: install that one first"
            )
        _check_database(backup)
        yield backup


def put_back(backup: Checked, settings: Settings, progress: Progress) -> Path | None:
    """Replace the database and the kept secret; the old database's new place, if it is a file."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    if not settings.is_embedded:
        postgresql.load(settings.database, backup.database, progress)
        return None
    place = database_file(settings)
    kept = place.with_name(f"{place.name}.before-restore-{stamp}")
    existed = place.exists()
    sqlite.swap(place, backup.database, kept)
    _put_secret_back(backup, settings.data_dir / SECRET, stamp)
    return kept if existed else None


def secret_differs(backup: Checked, settings: Settings) -> bool:
    """Whether receipts and second factors of the backup will not work with the secret we use."""
    kept = settings.data_dir / SECRET
    is_kept = kept.exists() and kept.read_text().strip() == settings.secret_key
    used = backup.secret if backup.secret and is_kept else settings.secret_key
    return backup.manifest.secret_hash != secret_hash(used)


def _check_database(backup: Checked) -> None:
    if backup.manifest.database == "postgresql":
        postgresql.check(backup.database)
    elif sqlite.check(backup.database) != backup.manifest.revision:
        raise BackupError("the backup is damaged: its database is not at the migration it says")


def _put_secret_back(backup: Checked, place: Path, stamp: str) -> None:
    if not backup.secret or (place.exists() and place.read_text().strip() == backup.secret):
        return
    if place.exists():
        place.rename(place.with_name(f"{place.name}.before-restore-{stamp}"))
    sqlite.look_like(backup.directory / SECRET, place.parent)
    (backup.directory / SECRET).replace(place)
