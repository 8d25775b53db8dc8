// The pulse of the desk: numbers, arrivals and what others do, without a reload; and whether there is a line.
import { cards, current, makeCurrent } from "./cards.js";
import { changes, setCounts } from "./counts.js";
import { prepare } from "./fold.js";
import { lose, regain } from "./line.js";
import { fetchCards, onScreen, refresh } from "./refresh.js";
import { fill, inNumbers, say } from "./say.js";
import { parse } from "./swap.js";
import { hear } from "./tabs.js";

const EVERY = 10_000;
const SLOWEST = 60_000;
const SOON = 300;
const MOST = 100; // cards asked after, and new ones told of, at once
const OVERLAP = 2_000; // for what was being written while the page was drawn

let list = null;
let url = null;
let since = 0;
let tag = null;
let failures = 0;
let timer = null;
let arrived = []; // [id, when it began to wait in ms] of what is new and not on screen

export function newSince(moment) {
  return arrived.filter(([, at]) => at > moment).length;
}

export function beatSoon() {
  clearTimeout(timer);
  timer = setTimeout(beat, SOON);
}

// A little earlier or later, so that many screens do not ask at once.
function beatLater(wait) {
  clearTimeout(timer);
  timer = setTimeout(beat, wait * (0.9 + Math.random() * 0.2));
}

async function beat() {
  clearTimeout(timer);
  if (document.hidden) return;
  const before = changes();
  const answer = await ask();
  if (answer.ok) {
    failures = 0;
    regain();
    if (answer.body) take(answer.body, before);
    beatLater(EVERY);
  } else {
    failures += 1;
    if (answer.status === 401 || (!answer.status && (failures > 1 || !navigator.onLine))) lose(answer.status === 401);
    beatLater(Math.max(answer.wait, failures === 1 ? 2_000 : Math.min(EVERY * 2 ** (failures - 2), SLOWEST)));
  }
}

async function ask() {
  const headers = { "X-Fragment": "1" };
  if (tag) headers["If-None-Match"] = tag;
  try {
    const response = await fetch(address(), { headers });
    const wait = Number(response.headers.get("Retry-After") ?? 0) * 1000;
    if (response.status === 304) return { ok: true };
    if (!response.ok) return { ok: false, status: response.status, wait };
    tag = response.headers.get("ETag");
    return { ok: true, body: await response.json() };
  } catch {
    return { ok: false, status: 0, wait: 0 };
  }
}

function address() {
  const place = new URL(url, location.href);
  if (list?.dataset.order) place.searchParams.set("since", String(since));
  const all = cards().map((card) => card.dataset.card);
  const start = Math.max(0, all.indexOf(current()?.dataset.card) - MOST / 2);
  place.searchParams.set("ids", all.slice(start, start + MOST).join("."));
  return place;
}

function take(body, before) {
  const isQuiet = !document.querySelector("[data-card][data-sent]");
  if (isQuiet && before === changes()) setCounts(body.counts, body.here);
  else tag = null;
  const stale = Object.entries(body.cards).filter(([id, seen]) => isStale(onScreen(id), seen));
  if (stale.length > 0) refresh(stale.map(([id]) => id));
  arrived = body.new.filter(([id]) => !onScreen(id));
  offer();
  document.dispatchEvent(new Event("desk:news"));
}

function isStale(card, [version, , heldBy]) {
  if (!card || card.hasAttribute("data-sent")) return false;
  const isTold = card.dataset.told === String(version);
  return !isTold && (card.dataset.version !== String(version) || (card.dataset.held ?? "") !== heldBy);
}

// A button in a place of its own: nothing moves.
function offer() {
  const place = document.querySelector("[data-new-place]");
  if (!place) return;
  const button = place.querySelector("[data-show-new]");
  if (arrived.length === 0) return button?.remove();
  const told = button ?? say("new");
  fill(told, "data-kept", arrived.length < MOST ? inNumbers(arrived.length) : `${inNumbers(MOST - 1)}+`);
  if (button) return;
  told.addEventListener("click", showNew);
  place.append(told);
}

async function showNew(event) {
  const wanted = arrived;
  const html = await fetchCards(wanted.map(([id]) => id));
  if (html === null) return;
  event.target.closest("[data-show-new]")?.remove();
  since = Math.max(since, ...wanted.map(([, at]) => at - OVERLAP));
  arrived = [];
  const fresh = [...parse(html).querySelectorAll("[data-card]")].filter((card) => !document.getElementById(card.id));
  document.querySelector(".empty")?.remove();
  insert(fresh);
}

function insert(fresh) {
  const isNewestFirst = list.dataset.order === "newest";
  if (isNewestFirst) list.prepend(...fresh.reverse());
  else {
    const end = list.querySelector(":scope > [data-more], :scope > [data-end]");
    end ? end.before(...fresh) : list.append(...fresh);
  }
  for (const card of fresh) prepare(card);
  if (fresh[0]) makeCurrent(fresh[0], { focus: true });
}

export function watchLive() {
  const desk = document.querySelector("[data-pulse]");
  if (!desk) return;
  list = document.querySelector("[data-pulse-url]");
  url = list?.dataset.pulseUrl ?? desk.dataset.pulse;
  since = Number(desk.dataset.drawn) - OVERLAP;
  hear((news, { isOwn }) => {
    if (!isOwn && news.ids) refresh(news.ids.map(String));
    beatSoon();
  });
  document.addEventListener("visibilitychange", () => !document.hidden && beatSoon());
  document.addEventListener("desk:retry", beat);
  addEventListener("online", beat);
  addEventListener("offline", () => lose(false));
  beatLater(EVERY);
}
