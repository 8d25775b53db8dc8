// Forms, and sending them.
import { dress, enliven, get, make, parse, reveal } from "./thread.js";

let shelf = {};
try {
  shelf = localStorage;
} catch {} // Forbidden.

export const read = (name) => JSON.parse(shelf[name] ?? null);

export function write(name, value) {
  try {
    if (value) shelf[name] = JSON.stringify(value);
    else delete shelf[name];
  } catch {}
  return value;
}

export const strings = async (lang) => (await import(`./strings-${lang}.js`)).default;
export const fill = (sentence, values) => sentence.replace(/{(\w+)}/g, (_, name) => values[name]);

// Unicode's White_Space and U+FEFF.
export function stored(raw) {
  return raw.replace(/\r\n?/g, "\n").replace(/^[\s\x85]+|[\s\x85]+$/g, "");
}

export function count(raw) {
  return [...stored(raw).normalize("NFC")].length;
}

export function button(text, press) {
  const type = press ? "button" : "submit";
  return Object.assign(make("button", { type }, text), { onclick: press });
}

export function tick(text, attributes) {
  return make("label", { class: "tick" }, make("input", attributes), " ", text);
}

export async function post({ address, fields }) {
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch(address, { method: "POST", body, credentials: "omit" });
    if (answer.ok) return { html: await answer.text() };
    const later = answer.status === 429 || answer.status > 499;
    const seconds = later && (Number(answer.headers.get("Retry-After")) || 10);
    return { seconds, problem: await answer.json().catch(() => ({})) };
  } catch {
    return { seconds: 10 };
  }
}

export class Sender {
  limits = { comment: 5000, quote: 200 };
  rules = make("div", { class: "rules" });
  status = make("p", { role: "status", dir: "auto" });

  constructor(page, words, form) {
    const buttons = [button(words.send), button(words.cancel, () => this.close())];
    const row = make("div", { class: "row" }, ...buttons);
    Object.assign(this, { page, words, form, row });
    form.append(this.status, row, this.rules);
    form.noValidate = true;
    form.oninput = ({ target }) => {
      this.parcel = null;
      this.say("");
      target.setCustomValidity("");
      this.change(target);
    };
    form.onkeydown = (event) => {
      const sends = event.ctrlKey || event.metaKey || event.target.name === "suggestion";
      if (event.keyCode !== 13 || !sends) return;
      event.preventDefault();
      form.requestSubmit();
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      if (!this.busy) this.submit();
    };
  }

  say(text) {
    this.status.textContent = text;
  }

  begin() {
    this.asked ??= get(this.page, "ticket")
      .then((answer) => answer.json())
      .then((ticket) => this.show(ticket))
      .catch(Object);
  }

  show(ticket) {
    const { text = "", privacy = "" } = ticket.rules ?? {};
    this.ticket = ticket;
    Object.assign(this.limits, ticket.limits);
    this.rules.replaceChildren(make("p", {}, text), make("p", {}, privacy));
    const consent = tick(this.words.agree, { type: "checkbox", name: "consent" });
    if (ticket.consent) this.rules.append(consent);
    this.say(ticket.closed);
    this.mistake();
  }

  async pack(kind, own) {
    this.busy = true;
    await this.asked;
    const { about, site, say } = this.page;
    const author = `moderation.author.${site}`;
    const fields = {
      ...about,
      ticket: this.ticket?.ticket ?? "",
      key: crypto.randomUUID(),
      title: say("data-title") || document.title,
      author_key: read(author) ?? write(author, crypto.randomUUID()),
      rules_version: this.ticket?.rules?.version ?? "",
      website: "",
      ...Object.fromEntries(new FormData(this.form)),
      ...own,
    };
    return { address: `${site}${kind}?fragment=1`, fields };
  }

  async send(parcel) {
    this.parcel = parcel;
    while (this.parcel === parcel) {
      this.busy = true;
      this.say(this.words.sending);
      const { html, problem, seconds } = await post(parcel);
      this.busy = false;
      if (this.parcel !== parcel) break;
      if (!seconds) {
        this.parcel = null;
        return html ?? this.refuse(problem);
      }
      this.say(`${problem?.detail ?? ""} ${fill(this.words.kept, { seconds })}`);
      await new Promise((resolve) => {
        setTimeout(resolve, seconds * 1000);
        addEventListener("online", resolve, { once: true });
      });
    }
    return null;
  }

