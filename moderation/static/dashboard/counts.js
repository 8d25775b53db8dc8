// The numbers of what waits, kept true while one decides; "1,000+" is left alone.
import { inNumbers } from "./say.js";

const EXACT = 1000;

function change(kind, by) {
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
