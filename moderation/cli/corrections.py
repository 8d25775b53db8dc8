"""``moderation corrections``: accepted corrections put into the files that pages are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from moderation.cli.answers import refusals_on_stderr
from moderation.integrations.adapter import Changed, Correction, Mender, Result
from moderation.integrations.folders import Folder, Unreadable
from moderation.queries.patches import Patch, Stage, patches
from moderation.queries.sites import find_site
from moderation.text.anchors import Quote
from moderation.text.unified import unified_diff

PART = 200  # corrections read at a time
REASONS = {
    "no_replacement": "nobody has said what should stand there",
    "no_file": "no file of this page, and the words are in no other",
    "several_files": "it could be meant in several files",
    "marks": "it cannot be written there without breaking the marks around it",
    "read_only": "the file is read-only",
    "outside": "a link leads out of the folder",
    "too_large": "the file is too large",
    "binary": "the file is no text",
    "unreadable": "the file cannot be read",
    "unknown_encoding": "the file is neither in UTF-8 nor in the encoding that it declares",
    "not_in_its_encoding": "the file's encoding lacks a letter of it",
    "changed_meanwhile": "the file was changed by somebody else just now",
    "not_written": "the file cannot be written",
}


@click.group("corrections")
def corrections() -> None:
    """What editors have accepted, for the files that a site's pages are made of."""


@corrections.command("apply")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--site", "key", required=True, metavar="KEY", help="whose corrections")
@click.option("--dry-run", is_flag=True, help="show the changes and write nothing")
@click.option(
    "--url-map",
    "maps",
    multiple=True,
    metavar="URL=FOLDER",
    help="pages below URL are made of the files below FOLDER; may be given several times",
)
@refusals_on_stderr
def apply(folder: Path, key: str, dry_run: bool, maps: tuple[str, ...]) -> None:
    """Put accepted corrections into the Markdown and HTML files below FOLDER.

    What is changed is shown on standard output, as git apply reads it; what becomes of each
    correction on standard error. Nothing is committed.
    """
    mender = Mender(Folder(folder, tuple(_pair(each) for each in maps)))
    accepted = [_correction(row) for row in _accepted(find_site(key).id)]
    outcomes: Counter[str] = Counter()
    for number, result in enumerate(mender.mend_all(accepted), 1):
        _tell(result, f"[{number}/{len(accepted)}]")
        outcomes[_name(result)] += 1
    for file in mender.changed():
        _finish(file, mender.write, is_dry=dry_run)
    click.echo(", ".join(f"{count} {name}" for name, count in outcomes.items()), err=True)


def _accepted(site_id: int) -> Iterator[Patch]:
    after: int | None = 0
    while after is not None:
        part = patches(site_id, Stage.ACCEPTED, after=after, limit=PART)
        yield from part.rows
        after = part.after


def _correction(row: Patch) -> Correction:
    quote = Quote(row.exact, row.prefix, row.suffix, row.sentence, row.occurrence)
    return Correction(row.id, row.url, quote, row.replacement)


def _pair(text: str) -> tuple[str, str]:
    beginning, sign, folder = text.partition("=")
    if not sign or not beginning:
        raise click.UsageError(f"{text}: write URL=FOLDER")
    return beginning, folder


def _tell(result: Result, number: str) -> None:
    why = f": {REASONS[result.why]}" if result.why else ""
    click.echo(f"{number} {result.id} {_name(result)} {result.name}".rstrip() + why, err=True)


def _name(result: Result) -> str:
    return result.outcome.value.replace("_", " ") if result.outcome else "left alone"


def _finish(file: Changed, put: Callable[[Changed], None], *, is_dry: bool) -> None:
    if not is_dry:
        try:
            put(file)
        except Unreadable as error:
            click.echo(f"{file.before.name}: {REASONS[error.code]}", err=True)
            return
    click.echo(unified_diff(file.before.name, file.before.body, file.after.body), nl=False)
