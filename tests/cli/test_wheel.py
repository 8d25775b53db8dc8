"""What is installed from the wheel works from any folder, without a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--wheel-dir", str(folder), str(PROJECT)]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def moderation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of an environment with the wheel in it, and what it depends on."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    packages = next(folder.glob("lib/python3*/site-packages"))
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    command += ["--target", str(packages), str(wheel)]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    depends_on = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "dependencies.pth").write_text(depends_on)
    script = folder / "bin" / "moderation"
    script.write_text(f"#!{folder}/bin/python\nfrom moderation.__main__ import main\nmain()\n")
    script.chmod(0o755)
    return script


def run(script: Path, *args: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(script), *args],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_holds_all_that_is_no_python(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    package = PROJECT / "moderation"
    needed = {
        path.relative_to(PROJECT).as_posix()
        for folder in ("templates", "static", "translations")
        for path in (package / folder).rglob("*.*")
        if path.is_file()
    }
    assert needed - held == set()
    assert "moderation/migrations/env.py" in held


def test_it_migrates_from_another_folder_and_knows_its_version(
    moderation: Path, tmp_path: Path
) -> None:
    result = run(moderation, "db", "upgrade", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "The database is at" in result.stdout
    assert (tmp_path / "instance" / "moderation.sqlite3").exists()
    run(moderation, "backup", "saved", folder=tmp_path)
    result = run(moderation, "restore", "saved", folder=tmp_path)
    assert "version 0." in result.stdout
