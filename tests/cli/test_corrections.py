"""``moderation corrections apply``: accepted corrections put into a folder's files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from moderation.models import Role, Site, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.factories import HOST, moderator, site, typo

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGE = "# News\n\nThey waited long, and so teh end came.\n"


def accepted(news: Site, exact: str = "teh", path: str = "/article", **more: object) -> int:
    """A typo report that Alice has accepted."""
    alice = moderator(news, role=Role.EDITOR)
    report_id = typo(news, exact, url=f"https://{HOST}{path}", **more).id
    write(decide, report_id, Verb.APPROVE, by=alice.id, version=None)
    return report_id


def apply(app: Flask, folder: Path, news: Site, *words: str) -> Result:
    """Run ``moderation corrections apply`` with these words."""
    args = ["corrections", "apply", str(folder), "--site", news.key, *words]
    return app.test_cli_runner().invoke(args=args)


def test_it_mends_the_file_of_the_page(app: Flask, tmp_path: Path) -> None:
    news = site()
    report_id = accepted(news)
    (tmp_path / "article.md").write_text(PAGE)
    result = apply(app, tmp_path, news)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "article.md").read_text() == PAGE.replace("teh", "the")
    assert f"[1/1] {report_id} applied article.md" in result.stderr


def test_git_can_apply_what_a_dry_run_shows(app: Flask, tmp_path: Path) -> None:
    news = site()
    accepted(news)
    (tmp_path / "my pages").mkdir()
    (tmp_path / "my pages" / "article.md").write_text(PAGE.rstrip())
    result = apply(app, tmp_path, news, "--dry-run", "--url-map", f"https://{HOST}=my pages")
    assert (tmp_path / "my pages" / "article.md").read_text() == PAGE.rstrip()
    git = ["git", "apply", "-"]
    env = os.environ | {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    subprocess.run(git, cwd=tmp_path, input=result.stdout_bytes, check=True, env=env)
    assert (tmp_path / "my pages" / "article.md").read_text() == PAGE.rstrip().replace("teh", "the")
