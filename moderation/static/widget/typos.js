// Reporting a spelling error.
import { Sender, button, count, fill, post, read, stored, strings, write } from "./form.js";
import { dress, make, pageOf, parse, room } from "./thread.js";

const queue = "moderation.kept.typos";
const skipped = "script, style, noscript, [data-moderation-skip], [data-moderation-thread]";
const gap = "\u2029"; // between blocks
const graphemes = new Intl.Segmenter();
const sentences = new Intl.Segmenter([], { granularity: "sentence" });
let host, pause;

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

// No character is halved.
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

for (const parcel of Object.values(read(queue) ?? {})) {
  post(parcel).then(({ seconds }) => seconds || enqueue(parcel));
}

function enqueue({ fields }, parcel) {
  const { [fields.key]: _, ...all } = read(queue) ?? {};
  if (parcel) all[fields.key] = parcel;
  const size = Object.keys(all).length;
  if (size <= 20) write(queue, size && all);
}

async function stage(part) {
  host?.remove();
  host = make("div", { "data-moderation-skip": "" });
  document.body.append(host);
  const wrapper = await room(host);
  await dress(host.shadowRoot, "form");
  wrapper.append(part);
}

function rootOf(script, range) {
  const wanted = script.dataset.typosRoot ?? "article, main";
  const any = document.querySelector(wanted);
  const node = range?.startContainer;
  if (!node || !any) return any ?? document.body;
  return (node.closest ? node : node.parentNode).closest(wanted);
}

function speak(script) {
  const [one, more] = document.querySelectorAll("[data-moderation-thread]");
  const page = pageOf(more ? null : one, script);
  return strings(page.lang).then((words) => ({ page, words }));
}

class Report extends Sender {
  quote = make("blockquote", { dir: "auto" });
  warning = make("p", { role: "alert" });

  build(found) {
    const { words, form } = this;
    const [quoted, ...others] = ["exact", "suggestion", "note"].map((name) =>
      make("label", {}, words[name], make("textarea", { name, rows: 1, dir: "auto" })),
    );
    this.status.before(this.quote, this.warning, quoted, ...others);
    Object.assign(this, { found, quoted, should: others[0] });
    form.elements.exact.value = locate(found).exact;
    quoted.hidden = true;
    this.mistake();
    this.begin();
  }

  change(field) {
    this.corrected ||= field.name === "suggestion";
    this.mistake();
  }

  mistake() {
    const { found, words, limits, quoted, form } = this;
    const exact = stored(form.elements.exact.value);
    const length = count(exact);
    const limit = limits.quote;
    const long = length > limit ? fill(words.selectionTooLong, { length, limit }) : "";
    const start = found.text.replaceAll(gap, " ").indexOf(exact, found.start);
    const end = start + exact.length;
    const place = start < 0 || !exact ? { exact } : locate({ ...found, start, end });
    const { before = "", after = "", ...own } = place;
    this.place = own;
    this.warning.textContent = long;
    this.quote.replaceChildren(before, make("mark", {}, exact), after);
    this.quote.hidden = this.should.hidden = long;
    if (long || !exact) quoted.hidden = false;
    if (!this.corrected) form.elements.suggestion.value = exact;
    return exact ? long : words.nothingSelected;
  }

  async submit() {
    const mistake = this.mistake();
    if (mistake) return this.refuse({ errors: { exact: [mistake] } });
    const own = { ...this.place };
    if (stored(this.form.elements.suggestion.value) === own.exact) own.suggestion = "";
    for (const name of ["section", "author", "revision", "edit-url"]) {
      own[name.replace("-", "_")] = this.page.say(`data-${name}`);
    }
    const parcel = this.parcel ?? (await this.pack("typos", own));
    enqueue(parcel, parcel);
    const html = await this.send(parcel);
    enqueue(parcel);
    if (!html) return;
    const end = this.row.lastChild;
    end.textContent = this.words.close;
    this.form.replaceChildren(this.form.firstChild, parse(html), end);
    end.focus();
  }

  close() {
    this.form.parentNode.close();
  }
}

export async function open(script, range, always) {
  const root = rootOf(script, range);
  const found = root && (range || always) && flatten(root, range);
  const { page, words } = await speak(script);
  if (!found) {
    await stage(make("p", { class: "hint", role: "alert" }, words.nothingSelected));
    setTimeout((mine) => mine.remove(), 5000, host);
    return;
  }
  const form = make("form", {}, make("h2", { id: "title" }, words.reportTypo));
  const dialog = make("dialog", { "aria-labelledby": "title" }, form);
  new Report(page, words, form).build(found);
  await stage(dialog);
  dialog.onclose = () => host.remove();
  dialog.showModal();
  form.querySelector("label:not([hidden]) textarea").select();
}

export function press(script, range, event, path) {
  const reasons = ["altKey", "shiftKey", "repeat", "isComposing"];
  const typing = "input, textarea, select, [role=textbox]";
  if (reasons.some((name) => event[name])) return;
  if (path.some((node) => node.isContentEditable || node.matches?.(typing))) return;
  // On a link these keys open a new tab.
  if (range || !path[0].closest?.("a, button, summary")) open(script, range);
}

async function pill(script, range) {
  if (!rootOf(script, range)) return;
  const { words } = await speak(script);
  const element = button(words.reportTypo, () => open(script, range));
  const below = range.getBoundingClientRect().bottom + 12;
  element.className = "pill";
  element.style.top = `min(${below}px, 100vh - 60px)`;
  await stage(element);
  const mine = host;
  const go = ({ target }) => target === mine || mine.remove();
  for (const name of ["scroll", "pointerdown"]) addEventListener(name, go, { once: true });
}

export function offer(...selection) {
  clearTimeout(pause);
  pause = setTimeout(pill, 200, ...selection);
}
