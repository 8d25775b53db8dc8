// A form marked data-swap is sent by script; the card it stands in is replaced by the one sent back.
import { current, goOnFrom, makeCurrent } from "./cards.js";
import { countDown, countUp } from "./counts.js";
import { prepare } from "./fold.js";
import { Kept } from "./line.js";
import { say } from "./say.js";
import { tell } from "./tabs.js";
import { toTray } from "./tray.js";

const WITH_CARD = new Set([200, 201, 409, 422]);

export function hasCard(answer) {
  return WITH_CARD.has(answer.status) && answer.html.includes("data-card");
}

// The cards in an answer of our own server, as elements.
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// Puts each card where its older self stands, at least as high, and returns those that had a place.
export function place(html, isWanted = () => true) {
  const placed = [];
  const before = topOfCurrent();
  for (const fresh of [...parse(html).querySelectorAll("[data-card]")]) {
    const stale = document.getElementById(fresh.id);
    if (!stale || !isWanted(fresh)) continue;
    const wasCurrent = stale === current();
    const hadFocus = stale.contains(document.activeElement);
    fresh.style.minBlockSize = stale.style.minBlockSize || heightOf(stale);
    stale.replaceWith(fresh);
    prepare(fresh);
    if (wasCurrent) makeCurrent(fresh, { focus: hadFocus });
    placed.push(fresh);
  }
  // What grew above it does not push the current card from under the cursor.
  scrollBy({ top: topOfCurrent() - before, behavior: "instant" });
  return placed;
}

function topOfCurrent() {
  return current()?.getBoundingClientRect().top ?? 0;
}

async function swap(form, button) {
  const cardId = form.closest("[data-card]")?.id ?? form.dataset.of;
  const body = new URLSearchParams(new FormData(form, button));
  button?.setAttribute("disabled", "");
  const answer = await new Kept(form, body).answer();
  button?.removeAttribute("disabled");
  if (answer && hasCard(answer)) placed(answer, body.get("batch"));
  else if (answer) toTray(say("failed"));
  if (answer?.status === 200 && form.dataset.fixed) countFixed(form.dataset.fixed === "on", cardId);
}

// An undo may bring back more cards than the one it was pressed on.
function placed(answer, undone) {
  const cards = place(answer.html);
  const ids = cards.map((card) => card.dataset.card);
  const all = parse(answer.html).querySelector("[data-taken-back]")?.dataset.ids.split(" ");
  tellOfBlock(answer.html);
  if (undone) tell({ ids: all ?? ids, undone });
}

// What was decided with a block is back, and the block is not.
function tellOfBlock(html) {
  const told = parse(html).querySelector("[data-still-blocked]");
  if (told) toTray(told);
}

// A mistake that is fixed leaves the number of those to fix, and the next one is current.
function countFixed(isFixed, cardId) {
  (isFixed ? countDown : countUp)("to_fix");
  const card = document.getElementById(cardId);
  card?.toggleAttribute("data-touched", isFixed);
  if (card && isFixed) goOnFrom(card);
}

export function watchSwaps() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-swap]")) return;
    event.preventDefault();
    swap(event.target, event.submitter);
  });
}

// As it is drawn, which is in 64ths of a pixel; a style is written with two digits at least.
export function heightOf(card) {
  return `${Math.ceil(card.getBoundingClientRect().height * 100) / 100}px`;
}
