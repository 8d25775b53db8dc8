// What a reader sends: a form's text stays where it is until the server has it.
import { dress, enliven, get, make, parse } from "./thread.js";

let shelf = {};
try {
  shelf = localStorage;
} catch {} // Forbidden: remembered until the page is left.

export const read = (name) => JSON.parse(shelf[name] ?? null);

export function write(name, value) {
  try {
    if (value) shelf[name] = JSON.stringify(value);
    else delete shelf[name];
  } catch {} // Full.
  return value;
}

export async function strings(lang) {
  return (await import(`./strings-${lang}.js`)).default;
}

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Outer white space is Unicode's White_Space and U+FEFF; JavaScript's \s lacks only U+0085.
export function stored(raw) {
  return raw.replace(/\r\n?/g, "\n").replace(/^[\s\x85]+|[\s\x85]+$/g, "");
}

export function count(raw) {
  return [...stored(raw).normalize("NFC")].length;
}

export function button(text, press) {
  const element = make("button", { type: press ? "button" : "submit" }, text);
  element.onclick = press;
  return element;
}

// Answers {html}, or the {problem} and, when it may be tried again, in how many {seconds}.
export async function post({ address, fields }) {
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch(address, { method: "POST", body, credentials: "omit" });
    if (answer.ok) return { html: await answer.text() };
    const later = answer.status === 429 || answer.status > 499;
    const seconds = later && (answer.headers.get("Retry-After") || 10);
    return { seconds, problem: await answer.json() };
  } catch {
    return { seconds: 10 };
  }
}

export class Sender {
  limits = { comment: 5000, quote: 200 };
  rules = make("div", { class: "rules" });
  status = make("p", { role: "status" });

  constructor(page, words, form) {
    Object.assign(this, { page, words, form });
    form.append(this.rules, this.status);
    form.noValidate = true;
    form.oninput = ({ target }) => {
      // What is changed on its way is another text, and gets another key.
      this.parcel = null;
      this.say("");
      target.setCustomValidity("");
      this.change(target);
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      if (!this.busy) this.submit();
    };
  }

  label(text, field) {
    const label = field.parentNode ?? make("label", {}, field);
    field.dir = "auto";
    label.prepend(text);
    return label;
  }

  say(text) {
    this.status.textContent = text;
  }

  // The server's ticket says when this reader began to write.
  begin() {
    this.asked ??= get(this.page, "ticket")
      .then((answer) => answer.json())
      .then((ticket) => this.show(ticket))
      .catch(Object);
  }

  show(ticket) {
    const { text = "", privacy = "" } = ticket.rules ?? {};
    const box = make("input", { type: "checkbox", name: "consent" });
    this.ticket = ticket;
    Object.assign(this.limits, ticket.limits);
    this.rules.replaceChildren(make("p", {}, text), make("p", {}, privacy));
    if (ticket.consent) this.rules.append(make("label", {}, box, " ", this.words.agree));
    this.say(ticket.closed);
    this.mistake();
  }

  async pack(kind, own) {
    await this.asked;
    const { url, page_id, lang, site, say } = this.page;
    const { key = crypto.randomUUID(), ticket = "", rules } = this.ticket ?? {};
    const author = `moderation.author.${site}`;
    const fields = {
      url, page_id, lang, key, ticket,
      title: say("data-title") || document.title,
      author_key: read(author) ?? write(author, crypto.randomUUID()),
      rules_version: rules?.version ?? "",
      consent: this.form.elements.consent?.checked ? "y" : "",
      website: "",
      ...own,
    };
    return { address: `${site}${kind}?fragment=1`, fields };
  }

  hold(busy) {
    this.busy = busy;
    for (const field of this.form.elements) field.readOnly = busy;
  }

  // Tries until there is an answer, or until the reader has changed what was on its way.
  async send(parcel) {
    this.parcel = parcel;
    while (this.parcel === parcel) {
      this.hold(true);
      this.say(this.words.sending);
      const { html, problem, seconds } = await post(parcel);
      this.hold(false);
      if (this.parcel !== parcel) return null;
      if (!seconds) this.parcel = null;
      if (html) return html;
      if (!seconds) return this.refuse(problem);
      this.say(`${problem?.detail ?? ""} ${fill(this.words.kept, { seconds })}`);
      await new Promise((resolve) => {
        setTimeout(resolve, seconds * 1000);
        addEventListener("online", resolve, { once: true });
      });
    }
    return null;
  }

