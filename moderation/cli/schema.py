"""What every long-running command asks first: is the database there, with the right tables?"""

from __future__ import annotations

import click

from moderation.queries.schema import (
    database_revision,
    is_reachable,
    known_revisions,
    newest_revision,
)


def require_migrated() -> None:
    """Stop with one line when the database is not the one that this version needs."""
    if not is_reachable():
        raise click.ClickException("the database does not answer (MODERATION_DATABASE_URL)")
    revision = database_revision()
    if revision == newest_revision():
        return
    if revision is not None and revision not in known_revisions():
        raise click.ClickException(
            f"the database was made by a newer version (migration {revision}); upgrade this one"
        )
    raise click.ClickException("the database is not migrated: run `moderation db upgrade`")
