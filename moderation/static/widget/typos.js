// Reporting a spelling error.
import { Sender, button, count, fill, post, read, stored, strings, tick, write } from "./form.js";
import { dress, make, pageOf, parse, room } from "./thread.js";

const queue = "moderation.kept.typos";
const skipped = "script, style, noscript, [data-moderation-skip], [data-moderation-thread]";
const gap = "\n"; // between blocks and lines
// By Chrome, Edge, Yandex Browser; Firefox leaves no mark.
export const isTranslated = () =>
  document.querySelector(
    ".translated-ltr, .translated-rtl, font[style*=inherit], [_msttexthash], ya-tr-span",
  );
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
    const { display, position, whiteSpace, userSelect } = getComputedStyle(node);
    const unseen = position === "absolute" && node.offsetWidth < 2;
    if (node.matches(skipped) || display === "none" || userSelect === "none" || unseen) return;
    const edge = /^(inline|contents|ruby)/.test(display) ? "" : gap;
    const hidden = node.checkVisibility?.({ visibilityProperty: true }) === false;
    const seen = !hidden || display === "contents";
    space = edge || space;
    for (const child of node.childNodes) {
      if (child.nodeType === 3 && seen) read(child, /^(pre|break)/.test(whiteSpace));
      else if (child.tagName === "BR") space = gap;
      else if (child.nodeType === 1) walk(child);
    }
    space = edge || space;
  }

  walk(root);
  return found;
}

// No character is halved.
function clip(text, most, drop) {
  const pieces = [...graphemes.segment(text)];
  let { length } = [...text];
  while (length > most) length -= [...pieces[drop]().segment].length;
  return pieces.map(({ segment }) => segment).join("");
}

