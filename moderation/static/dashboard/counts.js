// The numbers of what waits, kept true while one decides; "1,000+" is left alone.
import { inNumbers } from "./say.js";

const EXACT = 1000;

let changed = 0;

// How often the numbers were changed here: an answer from before that says nothing new.
export function changes() {
  return changed;
}

function change(kind, by) {
  changed += 1;
  for (const place of document.querySelectorAll(`[data-count][data-waits~="${CSS.escape(kind)}"]`)) {
    const count = Number(place.dataset.count);
    if (count <= EXACT) set(place, Math.max(count + by, 0));
  }
}

export function countDown(kind, many = 1) {
  change(kind, -many);
}

export function countUp(kind, many = 1) {
  change(kind, many);
}

// How many a card stands for: itself, and what is folded under it.
export function standsFor(card) {
  return Number(card.dataset.alike ?? 1);
}

// What the server counts: of each kind, and `here`, of what the page shows a part of.
export function setCounts(counts, here) {
  for (const place of document.querySelectorAll("[data-count][data-waits]")) {
    const isHere = place.matches("[data-here]");
    const kinds = place.dataset.waits.split(" ");
    if (isHere && here !== null) set(place, here);
    else if (!isHere && kinds.every((kind) => kind in counts)) set(place, kinds.reduce((sum, kind) => sum + counts[kind], 0));
  }
}

function set(place, number) {
  place.dataset.count = String(number);
  if (place.matches(".rail-count")) place.hidden = number === 0;
  place.textContent = number > EXACT ? `${inNumbers(EXACT)}+` : inNumbers(number);
}
