// The drawer opens beside the cards, on a small screen as a sheet; its forms are sent without leaving the page.
import { current } from "./cards.js";
import { remember } from "./decide.js";
import { prepare } from "./fold.js";
import { fetchFragment, Kept } from "./line.js";
import { say } from "./say.js";
import { hasCard, parse, place } from "./swap.js";
import { tell } from "./tabs.js";
import { announce, tellOf, toTray } from "./tray.js";

const NARROW = matchMedia("(max-width: 40rem)");
const ABOVE = "dialog:modal, [popover]:popover-open, details:is([data-menu], [data-reason])[open]";
let panel = null;
let opener = null; // where the focus was before

function fill(html, sent = null) {
  const drawer = parse(html).querySelector("[data-drawer-url]");
  if (!drawer) return false;
  prepare(drawer);
  const top = panel.scrollTop;
  const isSame = panel.firstElementChild?.dataset.drawerUrl === drawer.dataset.drawerUrl;
  if (isSame) keep(drawer, sent);
  panel.replaceChildren(drawer);
  panel.scrollTop = isSame ? top : 0;
  const note = drawer.querySelector("[data-drawer-note]");
  if (note) announce(note.querySelector("span").textContent);
  return true;
}

// What was unfolded stays so, and what is typed in other forms than the one sent.
function keep(drawer, sent) {
  const open = panel.querySelectorAll("details[data-keep][open]");
  for (const details of open) drawer.querySelector(`[data-keep="${details.dataset.keep}"]`)?.toggleAttribute("open", true);
  for (const typed of panel.querySelectorAll("form :is(textarea, input:not([type=hidden], [type=radio]))")) {
    if (typed.form === sent || typed.value === typed.defaultValue) continue;
    const same = twinOf(typed.form, drawer)?.elements[typed.name];
    if (same) same.value = typed.value;
  }
}

function twinOf(form, drawer) {
  return [...drawer.querySelectorAll("form")].find((other) => other.getAttribute("action") === form.getAttribute("action"));
}

async function open(url) {
  const before = document.activeElement;
  const html = await fetchFragment(url);
  if (html === null) return location.assign(url);
  if (!panel) {
    panel = document.createElement("dialog");
    panel.className = "drawer-panel";
    document.body.append(panel);
    panel.addEventListener("close", goBack);
  }
  if (!panel.open) opener = before;
  if (!fill(html)) return location.assign(url);
  panel.setAttribute("aria-labelledby", "drawer-title");
  if (!panel.open) NARROW.matches ? panel.showModal() : panel.show();
  panel.querySelector("#drawer-title").focus();
}

function goBack() {
  const isThere = opener?.isConnected && opener !== document.body && opener.checkVisibility();
  (isThere ? opener : current())?.focus({ preventScroll: true });
}

function isOpenAt(url) {
  return panel?.open && new URL(panel.firstElementChild.dataset.drawerUrl, location.href).href === url;
}

// What the moderator does about a sender; a decision shows on its card as well, where that is on the page.
async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  button?.setAttribute("disabled", "");
  const answer = await new Kept(form, body).answer();
  button?.removeAttribute("disabled");
  if (!answer) return;
  const isCard = answer.status < 300 || hasCard(answer);
  if (!isCard) return toTray(said(answer.html));
  if (fill(answer.html, form)) learn(panel.querySelector("input[name=batch]")?.value);
  else await showDecided(answer, form);
  refocus(form, button);
}

// The same button again where it still is, so that nobody loses the place; else the drawer's head.
function refocus(form, button) {
  const buttons = [...(twinOf(form, panel)?.querySelectorAll("button") ?? [])];
  const same = buttons.find((other) => other.value === button?.value) ?? buttons[0];
  (same?.checkVisibility() ? same : panel.querySelector("#drawer-title")).focus({ preventScroll: true });
}

async function showDecided(answer, form) {
  const cards = [...parse(answer.html).querySelectorAll("[data-card]")];
  place(answer.html);
  const done = answer.status < 300 && cards[0];
  if (done) learn(done.querySelector("input[name=batch]")?.value, cards.map((card) => card.dataset.card));
  else if (cards[0]) tellOf(cards[0]);
  const html = await fetchFragment(panel.firstElementChild.dataset.drawerUrl);
  if (html !== null) fill(html, form);
  noteBlock(answer.html);
}

// What was decided with a block is back; the block stays, and can be lifted further down.
function noteBlock(html) {
  const note = parse(html).querySelector("[data-still-blocked]");
  if (!note) return;
  note.querySelector("a").remove();
  note.className = "card-notice notice-good drawer-note";
  panel.querySelector(".drawer-head").after(note);
  announce(note.textContent.replace(/\s+/g, " ").trim());
}

function learn(batch, ids = []) {
  remember(batch);
  tell({ ids, batch });
}

// Why it was refused: a problem in words, or a card that says so.
function said(text) {
  const failed = say("failed");
  try {
    failed.textContent = JSON.parse(text).detail || failed.textContent;
  } catch {
    // what is no problem has no words either
  }
  return failed;
}

// The next page of what they sent joins the list.
async function showOlder(link) {
  const html = await fetchFragment(link.href);
  if (html === null) return location.assign(link.href);
  const older = parse(html);
  const list = panel.querySelector("[data-sent-list]");
  const rows = [...older.querySelectorAll("[data-sent-list] > li")];
  list.append(...rows);
  prepare(list);
  const next = older.querySelector("[data-drawer-more]");
  next ? link.setAttribute("href", next.getAttribute("href")) : link.parentElement.remove();
  rows[0]?.querySelector("a").focus();
}

function follow(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.("a[data-drawer], a[data-drawer-more]");
  if (event.target.closest?.("[data-close-drawer]")) return panel.close();
  if (!link || (link.matches("[data-drawer-more]") && !panel?.contains(link))) return;
  event.preventDefault();
  link.closest("details[data-menu]")?.removeAttribute("open");
  if (link.matches("[data-drawer-more]")) showOlder(link);
  else if (isOpenAt(link.href)) panel.close();
  else open(link.href);
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || !panel?.open || panel.matches(":modal")) return;
  if (!panel.contains(document.activeElement) && document.querySelector(ABOVE)) return;
  panel.close();
  event.preventDefault();
}

export function watchDrawer() {
  document.addEventListener("click", follow);
  document.addEventListener("submit", (event) => {
    if (!panel?.contains(event.target) || !event.target.matches("form[data-drawer-form]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("keydown", escape, { capture: true });
}
