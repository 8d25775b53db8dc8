// One thread, shown.
const policy = window.trustedTypes?.createPolicy("moderation", { createHTML: (html) => html });
const whole = { en: "Show all", ru: "Показать всё", zh: "显示全部" };
const sheets = {};

// The only place where markup is read.
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return template.content.firstElementChild;
}

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export async function dress(root, name) {
  sheets[name] ??= fetch(new URL(`${name}.css`, import.meta.url))
    .then((answer) => answer.text())
    .then((css) => new CSSStyleSheet().replace(css));
  root.adoptedStyleSheets.push(await sheets[name]);
}

export async function room(element) {
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  const wrapper = make("div", { class: "moderation" });
  root.replaceChildren(wrapper);
  await dress(root, "widget");
  return wrapper;
}

export function pageOf(element, script) {
  const say = (name) => element?.getAttribute(name) ?? script.getAttribute(name) ?? "";
  const canonical = document.createElement("a");
  canonical.href = document.querySelector("link[rel=canonical]")?.href ?? "";
  const own = canonical.host === location.host ? canonical : location;
  const url = new URL(say("data-url") || own, location);
  url.hash = "";
  const near = element?.closest("[lang]") ?? document.documentElement;
  const lang = /^(ru|zh)\b/i.exec(say("data-lang") || near.lang)?.[0].toLowerCase() ?? "en";
  const site = new URL(`sites/${say("data-site")}/`, script.src);
  const page_id = say("data-page-id");
  const about = { url, page_id, lang };
  return { say, site, lang, about, key: `moderation.kept.${site}${page_id || url}#` };
}

export function get({ site, about }, name, part) {
  const query = new URLSearchParams({ ...about, fragment: 1, ...part });
  return fetch(`${site}${name}?${query}`, { credentials: "omit" });
}

function since(then, lang) {
  const words = new Intl.RelativeTimeFormat(lang, { numeric: "auto", style: "short" });
  let ago = Math.max(0, Date.now() - then) / 6e4;
  for (const [unit, length] of [["minute", 60], ["hour", 24], ["day", 7]]) {
    if (ago < length) return words.format(-Math.floor(ago), unit);
    ago /= length;
  }
  return then.toLocaleDateString(lang, { dateStyle: "medium" });
}

export function enliven(part, { lang }) {
  for (const time of part.querySelectorAll("time:not([title])")) {
    const then = new Date(time.dateTime);
    time.title = then.toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });
    time.textContent = since(then, lang);
  }
  for (const body of part.querySelectorAll(".comment-body")) {
    if (body.scrollHeight < 15 * parseFloat(getComputedStyle(body).lineHeight)) continue;
    const button = make("button", { class: "comment-whole" }, whole[lang]);
    body.classList.add("folded");
    body.after(button);
    button.onclick = () => {
      body.classList.remove("folded");
      button.remove();
    };
  }
}

export function reveal(element) {
  element.tabIndex = -1;
  element.focus();
  element.scrollIntoView(); // its beginning: a branch may be longer than the screen
}

// What an address is about: it cannot point into a shadow root.
export function sought() {
  const comment = /^#comment-(\d+)$/.exec(location.hash)?.[1];
  return comment && { comment };
}

function arrange(thread, script) {
  const { section, page, life } = thread;
  const further = (how, link) => import("./more.js").then((more) => more[how](thread, link));
  const act = (how, ...rest) => import("./form.js").then((form) => form[how](thread, ...rest));
  const typo = section.querySelector(".thread-typo");
  const label = section.querySelector(".thread-add")?.textContent;
  if (label) {
    const area = make("textarea", { name: "source", rows: 1, dir: "auto" });
    area.onfocus = () => act("begin");
    typo.before(make("form", { id: "moderation-form" }, make("label", {}, label, area)));
    try {
      if (localStorage[page.key] || localStorage[`${page.key}waiting`]) act("begin");
    } catch {}
  }
  if (script.dataset.typos === "off") typo.remove();
  typo.querySelector("a").dataset.moderationTypo = "";
  section.onclick = (event) => {
    const link = event.target.closest(".thread-add, .comment-reply, .thread-more a");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (link.matches(".thread-more a")) further("press", link);
    else act("press", link);
  };
  const seek = () => sought() && further("seek");
  addEventListener("hashchange", seek, { signal: life });
  enliven(section, page);
  seek();
  if (!section.querySelector(":scope > .thread-more")) return;
  addEventListener("scroll", () => further("follow"), { once: true, signal: life });
}

export async function show(element, script, life) {
  const page = pageOf(element, script);
  const asked = get(page, "thread", sought()).catch(Object);
  const [wrapper, answer] = await Promise.all([room(element), asked]);
  // Unanswered, the element's own content.
  const section = answer.ok ? parse(await answer.text()) : make("slot");
  if (life.aborted) return;
  life.onabort = () => wrapper.remove();
  wrapper.append(section);
  if (answer.ok) arrange({ section, page, life }, script);
}
