"""``moderation corrections apply``: accepted corrections put into a folder's files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from moderation.__main__ import main
from moderation.extensions import db
from moderation.models import Check, Role, Site, Verb
from moderation.operations.decide import decide
from moderation.operations.tokens import add_token
from moderation.transactions import write
from tests.factories import HOST, moderator, site, typo

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGE = "# News\n\nThey waited long, and so teh end came.\n"
MENDED = PAGE.replace("teh", "the")


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


def told(report_id: int) -> list[str]:
    """What the desk heard became of it."""
    db.session.rollback()
    return list(db.session.scalars(select(Check.why).where(Check.submission_id == report_id)))


def test_it_mends_the_file_of_the_page(app: Flask, tmp_path: Path) -> None:
    news = site()
    report_id = accepted(news)
    (tmp_path / "article.md").write_text(PAGE)
    result = apply(app, tmp_path, news)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "article.md").read_text() == MENDED
    assert f"[1/1] {report_id} applied article.md" in result.stderr
    assert told(report_id) == ["adapter_applied"]


def test_git_can_apply_what_a_dry_run_shows(app: Flask, tmp_path: Path) -> None:
    news = site()
    report_id = accepted(news)
    page = tmp_path / "my pages" / "article.md"
    page.parent.mkdir()
    page.write_text(PAGE.rstrip())
    result = apply(app, tmp_path, news, "--dry-run", "--url-map", f"https://{HOST}=my pages")
    assert (page.read_text(), told(report_id)) == (PAGE.rstrip(), [])
    env = os.environ | {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    git = ["git", "apply", "-"]
    subprocess.run(git, cwd=tmp_path, input=result.stdout_bytes, check=True, env=env)
    assert page.read_text() == MENDED.rstrip()


def test_a_second_run_finds_it_mended(app: Flask, tmp_path: Path) -> None:
    news = site()
    report_id = accepted(news)
    (tmp_path / "article.md").write_text(PAGE)
    apply(app, tmp_path, news)
    for _ in range(2):
        result = apply(app, tmp_path, news)
        assert (result.exit_code, result.stdout) == (0, "")
        assert f"{report_id} already fixed article.md" in result.stderr
    assert told(report_id) == ["adapter_applied", "adapter_already_fixed"]


def test_what_it_does_not_find_is_for_a_human(app: Flask, tmp_path: Path) -> None:
    news = site()
    report_id = accepted(news)
    (tmp_path / "article.md").write_text("# News\n\nNothing of the kind.\n")
    result = apply(app, tmp_path, news)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{report_id} not found" in result.stderr
    assert told(report_id) == ["adapter_not_found"]


def test_two_files_that_may_be_meant_are_left_alone(app: Flask, tmp_path: Path) -> None:
    news = site()
    report_id = accepted(news)
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(PAGE)
    result = apply(app, tmp_path, news)
    assert (result.exit_code, result.stdout, told(report_id)) == (1, "", ["adapter_ambiguous"])
    assert "one.md, two.md: it could be meant in several files" in result.stderr


def test_it_is_asked_over_the_network(
    app: Flask, live: Flask, address: str, tmp_path: Path
) -> None:
    news = site()
    report_id = accepted(news)
    (tmp_path / "article.html").write_text("<p>and so <b>teh</b> end came")
    token = write(add_token, moderator(news, role=Role.EDITOR).email)
    (tmp_path / "token").write_text(f"{token}\n")
    words = ["--server", address, "--token-file", str(tmp_path / "token")]
    args = ["corrections", "apply", str(tmp_path), "--site", news.key, *words]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "article.html").read_text() == "<p>and so <b>the</b> end came"
    assert told(report_id) == ["adapter_applied"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--server", "http://talk.example", "--token", "x"], "must begin with https://"),
        (["--server", "talk.example", "--token", "x"], "an address such as"),
        (["--server", "https://talk.example"], "--token"),
        (["--server", "http://127.0.0.1:1", "--token", "x"], "cannot be asked"),
        (["--url-map", "content"], "write URL=FOLDER"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    app: Flask, tmp_path: Path, words: list[str], says: str
) -> None:
    result = apply(app, tmp_path, site(), *words)
    assert result.exit_code in (1, 2)
    assert says in result.stderr
