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
  const places = document.querySelectorAll(`[data-count][data-waits~="${CSS.escape(kind)}"]`);
  for (const place of places) {
    const count = Number(place.dataset.count);
    if (count > EXACT) continue;
    place.dataset.count = String(Math.max(count + by, 0));
    place.textContent = inNumbers(Number(place.dataset.count));
  }
}

export function countDown(kind) {
  change(kind, -1);
}

export function countUp(kind) {
  change(kind, 1);
}

// What the server counts: of each kind, and `here`, of what the page shows a part of.
export function setCounts(counts, here) {
  for (const place of document.querySelectorAll("[data-count][data-waits]")) {
    const isHere = place.closest("[data-heading]");
    const kinds = place.dataset.waits.split(" ");
    if (isHere && here !== null) set(place, here);
    else if (!isHere && kinds.every((kind) => kind in counts)) set(place, kinds.reduce((sum, kind) => sum + counts[kind], 0));
  }
}

function set(place, number) {
  place.dataset.count = String(number);
  place.textContent = number > EXACT ? `${inNumbers(EXACT)}+` : inNumbers(number);
}
