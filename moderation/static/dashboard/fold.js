// A text of more than twelve lines is folded, with a button that shows all of it.
import { refill } from "./drafts.js";
import { say } from "./say.js";
import { showTimes } from "./times.js";

const LINES = 12;

export function fold(root) {
  for (const text of root.querySelectorAll("[data-fold]")) {
    const line = Number.parseFloat(getComputedStyle(text).lineHeight);
    if (text.scrollHeight < line * (LINES + 2)) continue;
    text.toggleAttribute("data-folded", true);
    const button = say("unfold");
    button.addEventListener("click", () => {
      text.removeAttribute("data-folded");
      button.remove();
      text.closest("[data-card]")?.focus({ preventScroll: true });
    });
    text.after(button);
  }
}

// What each new card needs.
export function prepare(root) {
  showTimes(root);
  refill(root);
  fold(root);
}
