// Reporting a spelling error.
import { flatten, locate } from "./anchor.js";
import { Sender, button, count, fill, post, read, stored, strings, write } from "./form.js";
import { dress, make, pageOf, parse, room } from "./thread.js";

const queue = "moderation.kept.typos";
let host, pause;

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
    const start = found.text.replaceAll("\u2029", " ").indexOf(exact, found.start);
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
    const { suggestion, note } = this.form.elements;
    const own = { ...this.place, suggestion: stored(suggestion.value), note: stored(note.value) };
    if (own.suggestion === own.exact) own.suggestion = "";
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