  // Answers an empty text: nothing was taken.
  refuse({ errors = {}, detail = this.words.refused }) {
    for (const field of this.form.elements) {
      field.setCustomValidity(errors[field.name]?.join(" ") ?? "");
    }
    this.say(this.form.querySelector(":invalid")?.validationMessage ?? detail);
    this.form.reportValidity();
    return "";
  }
}

class Comment extends Sender {
  author = make("input", { name: "name", autocomplete: "nickname" });
  counter = make("p", { class: "count" });
  title = new Text();

  build(area) {
    const { words, author, form } = this;
    const row = make("div", { class: "row" }, this.label(words.name, author));
    this.cancel = button(words.cancel, () => this.move());
    row.append(this.cancel, button(words.send));
    this.label(this.title, area).after(this.counter, row);
    Object.assign(this, { area, home: form.nextSibling });
    author.value = read("moderation.name") ?? "";
    area.placeholder = "";
    area.onfocus = () => this.begin();
    if (area.matches(":focus")) this.begin();
    area.onkeydown = ({ key, ctrlKey, metaKey }) => {
      if (key === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
    };
    this.move();
  }

  // The one form of a thread goes below the comment that is answered, and home again.
  move(link) {
    const { form, area, words, page, home } = this;
    const article = link?.closest("article");
    const name = article?.querySelector(".comment-name").textContent;
    const typed = this.draft ? "" : area.value;
    this.parent = link?.dataset.parent ?? "";
    this.draft = page.key + this.parent;
    this.title.data = link ? fill(words.replyTo, { name }) : words.addComment;
    this.cancel.hidden = !link;
    if (article) article.append(form);
    else if (form.nextSibling !== home) home.before(form);
    const { text, parcel } = read(this.draft) ?? { text: "" };
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
    const { draft, parent, area, author } = this;
    const own = { source: stored(area.value), name: stored(author.value), parent_id: parent };
    const parcel = read(draft)?.parcel ?? (await this.pack("comments", own));
    write("moderation.name", own.name);
    write(draft, { text: area.value, parcel });
    const html = await this.send(parcel);
    if (html) this.place(parse(html));
    if (html === "") this.change();
  }

  // What was just sent stands where it will be.
  place(item) {
    const { form, page, parent, area } = this;
    const around = form.closest("li") ?? form.closest("section");
    let list = around.querySelector(":scope > ol");
    if (!list) {
      list = make("ol", { class: parent ? "replies" : "comments" });
      around.insertBefore(list, parent ? null : form);
    }
    list.append(item);
    write(this.draft);
    area.value = "";
    this.asked = this.ticket = null;
    this.say("");
    this.move();
    enliven(item, page);
    reveal(item);
  }
}

function reveal(element) {
  element.tabIndex = -1;
  element.focus();
  element.scrollIntoView({ block: "center" });
}

async function more({ section, page }, link) {
  const answer = await fetch(`${link.href}&fragment=1`, { credentials: "omit" });
  const next = parse(await answer.text());
  const items = [...next.querySelector(".comments").children];
  section.querySelector(".comments").append(...items);
  link.parentNode.replaceWith(next.querySelector(".thread-more") ?? "");
  enliven(section, page);
  return items[0];
}

// The form is there already; it becomes itself when it is first touched.
export function begin(thread) {
  thread.comment ??= (async () => {
    const { page, section } = thread;
    const form = section.querySelector("form");
    const [words] = await Promise.all([strings(page.lang), dress(section.getRootNode(), "form")]);
    const comment = new Comment(page, words, form);
    form.className = "comment-form";
    comment.build(form.elements.source);
    return comment;
  })();
  return thread.comment;
}

export async function press(thread, link) {
  if (link.matches(".thread-more a")) return reveal(await more(thread, link));
  const comment = await begin(thread);
  if (link.matches(".comment-reply")) comment.move(link);
  comment.area.focus();
}

export async function seek(thread) {
  const find = (what) => thread.section.querySelector(what);
  for (let link; !find(location.hash) && (link = find(".thread-more a")); ) await more(thread, link);
  if (find(location.hash)) reveal(find(location.hash));
}
