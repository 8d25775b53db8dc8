"""``moderation corrections``: accepted corrections put into the files that pages are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TextIO

import click
from flask import has_app_context
from flask.cli import ScriptInfo

from moderation.cli.answers import refusals_on_stderr
from moderation.cli.desks import LocalDesk
from moderation.cli.mending_words import outcome_words, reason_words
from moderation.errors import NotFound
from moderation.integrations.adapter import Changed, Correction, Mender, Result
from moderation.integrations.desk import DeskError, desk_at
from moderation.integrations.folders import Folder, Unreadable
from moderation.integrations.http import FetchError
from moderation.text.patches import Outcome
from moderation.text.unified import unified_diff

DONE = (Outcome.APPLIED, Outcome.ALREADY_FIXED)
A_STEP = 500  # files looked through between two words about it


class Desk(Protocol):
    """Where corrections come from, and who is told what became of them."""

    def corrections(self) -> Iterable[Correction]:
        """What is accepted and not yet mended."""

    def tell(self, correction_id: int, outcome: Outcome) -> None:
        """Say what became of one."""


@click.group("corrections")
def corrections() -> None:
    """What editors have accepted, for the files that a site's pages are made of."""


@corrections.command("apply")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--site", "key", required=True, metavar="KEY", help="whose corrections")
@click.option("--dry-run", is_flag=True, help="show the changes; write and report nothing")
@click.option(
    "--url-map",
    "maps",
    multiple=True,
    metavar="URL=FOLDER",
    help="pages below URL are made of the files below FOLDER; may be given several times",
)
@click.option("--server", metavar="URL", help="ask this server instead of the local database")
@click.option("--token", metavar="TOKEN", help="an editor's bearer token for the server")
@click.option(
    "--token-file", type=click.File(), help="the file that the token stands in; - for stdin"
)
@refusals_on_stderr
def apply(  # noqa: PLR0917 - each is an option
    folder: Path,
    key: str,
    dry_run: bool,
    maps: tuple[str, ...],
    server: str | None,
    token: str | None,
    token_file: TextIO | None,
) -> None:
    """Put accepted corrections into the Markdown and HTML files below FOLDER.

    What is changed is shown on standard output, as git apply reads it; what becomes of each
    correction on standard error, and to the desk. Nothing is committed. The exit status is 0
    when everything is mended, 1 when a human has to look.
    """
    given = token or (token_file.read().strip() if token_file else "")
    desk = _desk(key, server, given)
    mender = Mender(Folder(folder, tuple(_pair(each) for each in maps)), _looked_through)
    try:
        accepted = list(desk.corrections())
        results = list(_mended(mender, accepted))
        failed = _write(mender, desk, is_dry=dry_run)
        if not dry_run:
            _tell_all(desk, results)
    except FetchError as error:
        raise click.ClickException(f"the server cannot be asked: {error}") from error
    results = [each for each in results if each.id not in failed]
    counted = Counter(outcome_words(each.outcome) for each in results)
    counted["not written"] += len(failed)
    said = ", ".join(f"{number} {words}" for words, number in counted.items() if number)
    click.echo(said or "nothing is to be mended", err=True)
    if failed or any(each.outcome not in DONE for each in results):
        raise click.exceptions.Exit(1)


def _desk(key: str, server: str | None, token: str) -> Desk:
    if server:
        if not token:
            raise click.UsageError("--server needs --token or --token-file")
        return desk_at(server, key, token)
    context = click.get_current_context()
    if not has_app_context():
        app = context.ensure_object(ScriptInfo).load_app()
        context.with_resource(app.app_context())
    try:
        return LocalDesk(key)
    except NotFound as error:
        raise click.UsageError(f"no site has the key {key}") from error


def _mended(mender: Mender, accepted: list[Correction]) -> Iterable[Result]:
    for number, result in enumerate(mender.mend_all(accepted), 1):
        why = f": {reason_words(result.why)}" if result.why else ""
        line = f"[{number}/{len(accepted)}] {result.id} {outcome_words(result.outcome)}"
        click.echo(f"{line} {result.name}".rstrip() + why, err=True)
        yield result


def _write(mender: Mender, desk: Desk, *, is_dry: bool) -> set[int]:
    """Write each file, show what changed in it, and say so; the corrections that failed."""
    failed: set[int] = set()
    for file in mender.changed():
        try:
            if not is_dry:
                mender.write(file)
        except Unreadable as error:
            click.echo(f"{file.before.name} not written: {reason_words(error.code)}", err=True)
            failed.update(file.ids)
            continue
        _show(file)
        for correction_id in () if is_dry else file.ids:
            _tell(desk, correction_id, Outcome.APPLIED)
    return failed


def _show(file: Changed) -> None:
    click.echo(unified_diff(file.before.name, file.before.body, file.after.body), nl=False)


def _tell_all(desk: Desk, results: Iterable[Result]) -> None:
    for result in results:
        if result.outcome not in (None, Outcome.APPLIED):
            _tell(desk, result.id, result.outcome)


def _tell(desk: Desk, correction_id: int, outcome: Outcome) -> None:
    """A desk that does not listen is no reason to leave the other files as they are."""
    try:
        desk.tell(correction_id, outcome)
    except (DeskError, FetchError) as error:
        click.echo(f"{correction_id} could not be reported: {error}", err=True)


def _looked_through(number: int) -> None:
    if number % A_STEP == 0:
        click.echo(f"looked through {number} files", err=True)


def _pair(text: str) -> tuple[str, str]:
    beginning, sign, folder = text.partition("=")
    if not sign or not beginning:
        raise click.UsageError(f"{text}: write URL=FOLDER")
    return beginning, folder
