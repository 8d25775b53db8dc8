// On a phone the card one reads is the current one: its verbs stand at the bottom of the screen.
import { current, makeCurrent } from "./cards.js";

const NARROW = matchMedia("(max-width: 40rem)");
const READING_LINE = 0.4; // of the height of the screen

function takeWhatIsRead() {
  const place = document.elementFromPoint(innerWidth / 2, innerHeight * READING_LINE);
  const card = place?.closest("[data-card]");
  if (card && card !== current() && !current()?.contains(document.activeElement)) makeCurrent(card);
}

export function watchScrolling() {
  document.addEventListener("scroll", () => NARROW.matches && requestAnimationFrame(takeWhatIsRead), { passive: true });
}