  refuse({ errors = {}, detail = this.words.refused }) {
    for (const field of this.form.elements) {
      field.setCustomValidity(errors[field.name]?.join(" ") ?? "");
    }
    const wrong = this.form.querySelector(":invalid");
    this.say(wrong?.validationMessage ?? detail);
    wrong?.focus();
    return "";
  }
}

class Comment extends Sender {
  close = () => this.move();
  author = make("input", { name: "name", autocomplete: "nickname", dir: "auto" });
  counter = make("p", { class: "count" });

  build(area) {
    const { words, author, form } = this;
    this.row.prepend(make("label", {}, words.name, author));
    area.parentNode.after(this.counter);
    Object.assign(this, { area, home: form.nextSibling });
    author.value = read("moderation.name") ?? "";
    area.onfocus = () => this.begin();
    if (area.matches(":focus")) this.begin();
    this.move();
  }

  // The one form goes to what is answered.
  move(link) {
    const { form, area, words, page, home } = this;
    const article = link?.closest("article");
    const name = article?.querySelector(".comment-name").textContent;
    const typed = this.draft ? "" : area.value;
    this.parcel = null;
    this.parent = link?.dataset.parent ?? "";
    this.draft = page.key + this.parent;
    this.say("");
    area.previousSibling.data = link ? fill(words.replyTo, { name }) : words.addComment;
    this.row.lastChild.hidden = !link;
    if (article) article.append(form);
    else if (form.nextSibling !== home) home.before(form);
    const { text, parcel } = read(this.draft) ?? { text: "" };
    area.rows = 3;
    area.value = typed || text;
    this.mistake();
    if (parcel) this.submit();
  }


  change() {
    const text = this.area.value;
    write(this.draft, text && { text });
    this.mistake();
  }

  mistake() {
    const limit = this.limits.comment;
    const length = count(this.area.value);
    this.counter.textContent = length < 0.8 * limit ? "" : `${length} / ${limit}`;
    return length ? length > limit && fill(this.words.long, { length, limit }) : this.words.empty;
  }

  async submit() {
    const mistake = this.mistake();
    if (mistake) return this.refuse({ errors: { source: [mistake] } });
    const own = { parent_id: this.parent };
    const parcel = read(this.draft)?.parcel ?? (await this.pack("comments", own));
    write("moderation.name", this.author.value);
    write(this.draft, { text: this.area.value, parcel });
    const html = await this.send(parcel);
    if (html) this.place(parse(html));
    if (html === "") this.change();
  }

  place(item) {
    const around = this.form.closest("li, section");
    if (!around.querySelector(":scope > ol")) around.append(make("ol", { class: "replies" }));
    around.querySelector(":scope > ol").append(item);
    if (item.matches(".comment-waiting")) remember(item, `${this.page.key}waiting`);
    write(this.draft);
    this.area.value = "";
    this.asked = this.ticket = null;
    this.move();
    enliven(item, this.page);
    reveal(item);
  }
}

// What waits, for a day.
function remember(item, shelf) {
  const text = item.querySelector(".comment-body").innerText;
  const note = item.querySelector(".comment-waiting-note");
  const { href } = note.lastElementChild;
  const one = { id: item.id, at: Date.now(), text, note: note.innerText, href };
  write(shelf, [...(read(shelf) ?? []), one].slice(-20));
}

function restore(section, shelf) {
  const kept = (read(shelf) ?? []).filter(({ id, at }) => {
    return !section.querySelector(`#${id}`) && Date.now() - at < 9e7;
  });
  for (const { id, text, note, href } of kept) {
    const link = make("a", { class: "comment-waiting-note", href }, note);
    const article = make("article", { dir: "auto" }, text, "\n", link);
    article.style.whiteSpace = "pre-line";
    section.querySelector("ol").append(make("li", { class: "comment-waiting", id }, article));
  }
  write(shelf, kept.length && kept);
}

async function start({ page, section }) {
  const form = section.querySelector("form");
  const words = await strings(page.lang);
  await dress(section.getRootNode(), "form");
  const comment = new Comment(page, words, form);
  restore(section, `${page.key}waiting`);
  comment.build(form.elements.source);
  return comment;
}

export function begin(thread) {
  thread.comment ??= start(thread).catch(() => (thread.comment = null));
  return thread.comment;
}

export async function press(thread, link) {
  const comment = await begin(thread);
  if (link.matches(".comment-reply")) comment.move(link);
  comment.area.focus();
}
