"""The documents say what is so: nothing is missing in them, and what they point at is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
from flask import Flask

from moderation import models, policies
from moderation.cli.menu import COMMANDS, load
from moderation.models import Fix, Role, Status, Verb
from moderation.settings import PREFIX, READERS

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
EXAMPLE = re.compile(r"```python\n# (\S+)\n(.*?)```", re.DOTALL)
WIDGET = ROOT / "moderation" / "static" / "widget"

# Files that pages load, and pages that only the demo has.
UNTOLD = ("/assets/", "/widget/", "/dashboard/", "/demo/", "/embed.js")


def told(*names: str) -> str:
    return "\n".join((ROOT / name).read_text() for name in names)


def heading_anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def command_names(commands: Mapping[str, click.Command], before: str = "") -> Iterator[str]:
    for name, command in commands.items():
        if isinstance(command, click.Group):
            yield from command_names(command.commands, f"{before}{name} ")
        else:
            yield before + name


def words_of(name: str) -> str:
    """``TypoReport`` is called “typo report”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_they_link_to_what_is_there(path: Path) -> None:
    for target, anchor in LINK.findall(path.read_text()):
        place = (path.parent / target).resolve() if target else path
        assert place.exists(), target
        assert not anchor or anchor in heading_anchors(place), anchor


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_they_quote_the_code_as_it_is(path: Path) -> None:
    for name, example in EXAMPLE.findall(path.read_text()):
        assert example in (ROOT / name).read_text(), name


def test_they_name_every_setting_of_the_server() -> None:
    manual = told("docs/configuration.md")
    assert [name for name in READERS if f"`{PREFIX}{name}`" not in manual] == []


def test_they_name_every_rule_of_a_policy() -> None:
    manual = told("docs/configuration.md")
    assert [name for name in policies.SETTINGS if f"`{name}`" not in manual] == []


def test_they_name_every_command() -> None:
    manual = told("README.md", "docs/operations.md")
    names = command_names({name: load(name) for name in COMMANDS})
    assert [name for name in names if f"moderation {name}" not in manual] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_they_name_every_address_for_readers(app: Flask) -> None:
    manual = told("docs/widget.md", "docs/operations.md")
    shown = re.compile(r"<(?:\w+:)?(?:site_)?(\w+)>")
    rules = [
        shown.sub(lambda part: part[1].upper(), rule.rule) for rule in app.url_map.iter_rules()
    ]
    ours = [rule for rule in rules if not rule.startswith((*UNTOLD, "/api/"))]
    assert [rule for rule in ours if rule not in manual] == []


def test_they_name_all_that_the_widget_reads() -> None:
    manual = told("docs/widget.md")
    scripts = "".join(path.read_text() for path in WIDGET.glob("*.js"))
    attributes = set(re.findall(r'say\("(data-[a-z-]+)"\)|\[(data-moderation-\w+)\]', scripts))
    assert attributes
    assert [name for pair in attributes for name in pair if name and name not in manual] == []
    kept = set(re.findall(r'[`"](moderation\.\w+)', scripts))
    assert [name for name in kept if f"`{name}" not in manual] == []


def test_the_glossary_has_every_word() -> None:
    glossary = told("docs/glossary.md")
    tables = [words_of(name) for name, model in vars(models).items() if _is_table(model)]
    assert tables
    assert [word for word in tables if f"**{word}**" not in glossary] == []
    values = [one.value for words in (Status, Verb, Role, Fix) for one in words]
    assert [value for value in values if value not in glossary] == []


def test_the_map_of_the_rooms_is_whole() -> None:
    plan = told("docs/architecture.md")
    package = ROOT / "moderation"
    rooms = [f"{one.parent.name}/" for one in package.glob("*/__init__.py")]
    modules = [one.name for one in package.glob("*.py") if one.name != "__init__.py"]
    assert [name for name in rooms + modules if f"\n  {name}" not in plan] == []
    names = re.findall(r"\w+", re.sub(r"\(\w+\)", "", _layers()))  # in brackets: may come
    assert [name for name in names if name not in plan] == []


def _is_table(model: object) -> bool:
    return isinstance(model, type) and hasattr(model, "__tablename__")


def _layers() -> str:
    found = re.search(r"^layers = \[\n(.*?)^\]", told("pyproject.toml"), re.MULTILINE | re.DOTALL)
    assert found
    return found[1]
