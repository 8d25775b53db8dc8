"""The text of an element as the widget flattens it (``flatten`` in static/widget/typos.js).

The widget asks the browser how each element is shown. Here there is no style sheet: an
element is shown as HTML's own says, unless an attribute of its own says otherwise.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

GAP = "\n"  # between blocks and lines

SKIPPED = frozenset({
    "area", "base", "basefont", "datalist", "head", "link", "meta", "noembed", "noframes",
    "noscript", "optgroup", "option", "param", "rp", "script", "style", "template", "title",
})  # fmt: skip
SKIPPED_BY = ("hidden", "data-moderation-skip", "data-moderation-thread")
# Frameworks' names for what is there for screen readers alone.
HIDDEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "col",
    "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "listing", "main", "math", "menu", "nav", "ol", "p", "plaintext",
    "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "xmp",
})  # fmt: skip
KEEPING_SPACE = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
SPACE = re.compile(r"[ \t\r\n\f]+")
STYLE = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:([^;]*)")
UNSELECTABLE = ("user-select", "-webkit-user-select")
NARROW = re.compile(r"[01](\.[0-9]+)?(px)?")  # with position: absolute, for screen readers


class _Look(NamedTuple):
    """How an element shows its text; its children begin with the same."""

    raw: bool = False
    seen: bool = True
    block: bool = False


def flatten(root: LexborNode) -> str:
    """The text that a reader can select in an element, its blocks apart."""
    writer = _Writer()
    waiting: list[tuple[LexborNode | None, _Look]] = [(root, _Look())]
    while waiting:
        node, look = waiting.pop()
        if node is None:
            writer.space = GAP
        elif node.is_text_node:
            if look.seen:
                writer.add(node.text_content or "", raw=look.raw)
        elif node.tag == "br":
            writer.space = GAP
        elif node.is_element_node and (shown := _shown(node, look)):
            if shown.block:
                writer.space = GAP
                waiting.append((None, shown))
            children = [(child, shown) for child in node.iter(include_text=True)]
            waiting.extend(reversed(children))
    return "".join(writer.parts)


class _Writer:
    """Text with one space where there is any, and nothing at its ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.space = ""

    def add(self, text: str, *, raw: bool) -> None:
        told = text if raw else SPACE.sub(" ", text)
        shown = told if raw else told.strip(" ")
        if shown != told and told[0] == " ":
            self.space = self.space or " "
        if shown:
            self.parts.append((self.space if self.parts else "") + shown)
            self.space = " " if shown != told and told[-1] == " " else ""


def _shown(node: LexborNode, look: _Look) -> _Look | None:
    """How an element shows its text, or nothing when it shows none."""
    tag = node.tag or ""
    if tag in SKIPPED:
        return None
    own = _Look(look.raw or tag in KEEPING_SPACE, look.seen, tag in BLOCKS)
    said = node.attributes
    if not said:
        return own if tag != "dialog" else None
    if any(name in said for name in SKIPPED_BY) or (tag == "dialog" and "open" not in said):
        return None
    if "class" in said and HIDDEN_CLASSES & set((said["class"] or "").split()):
        return None
    return _styled(own, said["style"] or "") if "style" in said else own


def _styled(look: _Look, style: str) -> _Look | None:
    """How an element is shown by its own style."""
    said = {
        name: text.replace("!important", "").strip() for name, text in STYLE.findall(style.lower())
    }
    if said.get("display") == "none" or any(said.get(name) == "none" for name in UNSELECTABLE):
        return None
    if said.get("position") == "absolute" and NARROW.fullmatch(said.get("width", "")):
        return None
    if display := said.get("display"):
        look = look._replace(block=not display.startswith(("inline", "contents", "ruby")))
    if space := said.get("white-space"):
        look = look._replace(raw=space.startswith(("pre", "break")))
    if visibility := said.get("visibility"):
        look = look._replace(seen=visibility == "visible")
    return look
