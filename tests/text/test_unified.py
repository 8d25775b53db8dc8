"""Changes of a file as git reads them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from moderation.text.unified import unified_diff

LINES = b"".join(b"line %d\n" % number for number in range(30))


@pytest.mark.parametrize("name", ["page.md", "my page.md", 'odd "page"\t.md', "папка/页.md"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"teh\n", b"the\n"),
        (b"teh", b"the"),
        (b"teh\r\nend\r\n", b"the\r\nend\r\n"),
        (LINES + b"teh\n" + LINES, LINES + b"the\n" + LINES),
        (b"teh\n" + LINES + b"teh", b"the\n" + LINES + b"the"),
        (b"a\nb\nteh", b"a\nthe"),
        ("\ufeffteh\u2028x\x0c\n".encode(), "\ufeffthe\u2028x\x0c\n".encode()),
        (b"\xf1\xeb teh\n", b"\xf1\xeb the\n"),
    ],
)
def test_git_makes_the_same_change(tmp_path: Path, name: str, before: bytes, after: bytes) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(before)
    git = ["git", "apply", "--unsafe-paths", "-"]
    subprocess.run(git, cwd=tmp_path, input=unified_diff(name, before, after), check=True)
    assert path.read_bytes() == after