export function locate({ text, start, end }) {
  while (start < end && /[\s\x85]/.test(text[start])) start++;
  while (start < end && /[\s\x85]/.test(text[end - 1])) end--;
  const exact = text.slice(start, end);
  const from = text.lastIndexOf(gap, start) + 1;
  const [rest] = text.slice(end).split(gap);
  let [first, last] = [start, end];
  for (const { index, segment } of sentences.segment(text.slice(from, end) + rest)) {
    if (from + index <= start) first = from + index;
    if (from + index < end) last = from + index + segment.length;
  }
  const room = Math.max(0, 200 - [...exact].length / 2);
  const before = clip(text.slice(first, start), room, "shift").trimStart();
  const after = clip(text.slice(end, last), room, "pop").trimEnd();
  return {
    exact,
    before,
    after,
    start,
    sentence: room ? before + exact + after : "",
    prefix: clip(text.slice(0, start).slice(-999), 64, "shift"),
    suffix: clip(text.slice(end, end + 999), 64, "pop"),
    occurrence: text.slice(0, end).split(exact).length - 1,
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

export async function stage(part) {
  host?.remove();
  host = make("div", { "data-moderation-skip": "" });
  document.body.append(host);
  const wrapper = await room(host);
  await dress(host.shadowRoot, "form");
  wrapper.append(part);
}

export const wanted = (script) => script.dataset.typosRoot ?? "article, main";

function rootOf(script, range) {
  const any = document.querySelector(wanted(script));
  return range && any ? near(range).closest(wanted(script)) : (any ?? document.body);
}

function near({ startContainer: node }) {
  return node.closest ? node : node.parentNode;
}

function speak(script) {
  const [one, more] = document.querySelectorAll("[data-moderation-thread]");
  const page = pageOf(more ? null : one, script);
  return strings(page.lang).then((words) => ({ page, words }));
}

class Report extends Sender {
  quote = make("blockquote", { dir: "auto" });
  insists = "";
  warning = make("p", { role: "alert" });
  close = () => this.form.parentNode.close();

  build(found) {
    const { words, form } = this;
    const [quoted, ...others] = ["exact", "suggestion", "note"].map((name) =>
      make("label", {}, words[name], make("textarea", { name, rows: 3, dir: "auto" })),
    );
    const kinds = ["spelling", "other"].map((value) =>
      tick(words[value], { type: "radio", name: "category", value }),
    );
    this.status.before(this.quote, this.warning, quoted, ...kinds, ...others);
    Object.assign(this, { found, quoted, should: others[0] });
    form.elements.category.value = "spelling";
    form.elements.exact.value = locate(found).exact;
    quoted.hidden = true;
    this.mistake();
    this.begin();
  }

  change(field) {
    this.corrected ||= field.name === "suggestion";
    if (field.name === "exact") this.insist();
    this.mistake();
  }

  mistake() {
    const { found, words, limits, quoted, form } = this;
    const exact = stored(form.elements.exact.value);
    const length = count(exact);
    const limit = limits.quote;
    const long = length > limit ? fill(words.selectionTooLong, { length, limit }) : "";
    const start = found.text.indexOf(exact, found.start);
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
    const own = { ...this.place, quote_lang: this.found.lang, insist: this.insists };
    if (stored(this.form.elements.suggestion.value) === own.exact) own.suggestion = "";
    for (const name of ["section", "author", "revision", "edit-url"]) {
      own[name.replace("-", "_")] = this.page.say("data-" + name);
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

  show(ticket) {
    if (ticket.mail) {
      const field = { name: "email", inputmode: "email", autocomplete: "email" };
      const email = make("label", {}, ticket.mail.email, make("input", field));
      const wants = tick(ticket.mail.wanted, { type: "checkbox", name: "wants_mail" });
      wants.onchange = () => {
        email.hidden = email.lastChild.disabled = !wants.firstChild.checked;
      };
      wants.onchange();
      this.status.before(wants, email);
    }
    super.show(ticket);
  }

  // A refusal may say how to insist.
  refuse(problem) {
    this.insist(problem.insist);
    return super.refuse(problem);
  }

  insist(words) {
    this.insists = words ? 1 : "";
    this.row.firstChild.textContent = words ?? this.words.send;
  }

}

export async function open(script, range, always) {
  const root = rootOf(script, range);
  const found = root && (range || always) && flatten(root, range || new Range());
  const { page, words } = await speak(script);
  const hint = isTranslated() ? words.translated : found ? "" : words.nothingSelected;
  if (hint) {
    await stage(make("p", { class: "hint", role: "alert" }, hint));
    setTimeout((mine) => mine.remove(), 5000, host);
    return;
  }
  found.lang = (range ? near(range) : root).closest("[lang]")?.lang ?? "";
  const title = words.reportTypo;
  const form = make("form", {}, make("h2", {}, title));
  const dialog = make("dialog", { "aria-label": title }, form);
  new Report(page, words, form).build(found);
  await stage(dialog);
  dialog.onclose = () => host.remove();
  dialog.showModal();
  form.querySelector("label:not([hidden]) textarea").select();
}

export function press(script, range, event, path) {
  const typing = "input, textarea, select, [role=textbox]";
  if (["altKey", "shiftKey", "repeat", "isComposing"].some((name) => event[name])) return;
  if (path.some((node) => node.isContentEditable || node.matches?.(typing))) return;
  // On a link these keys open a new tab.
  if (range || !path[0].closest?.("a, button, summary")) open(script, range);
}

async function pill(script, range) {
  if (!rootOf(script, range)) return;
  const { words } = await speak(script);
  const element = button(words.reportTypo, () => open(script, range));
  element.className = "pill";
  element.style.top = `min(${range.getBoundingClientRect().bottom + 12}px, 100vh - 60px)`;
  await stage(element);
  const mine = host;
  const go = ({ target }) => target === mine || mine.remove();
  for (const name of ["scroll", "pointerdown"]) addEventListener(name, go, { once: true });
}

export function offer(...selection) {
  clearTimeout(pause);
  pause = setTimeout(pill, 200, ...selection);
}
