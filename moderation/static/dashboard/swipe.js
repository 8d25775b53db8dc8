// A thumb across a waiting card decides: to the right approves, to the left rejects; both can be undone.
import { undoLast } from "./decide.js";
import { openReasons } from "./reasons.js";
import { fill, say } from "./say.js";
import { toTray } from "./tray.js";

const BEGINS = 12; // CSS px, before which a finger may still want anything
const DECIDES = 96;
const AT_ONCE = 450; // ms; a finger that rests selects text
const EDGE = 24; // px, where the browser's own way back begins
const NOT_HERE = "a, button, input, textarea, select, summary, label, pre, .popover, [contenteditable]";
const VERBS = { right: "approve", left: "reject" };

let swipe = null;
let undo = null;

function isSelecting() {
  return !(getSelection()?.isCollapsed ?? true);
}

// What stands for many at once, or must be looked at first, is not swiped.
function verbOf(card, way) {
  const form = card.querySelector(".card-foot form[data-decision]");
  if (!form || form.elements.alike) return null;
  return form.querySelector(`button[name="verb"][value="${VERBS[way]}"]`);
}

function begin(event) {
  if (swipe) return cancel(); // a second finger
  const card = event.target.closest?.("[data-cards] > [data-card][data-waiting]:not([data-sent])");
  if (event.pointerType !== "touch" || !card || event.target.closest(NOT_HERE) || isSelecting()) return;
  if (event.clientX < EDGE || event.clientX > innerWidth - EDGE) return;
  swipe = { card, id: event.pointerId, x: event.clientX, y: event.clientY, at: event.timeStamp, across: 0, moves: false };
}

function follow(event) {
  if (!swipe || event.pointerId !== swipe.id) return;
  const across = event.clientX - swipe.x;
  const down = Math.abs(event.clientY - swipe.y);
  if (!swipe.moves) {
    if (Math.max(Math.abs(across), down) < BEGINS) return;
    const isAcross = Math.abs(across) > 2 * down && event.timeStamp - swipe.at < AT_ONCE;
    if (!isAcross || isSelecting()) return cancel();
    swipe.moves = true;
    swipe.card.setPointerCapture(swipe.id);
  }
  show(across);
}

function show(across) {
  const { card } = swipe;
  const way = across > 0 ? "right" : "left";
  swipe.verb = verbOf(card, way);
  swipe.across = swipe.verb ? across : 0;
  card.style.translate = `${swipe.across}px`;
  card.querySelector(":scope > .swipe-word")?.remove();
  card.toggleAttribute("data-swiped-enough", Math.abs(swipe.across) >= DECIDES);
  card.dataset.swiped = way;
  if (!swipe.verb) return;
  const word = document.createElement("span");
  word.className = "swipe-word";
  word.textContent = wordOf(swipe.verb);
  card.append(word);
}

function wordOf(verb) {
  return verb.firstChild.textContent.trim();
}

function cancel() {
  if (!swipe) return;
  const { card } = swipe;
  swipe = null;
  card.style.translate = "";
  card.querySelector(":scope > .swipe-word")?.remove();
  card.removeAttribute("data-swiped");
  card.removeAttribute("data-swiped-enough");
}

function end(event) {
  if (!swipe || event.pointerId !== swipe.id) return;
  const { card, verb, across } = swipe;
  cancel();
  if (!verb || Math.abs(across) < DECIDES || isSelecting()) return;
  const asksWhy = verb.value === "reject" && card.hasAttribute("data-reason-required");
  if (asksWhy) return openReasons(verb);
  verb.click();
  if (card.hasAttribute("data-sent")) offerUndo(verb.dataset.done);
}

// One way back at a time: that of the decision made last.
function offerUndo(done) {
  undo = say("swiped");
  fill(undo, "data-text", done);
  undo.querySelector("[data-unswipe]").addEventListener("click", () => {
    forgetUndo();
    undoLast();
  });
  toTray(undo);
}

function forgetUndo() {
  undo?.remove();
  undo = null;
}

export function watchSwipes() {
  if (!("swipes" in document.documentElement.dataset)) return;
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("sent", forgetUndo);
}
