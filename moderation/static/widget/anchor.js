// Where a mistake stands: its exact words, what is around them, their sentence.
const skipped = "script, style, noscript, [data-moderation-skip], [data-moderation-thread]";
const gap = "\u2029"; // between blocks, told as a space
const graphemes = new Intl.Segmenter();
const sentences = new Intl.Segmenter([], { granularity: "sentence" });

function isSeen(node, { display, position, userSelect }) {
  if (node.matches(skipped) || userSelect === "none") return false;
  if (position === "absolute" && node.offsetWidth < 2) return false;
  return display === "contents" || node.checkVisibility({ visibilityProperty: true });
}

// The text of the root as it is rendered, and where in it the range begins and ends.
export function flatten(root, range) {
  const found = { text: "", start: 0, end: 0 };
  let space = "";

  function add(part, raw) {
    for (const word of part.match(raw ? /.+/gs : /[ \t\r\n\f]+|[^ \t\r\n\f]+/g) ?? []) {
      if (!raw && /[ \t\r\n\f]/.test(word)) space ||= " ";
      else {
        found.text += (found.text && space) + word;
        space = "";
      }
    }
    return found.text.length;
  }

  function read(node, raw) {
    const side = range.comparePoint(node, 0);
    const from = node === range.startContainer ? range.startOffset : side < 0 ? node.length : 0;
    const to = node === range.endContainer ? range.endOffset : side > 0 ? 0 : node.length;
    const start = add(node.data.slice(0, from), raw);
    const end = add(node.data.slice(from, to), raw);
    if (from) found.start = start;
    if (from < to) found.end = end;
    add(node.data.slice(to), raw);
  }

  function walk(node) {
    const style = getComputedStyle(node);
    if (!isSeen(node, style)) return;
    const edge = /^(inline|contents|ruby)/.test(style.display) ? "" : gap;
    space = edge || space;
    for (const child of node.childNodes) {
      if (child.nodeType === 3) read(child, /^(pre|break)/.test(style.whiteSpace));
      else if (child.tagName === "BR") space ||= " ";
      else if (child.nodeType === 1) walk(child);
    }
    space = edge || space;
  }

  walk(root);
  return found;
}

// As much as fits, dropping from one end; nothing that the eye sees as one character is halved.
function clip(text, most, drop) {
  const near = text.slice(...(drop === "pop" ? [0, 999] : [-999]));
  const pieces = Array.from(graphemes.segment(near), (piece) => piece.segment);
  while ([...pieces.join("")].length > most) pieces[drop]();
  return pieces.join("");
}

function sentence(text, start, end) {
  const from = text.lastIndexOf(gap, start) + 1;
  const [rest] = text.slice(end).split(gap, 1);
  let [first, last] = [start, end];
  for (const { index, segment } of sentences.segment(text.slice(from, end) + rest)) {
    if (from + index <= start) first = from + index;
    if (from + index < end) last = from + index + segment.length;
  }
  return [first, last];
}

export function locate(text, start, end) {
  const told = text.replaceAll(gap, " ");
  const rim = /[\s\x85]/;
  while (start < end && rim.test(told[start])) start++;
  while (start < end && rim.test(told[end - 1])) end--;
  const exact = told.slice(start, end);
  const room = 200 - [...exact].length / 2;
  const [first, last] = sentence(text, start, end);
  const before = clip(told.slice(first, start), room, "shift").trimStart();
  const after = clip(told.slice(end, last), room, "pop").trimEnd();
  return {
    exact,
    before,
    after,
    sentence: room < 0 ? "" : before + exact + after,
    prefix: clip(told.slice(0, start), 64, "shift"),
    suffix: clip(told.slice(end), 64, "pop"),
    occurrence: told.slice(0, end).split(exact).length - 1,
  };
}
