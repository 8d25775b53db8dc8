"""The chart of the README, drawn from the figures; legible on light and on dark."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from bench import older
from bench.commands import PROJECT
from bench.results import Results
from bench.targets import best

CHART = PROJECT / "docs" / "images" / "performance.svg"
README = PROJECT / "README.md"
PLACE = "<!-- make bench puts its chart here -->\n"
IMAGE = f"![Threads read and comments taken in, a second](docs/images/{CHART.name})"
WIDTH, LEFT, RIGHT, BAR, STEP, TOP = 760, 190, 110, 18, 26, 34
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600 }
.other { fill: #8c959f } .ours { fill: #1a7f4b } .limit { fill: #b6c0ca }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .other { fill: #7d8590 } .ours { fill: #3fb970 } .limit { fill: #484f58 }
}
"""

Bar = tuple[str, float, str]  # name, figure, class


def write(results: Results) -> None:
    """Draw what was measured, when both readings and writings were."""
    groups = [(title, bars) for title, bars in _groups(results) if len(bars) > 1]
    if groups:
        CHART.write_text(drawn(groups))
        README.write_text(README.read_text().replace(PLACE, f"{IMAGE}\n"))


def _groups(results: Results) -> Iterator[tuple[str, list[Bar]]]:
    scale = older.scale(results) or 1.0
    static = results.figure("read", "rates", "nginx: thread of 100", "per_second") or 0
    reading: list[Bar] = [
        ("nginx, as a file", static, "limit"),
        ("moderation", best(results, "thread of 100"), "ours"),
        ("Remark42, tuned*", older.HUNDRED * scale, "other"),
        ("Isso", older.fastest_isso(results, "thread of 100") or 0, "other"),
    ]
    yield "Threads of 100 comments read, a second", [bar for bar in reading if bar[1]]
    ours = _posts(results, "SQLite: 8")
    isso = [_posts(results, f"Isso, {one}: 8") for one in ("gunicorn", "uWSGI")]
    writing: list[Bar] = [
        ("moderation", ours, "ours"),
        ("Remark42, at most*", older.POSTS, "other"),
        ("Isso", max(isso), "other"),
    ]
    yield "Comments taken in, durably, a second", [bar for bar in writing if bar[1]]


def _posts(results: Results, name: str) -> float:
    return float(results.figure("write", "intake", name, "per_second") or 0)


def drawn(groups: list[tuple[str, list[Bar]]]) -> str:
    """The picture: a group of bars under each title, on a scale of its own."""
    parts, top = [], 8
    for title, bars in groups:
        parts.append(_text(0, top + 14, title, "title"))
        longest = max(figure for _name, figure, _kind in bars)
        for number, (name, figure, kind) in enumerate(bars):
            y = top + TOP + number * STEP - 8
            length = max(figure / longest * (WIDTH - LEFT - RIGHT), 1)
            parts.append(_text(LEFT - 10, y + 14, name, "end"))
            parts.append(
                f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{length:.0f}" height="{BAR}"/>'
            )
            parts.append(_text(LEFT + length + 8, y + 14, f"{figure:,.0f}", ""))
        top += TOP + len(bars) * STEP + 12
    note = "* from an earlier run on a machine like this; reading brought to the speed of this one"
    parts.append(_text(0, top + 6, note, ""))
    said = "; ".join(f"{n} {f:,.0f}" for _t, bars in groups for n, f, _k in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 16}" role="img">'
        f"<title>{escape(said)}</title><style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _text(x: float, y: float, text: str, kind: str) -> str:
    anchor = ' text-anchor="end"' if kind == "end" else f' class="{kind}"' if kind else ""
    return f'<text x="{x:.0f}" y="{y}"{anchor}>{escape(text)}</text>'
