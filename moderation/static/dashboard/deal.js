// Deal mode: one card is shown, the next one is here already; what is on screen is held from others.
import { cards, current, makeCurrent } from "./cards.js";
import { drop, hold, letGo, watchClaims } from "./claims.js";
import { prepare } from "./fold.js";
import { fetchFragment, post } from "./line.js";
import { inNumbers, say } from "./say.js";
import { parse } from "./swap.js";
import { about, announce } from "./tray.js";

const WAITING = "[data-waiting]:not([data-sent], [data-held])";
const AHEAD = 2; // the one on screen and the next
const KEPT = 40; // decided ones that k leads back to
const RETRY = 5_000;
const LOOK_AGAIN = 20_000;

const stage = document.querySelector("[data-deal]");
const end = document.querySelector("[data-end]");
const form = document.querySelector("form[data-deal-next]");
const place = new URL(location.href);
const skipped = new Set((place.searchParams.get("skipped") ?? "").split(".").filter(Boolean));
const passed = new Set(); // in other hands now, so it is not held here any more
let turn = Number(place.searchParams.get("turn") ?? 0);
let asking = false;
let timer = null;

function ready() {
  return cards().filter((card) => card.matches(WAITING) && !skipped.has(card.dataset.card));
}

// Which cards are not to be dealt now: those here, and those that were skipped.
function here() {
  return [...new Set([...ready().map((card) => card.dataset.card), ...skipped])].slice(-200);
}

async function topUp() {
  if (asking || ready().length >= AHEAD) return;
  asking = true;
  clearTimeout(timer);
  const body = new URLSearchParams(new FormData(form));
  body.set("but", here().join("."));
  body.set("turn", String(turn));
  const answer = await post(form.action, body);
  asking = false;
  if (answer.status === 200) take(answer.html);
  else if (answer.status === 204) await showNothing();
  timer = setTimeout(topUp, answer.status === 204 ? LOOK_AGAIN : RETRY);
}

function take(html) {
  const [card] = parse(html).querySelectorAll("[data-card]");
  if (!card) return;
  document.getElementById(card.id)?.remove();
  turn += 1;
  stage.append(card);
  prepare(card);
  hold(card.dataset.card);
  if (!current()) show(card);
  topUp();
}

function show(card) {
  const hadFocus = !document.activeElement || document.activeElement === document.body || end.contains(document.activeElement);
  makeCurrent(card, { focus: hadFocus });
  announce(about(card));
}

async function showNothing() {
  if (ready().length > 0) return;
  const html = await fetchFragment(end.parentElement.querySelector("[data-deal]").dataset.nothingUrl);
  if (html === null || ready().length > 0) return;
  const said = parse(html);
  prepare(said);
  end.replaceChildren(said);
  announce(end.querySelector("h2")?.textContent ?? "");
}

// What stands on the stage: the current card, or the word that there is none.
function arrange() {
  end.hidden = Boolean(current());
  if (!current()) return;
  place.searchParams.set("card", current().dataset.card);
  place.searchParams.set("turn", String(turn));
  place.searchParams.set("sat", new URL(form.action).searchParams.get("sat"));
  place.searchParams.delete("end");
  skipped.size ? place.searchParams.set("skipped", [...skipped].slice(-200).join(".")) : place.searchParams.delete("skipped");
  history.replaceState(null, "", place);
}

function forgetOld() {
  const done = cards().filter((card) => !card.matches("[aria-current], [data-waiting], [data-sent]"));
  for (const card of done.slice(0, -KEPT)) card.remove();
}

function countOn(by) {
  for (const [name, change] of [["doneHere", by], ["left", -by]]) {
    const number = document.querySelector(name === "left" ? "[data-left]" : "[data-done-here]");
    const count = Number(number.dataset[name]);
    if (count > 1000) continue;
    number.dataset[name] = String(Math.max(count + change, 0));
    number.textContent = inNumbers(Number(number.dataset[name]));
  }
}

function goOn(card) {
  const next = ready().find((other) => other !== card);
  if (next) {
    makeCurrent(next, { focus: true });
  } else {
    card.removeAttribute("aria-current");
    end.replaceChildren(say("coming"));
    arrange();
    end.focus();
  }
  topUp();
}

function skip(button) {
  const card = button.closest("[data-card]");
  skipped.add(card.dataset.card);
  letGo([card.dataset.card]);
  goOn(card);
  if (current()) announce(about(current()));
}

function onCurrent(event) {
  const card = event.target;
  if (card.matches(WAITING) && !passed.has(card.dataset.card)) hold(card.dataset.card, { now: skipped.has(card.dataset.card) });
  arrange();
}

function onSent(event) {
  const isPassed = event.detail.dataset.of !== undefined;
  if (!isPassed) return countOn(1);
  const id = event.target.dataset.card;
  for (const gone of [skipped, passed]) gone.add(id);
  drop(id);
}

// It is decided, or passed on: the next one comes, unless one was looking at another.
function onOver(event) {
  if (event.target.matches("[aria-current]")) goOn(event.target);
  forgetOld();
  topUp();
}

// A card that was taken back, or refused, is a waiting one again: it is held anew.
function onPlaced(event) {
  const card = event.target;
  if (card.hasAttribute("data-waiting") && !card.hasAttribute("data-held")) hold(card.dataset.card, { now: true });
}

function onReturned(event) {
  const id = event.target.dataset.card;
  if (passed.delete(id)) skipped.delete(id);
  else countOn(-1);
  onPlaced(event);
}

export function watchDeal() {
  if (!stage) return;
  stage.addEventListener("current", onCurrent);
  stage.addEventListener("sent", onSent);
  stage.addEventListener("over", onOver);
  stage.addEventListener("returned", onReturned);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-skip]")) return;
    event.preventDefault();
    skip(event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#submission-"]');
    const card = link && document.getElementById(link.hash.slice(1));
    if (!card) return;
    event.preventDefault();
    makeCurrent(card, { focus: true });
  });
  document.addEventListener("desk:refreshed", topUp);
  stage.dataset.live = "";
  watchClaims(stage, { lost: topUp });
  for (const card of ready()) hold(card.dataset.card, { now: true });
  arrange();
  topUp();
}
