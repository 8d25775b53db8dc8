"""A folder of files: what is read, what is written, and what is left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from moderation.integrations.folders import MOST, File, Folder, Unreadable


def file(folder: Path, name: str, body: bytes) -> Path:
    """A file with this body."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def rewrite(folder: Path, name: str, old: str, new: str) -> None:
    """Read a file, change words, write it back."""
    there = Folder(folder)
    read = there.read(name)
    there.write(read, read.with_text(read.text.replace(old, new)))


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://news.example/a/story", ["a/story.md", "a/story.html", "a/story/index.html"]),
        ("https://news.example/a/story/", ["a/story.md", "a/story.html", "a/story/index.html"]),
        ("https://news.example/a/story.html?page=2", ["a/story.html", "a/story.md"]),
        ("https://news.example/", ["index.md"]),
        ("https://news.example/2026/3/2/day", ["_posts/2026-03-02-day.md"]),
        ("https://news.example/%D0%B4%D0%B0", ["content/да.md"]),
        ("https://docs.example/guide/x", ["manual/x.md"]),
        ("https://news.example/../../etc/passwd", []),
        ("https://news.example/%2e%2e/story", []),
        ("https://news.example/nothing", []),
        (f"https://news.example/{'%D0%B4' * 300}", []),
    ],
)
def test_it_finds_the_file_of_a_page(tmp_path: Path, url: str, names: list[str]) -> None:
    for name in ("a/story.md", "a/story/index.html", "a/story.html", "index.md", "manual/x.md"):
        file(tmp_path, name, b"x")
    file(tmp_path, "_posts/2026-03-02-day.md", b"x")
    file(tmp_path, "content/да.md", b"x")
    found = Folder(tmp_path, [("https://docs.example/guide/", "manual")]).likely(url)
    assert found[: len(names)] == names
    assert bool(found) is bool(names)


def test_it_looks_through_what_could_be_a_page(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.html", ".git/d.md", "node_modules/e.md", "f.png", "g.txt"):
        file(tmp_path, name, b"x")
    (tmp_path / "link.md").symlink_to(tmp_path / "b.md")
    assert list(Folder(tmp_path).names()) == ["b.md", "g.txt", "a/c.html"]


@pytest.mark.parametrize(
    "body",
    [
        "\ufeffteh end\r\nлин".encode(),
        b"teh end\n\n",
        b"teh\r\nend\nmixed\r",
        '<meta charset="windows-1251"><p>teh слово'.encode("cp1251"),
    ],
)
def test_all_else_is_kept_to_the_byte(tmp_path: Path, body: bytes) -> None:
    path = file(tmp_path, "page.html", body)
    path.chmod(0o640)
    rewrite(tmp_path, "page.html", "teh", "the")
    assert path.read_bytes() == body.replace(b"teh", b"the")
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_an_encoding_lacks_is_written_as_a_reference(tmp_path: Path) -> None:
    path = file(tmp_path, "page.html", '<meta charset="windows-1251">слово'.encode("cp1251"))
    rewrite(tmp_path, "page.html", "слово", "中")
    assert path.read_bytes().endswith(b"&#20013;")


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("page.md", b"\xff\xfet\0", "unknown_encoding"),
        ("page.md", b"a\0b", "binary"),
        ("page.md", "слово".encode("cp1251"), "unknown_encoding"),
        ("page.html", b'<meta charset="nonsense">\xff', "unknown_encoding"),
        ("page.md", b"a" * (MOST + 1), "too_large"),
    ],
)
def test_what_cannot_be_written_back_is_not_read(
    tmp_path: Path, name: str, body: bytes, code: str
) -> None:
    file(tmp_path, name, body)
    with pytest.raises(Unreadable) as refused:
        Folder(tmp_path).read(name)
    assert refused.value.code == code


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    secret = file(tmp_path, "secret.md", b"teh")
    inside = tmp_path / "site"
    inside.mkdir()
    (inside / "page.md").symlink_to(secret)
    (inside / "more").symlink_to(tmp_path)
    for name in ("page.md", "more/secret.md", "../secret.md"):
        with pytest.raises(Unreadable) as refused:
            Folder(inside).read(name)
        assert refused.value.code == "outside"


def test_a_link_within_it_stays_one(tmp_path: Path) -> None:
    file(tmp_path, "real.md", b"teh")
    (tmp_path / "page.md").symlink_to("real.md")
    rewrite(tmp_path, "page.md", "teh", "the")
    assert (tmp_path / "page.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"the"


def test_a_file_that_nobody_may_write_is_left_alone(tmp_path: Path) -> None:
    path = file(tmp_path, "page.md", b"teh")
    path.chmod(0o444)
    with pytest.raises(Unreadable, match="read_only"):
        rewrite(tmp_path, "page.md", "teh", "the")
    assert path.read_bytes() == b"teh"


def test_what_somebody_else_has_written_meanwhile_stays(tmp_path: Path) -> None:
    path = file(tmp_path, "page.md", b"teh")
    folder = Folder(tmp_path)
    read = folder.read("page.md")
    path.write_bytes(b"teh, and more")
    with pytest.raises(Unreadable, match="changed_meanwhile"):
        folder.write(read, read.with_text("the"))
    assert path.read_bytes() == b"teh, and more"


def test_stopped_midway_it_leaves_the_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    path = file(tmp_path, "page.md", b"teh")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        rewrite(tmp_path, "page.md", "teh", "the")
    assert [each.name for each in tmp_path.iterdir()] == ["page.md"]
    assert path.read_bytes() == b"teh"


def test_a_file_knows_its_syntax() -> None:
    names = {"a.md": "markdown", "a.HTM": "html", "a.txt": "plain"}
    assert {name: File(Path(name), name, b"", "utf-8").syntax for name in names} == names
