"""Rules of the house that a reviewer should not have to remember."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "moderation"

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

# Flask-Security's datastore commits by itself.
EXEMPT = "moderation/accounts/"

# Each opens connections of its kind, and nobody else does.
CONNECTING = {
    "moderation/integrations/http/addresses.py": {"socket"},
    "moderation/integrations/http/connections.py": {"socket", "ssl", "http.client", "urllib3"},
    "moderation/integrations/http/client.py": {"urllib3"},  # the type of an answer
    "moderation/integrations/mail.py": {"smtplib", "ssl"},
    "moderation/cli/serve.py": {"socket"},  # looks whether the port is free
}
CONNECTORS = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "urllib3",
    "xmlrpc.client",
}

# Words that only Markdown's own road to safe HTML may put on a page unescaped.
TRUSTED = {"moderation/templates/macros/body.html": 1}

# Here a fragment that our own server rendered becomes elements.
PLACING = {"moderation/static/widget/thread.js", "moderation/static/dashboard/swap.js"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def templates() -> list[Path]:
    return sorted((PACKAGE / "templates").rglob("*.html"))


def scripts() -> list[Path]:
    return sorted((PACKAGE / "static").rglob("*.js"))


def named(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def those_with(pattern: str, paths: Iterable[Path]) -> dict[str, int]:
    """How often a pattern occurs, in each file where it does."""
    found = {named(path): len(re.findall(pattern, path.read_text())) for path in paths}
    return {name: count for name, count in found.items() if count}


def imports(path: Path) -> Iterator[str]:
    """What a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers_of(names: set[str]) -> set[str]:
    return {named(path) for path in modules() if names & set(imports(path))}


def test_files_stay_readable() -> None:
    ours = [*modules(), *(PROJECT / "tests").rglob("*.py"), *templates(), *scripts()]
    assert [named(path) for path in ours if _lines(path) > LONGEST_FILE] == []


def test_no_function_outgrows_a_screen() -> None:
    long = [
        f"{named(path)}:{node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and _height(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_nothing_is_called_by_an_empty_name() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service"}
    assert [named(path) for path in modules() if path.stem in empty] == []


def test_there_is_one_door_for_writing() -> None:
    committing = set(those_with(r"\.commit\(\)", modules()))
    assert {name for name in committing if not name.startswith(EXEMPT)} == {
        "moderation/transactions.py"
    }


def test_only_four_rooms_name_the_session() -> None:
    rooms = ("moderation/queries/", "moderation/operations/")
    naming = set(those_with(r"\bdb\.session\b", modules()))
    naming -= {f"moderation/{name}.py" for name in ("transactions", "prepared", "outbox")}
    assert {name for name in naming if not name.startswith((*rooms, EXEMPT))} == set()


def test_bleach_lives_in_one_place() -> None:
    assert importers_of({"bleach", "nh3"}) == {"moderation/text/sanitize.py"}
    assert those_with(r"\blinkify\(", modules()) == {}  # quadratic on hostile input


def test_connections_are_opened_in_one_place() -> None:
    wanted = {named(path): list(imports(path)) for path in modules()}
    opening = {
        file: used
        for file, names in wanted.items()
        if (used := {name for name in CONNECTORS if _uses(name, names)})
    }
    assert {name: used - CONNECTING.get(name, set()) for name, used in opening.items()} == {
        name: set() for name in opening
    }


def test_the_package_imports_nothing_by_itself() -> None:
    assert list(imports(PACKAGE / "__init__.py")) == []


def test_html_is_trusted_in_one_place() -> None:
    assert those_with(r"\|\s*safe\b", templates()) == TRUSTED
    assert those_with(r"autoescape\s+false", templates()) == {}


def test_html_is_not_written_in_python() -> None:
    unsafe = those_with(r"\bMarkup\(|render_template_string", modules())
    assert {name for name in unsafe if not name.startswith("moderation/text/")} == set()


@pytest.mark.parametrize("pattern", [r"<[^>]*\sstyle=", r"<[^>]*\son[a-z]+=", r"<style\b"])
def test_templates_carry_no_code_or_style(pattern: str) -> None:
    assert those_with(pattern, templates()) == {}


def test_scripts_are_files() -> None:
    inline = r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"
    assert those_with(inline, templates()) == {}


def test_scripts_write_no_html() -> None:
    writing = r"\.innerHTML\b|outerHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function"
    assert {name: n for name, n in those_with(writing, scripts()).items() if n > 1} == {}
    assert set(those_with(writing, scripts())) <= PLACING


def _uses(package: str, imported: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in imported)


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _height(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
