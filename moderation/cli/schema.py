"""What every long-running command asks first: is the database there, with the right tables?"""

from __future__ import annotations

import click

from moderation.revisions import Unreachable, known_revisions, newest_revision, revision_at
from moderation.settings import Settings


def require_migrated(settings: Settings) -> None:
    """Stop with one line when the database is not the one that this version needs."""
    try:
        revision = revision_at(settings.database)
    except Unreachable as error:
        said = "the database does not answer (MODERATION_DATABASE_URL)"
        raise click.ClickException(said) from error
    if revision == newest_revision():
        return
    if revision is not None and revision not in known_revisions():
        raise click.ClickException(
            f"the database was made by a newer version (migration {revision}); upgrade this one"
        )
    raise click.ClickException("the database is not migrated: run `moderation db upgrade`")
