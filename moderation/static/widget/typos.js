// Reporting a spelling error: by keys, by a link, by a button below what a finger has selected.
import { flatten, locate } from "./anchor.js";
import { Sender, button, count, fill, post, read, stored, strings, write } from "./form.js";
import { dress, make, pageOf, parse, room } from "./thread.js";

const queue = "moderation.kept.typos";
let host, pause;

// What could not be sent before is sent with the same key: the server takes it once.
for (const parcel of Object.values(read(queue) ?? {})) {
  post(parcel).then(({ seconds }) => seconds || enqueue(parcel));
}

function enqueue({ fields }, parcel) {
  const all = { ...read(queue), [fields.key]: parcel };
  if (Object.keys(all).length <= 20) write(queue, all);
}

// One thing of ours at a time, in a place of its own at the end of the page.
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
  return range && any ? range.startContainer.parentNode.closest(wanted) : any ?? document.body;
}

function pageAround(script) {
  const [one, more] = document.querySelectorAll("[data-moderation-thread]");
  return pageOf(more ? null : one, script);
}

// Where the words stand that the reader has marked, or typed.
function seek({ text, start }, exact) {
  const at = text.replaceAll("\u2029", " ").indexOf(exact, start);
  return exact && at >= 0 ? locate(text, at, at + exact.length) : { exact, before: "", after: "" };
}

class Report extends Sender {
  quote = make("blockquote", { dir: "auto" });
  warning = make("p", { role: "alert" });

  build(found, exact, close) {
    const { words, rules, form } = this;
    const area = (name) => this.label(words[name], make("textarea", { name, rows: 1 }));
    const labels = ["exact", "suggestion", "note"].map(area);
    const buttons = make("div", { class: "row" }, button(words.send), button(words.cancel, close));
    rules.before(this.quote, this.warning, ...labels, buttons);
    Object.assign(this, { found, close, labels });
    form.elements.exact.value = exact;
    labels[0].hidden = true;
    this.mistake();
    this.begin();
  }

  change(field) {
    this.parcel = null;
    this.corrected ||= field.name === "suggestion";
    this.say();
    this.mistake();
  }

  mistake() {
    const { found, words, limits, labels, form } = this;
    const exact = stored(form.elements.exact.value);
    const length = count(exact);
    const limit = limits.quote;
    const long = length > limit ? fill(words.selectionTooLong, { length, limit }) : "";
    this.place = seek(found, exact);
    this.warning.textContent = long;
    this.quote.replaceChildren(this.place.before, make("mark", {}, exact), this.place.after);
    this.quote.hidden = labels[1].hidden = long;
    if (long || !exact) labels[0].hidden = false;
    if (!this.corrected) form.elements.suggestion.value = exact;
    return exact ? long : words.nothingSelected;
  }

  async submit() {
    const mistake = this.mistake();
    if (mistake) return this.refuse({ errors: { exact: [mistake] } });
    const { suggestion, note } = this.form.elements;
    const { before, after, ...own } = this.place;
    const better = stored(suggestion.value);
    own.suggestion = better === own.exact ? "" : better;
    own.note = stored(note.value);
    for (const name of ["section", "author", "revision", "edit-url"]) {
      own[name.replace("-", "_")] = this.page.say(`data-${name}`);
    }
    const parcel = this.parcel ?? (await this.pack("typos", own));
    enqueue(parcel, parcel);
    const html = await this.send(parcel);
    if (html) this.thank(html);
    enqueue(parcel);
  }

  thank(html) {
    const close = button(this.words.close, this.close);
    this.form.replaceChildren(parse(html), close);
    close.focus();
  }
}

async function ask(script, root, range) {
  const page = pageAround(script);
  const words = await strings(page.lang);
  const whole = document.createRange();
  whole.selectNodeContents(root);
  const found = flatten(root, range || whole);
  const form = make("form", {}, make("h2", { id: "title" }, words.reportTypo));
  const dialog = make("dialog", { "aria-labelledby": "title" }, form);
  const report = new Report(page, words, form);
  const { text, start, end } = found;
  report.build(found, range ? locate(text, start, end).exact : "", () => dialog.close());
  await stage(dialog);
  dialog.onclose = () => host.remove();
  dialog.showModal();
  form.querySelector("label:not([hidden]) textarea").select();
}

async function hint(script) {
  const words = await strings(pageAround(script).lang);
  await stage(make("p", { class: "hint", role: "alert" }, words.nothingSelected));
  setTimeout((mine) => mine.remove(), 5000, host);
}

export function open(script, range, always) {
  const root = rootOf(script, range);
  if (root && (range || always)) ask(script, root, range);
  else hint(script);
}

export function press(script, range, event, path) {
  const { altKey, shiftKey, repeat, defaultPrevented, isComposing, keyCode } = event;
  if (altKey || shiftKey || repeat || defaultPrevented || isComposing || keyCode === 229) return;
  const typing = "input, textarea, select, [role=textbox]";
  if (path.some((node) => node.isContentEditable || node.matches?.(typing))) return;
  // On a link these keys open a new tab.
  if (range || !path[0].closest?.("a, button, summary")) open(script, range);
}

async function pill(script) {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0).cloneRange();
  if (!range || range.collapsed || !rootOf(script, range)) return;
  const words = await strings(pageAround(script).lang);
  const below = range.getBoundingClientRect().bottom + 12;
  const element = button(words.reportTypo, () => open(script, range));
  element.className = "pill";
  element.style.top = `min(${below}px, 100vh - 60px)`;
  await stage(element);
  for (const name of ["scroll", "pointerdown"]) {
    addEventListener(name, ({ target }) => target === host || host.remove(), { once: true });
  }
}

export function offer(script) {
  clearTimeout(pause);
  pause = setTimeout(pill, 200, script);
}
