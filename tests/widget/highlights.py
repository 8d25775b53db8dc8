"""Where a browser paints a quote, told by the pixels that a link to it changes."""

from __future__ import annotations

import base64
from typing import TypedDict, cast

from playwright.sync_api import Page

# ⟦ and ⟧ stand where the quote begins and ends; what a reader's browser would send of it.
TAKE = """async (module) => {
  const { flatten, locate } = await import(module);
  const range = document.createRange();
  for (const [mark, set] of [["⟦", "setStart"], ["⟧", "setEnd"]]) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.data.includes(mark));
    const node = walker.currentNode;
    const at = node.data.indexOf(mark);
    node.deleteData(at, 1);
    range[set](node, at);
  }
  window.quoted = range;
  const root = document.querySelector("article") ?? document.body;
  const found = flatten(root, range);
  return { ...locate(found), text: found.text };
}"""

# Of each box of the quote the share that is painted, and how much is painted elsewhere.
COMPARE = """async ([plain, painted]) => {
  const pixels = async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height);
  };
  const [one, other] = [await pixels(plain), await pixels(painted)];
  const boxes = [...quoted.getClientRects()].filter(({ width }) => width > 1);
  const hits = boxes.map(() => 0);
  let outside = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const differs = [0, 1, 2].some((part) => one.data[at + part] !== other.data[at + part]);
    if (!differs) continue;
    const x = (at / 4) % one.width;
    const y = Math.floor(at / 4 / one.width);
    const nth = boxes.findIndex(({ left, right, top, bottom }) =>
      x >= left - 2 && x <= right + 2 && y >= top - 8 && y <= bottom + 8);
    if (nth < 0) outside += 1;
    else hits[nth] += 1;
  }
  const shares = boxes.map(({ width, height }, nth) => hits[nth] / (width * height));
  return { shares, outside };
}"""


class Taken(TypedDict):
    """A quote as a reader's browser takes it, and all the text it stands in."""

    exact: str
    prefix: str
    suffix: str
    sentence: str
    occurrence: int
    text: str


class Painted(TypedDict):
    """How a link was painted: each line of the quote by its share, and pixels anywhere else."""

    shares: list[float]
    outside: int


def take(tab: Page, module: str) -> Taken:
    """The quote between the marks of the page that is open; the marks are gone afterwards."""
    return cast(Taken, tab.evaluate(TAKE, module))


def painted(plain: Page, tab: Page, address: str) -> Painted:
    """What changes when the same page is opened by a link with a directive."""
    tab.goto("about:blank")
    tab.goto(address)
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    top = tab.evaluate("() => scrollY")
    plain.evaluate("(top) => scrollTo({ top, behavior: 'instant' })", top)
    pictures = [base64.b64encode(each.screenshot()).decode() for each in (plain, tab)]
    return cast(Painted, plain.evaluate(COMPARE, pictures))
