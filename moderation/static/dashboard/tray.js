// A tray for what comes late: it hangs beside the work and never takes the focus.
import { say } from "./say.js";

const KEPT = 12_000;
const EXCERPT = 280;

export function toTray(element) {
  const tray = document.querySelector("[data-tray]");
  if (!tray) return;
  tray.append(element);
  setTimeout(() => element.remove(), KEPT);
}

// Said to those who listen, for what the others see.
export function announce(text) {
  const place = document.querySelector("[data-announce]");
  if (place) place.textContent = text;
}

// A card in words: whose it is, and how it begins.
export function about(card) {
  const name = document.getElementById(card.getAttribute("aria-labelledby"))?.textContent ?? "";
  const text = card.querySelector(".card-text")?.textContent ?? "";
  return [name, text].map((part) => part.replace(/\s+/g, " ").trim()).join(". ").slice(0, EXCERPT);
}

export function tellOf(card) {
  const notice = card.querySelector("[data-notice]");
  if (!notice) return;
  const told = say("tray");
  told.querySelector("[data-text]").textContent = notice.textContent.trim();
  const link = told.querySelector("[data-link]");
  link.href = `#${card.id}`;
  toTray(told);
}
