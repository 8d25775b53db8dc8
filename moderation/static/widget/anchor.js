// Where a mistake stands in its text.
const skipped = "script, style, noscript, [data-moderation-skip], [data-moderation-thread]";
const gap = "\u2029"; // between blocks
const graphemes = new Intl.Segmenter();
const sentences = new Intl.Segmenter([], { granularity: "sentence" });

// The root's text as it is rendered.
export function flatten(root, range) {
  const found = { text: "", start: 0, end: 0 };
  let space = "";

  function add(part, raw) {
    const words = raw ? [part] : part.split(/[ \t\r\n\f]+/);
    words.forEach((word, index) => {
      if (index) space ||= " ";
      if (!word) return;
      found.text += (found.text && space) + word;
      space = "";
    });
    return found.text.length;
  }

  function read(node, raw) {
    const side = range ? range.comparePoint(node, 0) : 1;
    const from = node === range?.startContainer ? range.startOffset : side < 0 ? node.length : 0;
    const to = node === range?.endContainer ? range.endOffset : side > 0 ? 0 : node.length;
    const start = add(node.data.slice(0, from), raw);
    const end = add(node.data.slice(from, to), raw);
    if (from) found.start = start;
    if (from < to) found.end = end;
    add(node.data.slice(to), raw);
  }

  function walk(node) {
    const { display, position, whiteSpace, userSelect } = getComputedStyle(node);
    const unseen = position === "absolute" && node.offsetWidth < 2;
    if (node.matches(skipped) || display === "none" || userSelect === "none" || unseen) return;
    const edge = /^(inline|contents|ruby)/.test(display) ? "" : gap;
    const hidden = node.checkVisibility?.({ visibilityProperty: true }) === false;
    const seen = !hidden || display === "contents";
    space = edge || space;
    for (const child of node.childNodes) {
      if (child.nodeType === 3 && seen) read(child, /^(pre|break)/.test(whiteSpace));
      else if (child.tagName === "BR") space ||= " ";
      else if (child.nodeType === 1) walk(child);
    }
    space = edge || space;
  }

  walk(root);
  return found;
}

// Nothing that the eye sees as one character is halved.
function clip(text, most, drop) {
  const pieces = Array.from(graphemes.segment(text), (piece) => piece.segment);
  let length = [...text].length;
  while (length > most) length -= [...pieces[drop]()].length;
  return pieces.join("");
}

export function locate({ text, start, end }) {
  const told = text.replaceAll(gap, " ");
  while (start < end && /[\s\x85]/.test(told[start])) start++;
  while (start < end && /[\s\x85]/.test(told[end - 1])) end--;
  const exact = told.slice(start, end);
  const from = text.lastIndexOf(gap, start) + 1;
  const [rest] = text.slice(end).split(gap, 1);
  let [first, last] = [start, end];
  for (const { index, segment } of sentences.segment(text.slice(from, end) + rest)) {
    const at = from + index;
    if (at <= start) first = at;
    if (at < end) last = at + segment.length;
  }
  const room = Math.max(0, 200 - [...exact].length / 2);
  const before = clip(told.slice(first, start), room, "shift").trimStart();
  const after = clip(told.slice(end, last), room, "pop").trimEnd();
  return {
    ...{ exact, before, after, sentence: room ? before + exact + after : "" },
    prefix: clip(told.slice(0, start).slice(-999), 64, "shift"),
    suffix: clip(told.slice(end, end + 999), 64, "pop"),
    occurrence: told.slice(0, end).split(exact).length - 1,
  };
}
