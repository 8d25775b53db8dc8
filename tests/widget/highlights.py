"""Where a browser paints a quote, told by the pixels that a link to it changes."""

from __future__ import annotations

import base64
from typing import TypedDict, cast

from playwright.sync_api import Page

# What a reader's browser would send of a quote: ⟦ and ⟧ stand where each quote of the page
# begins and ends, and go at the first look; or it is one of the same words in one element each.
TAKE = """async ([module, words, nth]) => {
  const { flatten, locate } = await import(module);
  const root = document.querySelector("article");
  const found = [];
  const open = (node, at) => (found.push(new Range()), found.at(-1).setStart(node, at));
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = 0; words && (at = node.data.indexOf(words, at)) >= 0; at += words.length) {
      open(node, at);
      found.at(-1).setEnd(node, at + words.length);
    }
    for (let at; (at = node.data.search(/[⟦⟧]/)) >= 0;) {
      const begins = node.data[at] === "⟦";
      node.deleteData(at, 1);
      if (begins) open(node, at);
      else found.at(-1).setEnd(node, at);
    }
  }
  window.marked = words || found.length ? found : window.marked;
  window.quoted = marked[nth];
  const taken = flatten(root, quoted);
  return { ...locate(taken), text: taken.text };
}"""

# Of each box of the quote the share that is painted, and how much is painted elsewhere.
COMPARE = """async ([plain, painted]) => {
  const pixels = async (png) => {
    const bytes = Uint8Array.from(atob(png), (byte) => byte.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));  // which no policy forbids
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


def take(tab: Page, module: str, words: str = "", nth: int = 0) -> Taken:
    """One of the same words, or of what stands between marks."""
    return cast(Taken, tab.evaluate(TAKE, [module, words, nth]))


def opened(plain: Page, tab: Page, address: str) -> Painted:
    """What changes when the page, open and plain in one tab, is opened by a link in another."""
    tab.goto("about:blank")  # or only the fragment would change
    tab.goto(address)
    return painted(plain, tab)


def painted(plain: Page, tab: Page) -> Painted:
    """How the page in one tab differs from the same page, plain, in another."""
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    top = tab.evaluate("() => scrollY")
    plain.evaluate("(top) => scrollTo({ top, behavior: 'instant' })", top)
    pictures = [base64.b64encode(each.screenshot()).decode() for each in (plain, tab)]
    return cast(Painted, plain.evaluate(COMPARE, pictures))


def is_exact(paint: Painted) -> bool:
    """Whether the quote, each line of it, is painted, and nothing else is."""
    return paint["outside"] == 0 and min(paint["shares"], default=0) > 0.5
