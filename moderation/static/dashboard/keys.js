// Letters press the buttons of the current card; never while one types, and only if they are wanted.
import { current, step } from "./cards.js";
import { undoLast } from "./decide.js";
import { openReasons } from "./reasons.js";
import { barButton, toggleCurrent } from "./select.js";

const EDITABLE = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const lettersOff = document.documentElement.dataset.letterKeys === "off";

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  z: undoLast,
  x: () => toggleCurrent(),
  X: () => toggleCurrent({ shiftKey: true }),
  o: () => current()?.querySelector("a[data-open]")?.click(),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

function isOurs(event) {
  return !(
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.isComposing ||
    event.composedPath()[0].closest?.(EDITABLE) ||
    document.querySelector("dialog[open], [popover]:popover-open")
  );
}

// The key where an a is on a Latin keyboard is an a on a Cyrillic one too.
function letterOf(event) {
  if (/^[a-z?/]$/i.test(event.key)) return event.key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  return letter ? letter.toLowerCase() : event.key;
}

function press(event) {
  if (lettersOff || !isOurs(event)) return;
  const key = letterOf(event);
  const letter = key.toLowerCase();
  const button = barButton(letter) ?? current()?.querySelector(`:is(button, a)[data-key="${CSS.escape(letter)}"]`);
  if (event.shiftKey && button?.form?.matches("[data-decision], [data-selection]")) openReasons(button);
  else if (ACTIONS[key]) ACTIONS[key]();
  else if (!event.shiftKey && button && !event.repeat) pressButton(button);
  else return;
  event.preventDefault();
}

function pressButton(button) {
  const isAsked = button.closest("[data-card]")?.hasAttribute("data-reason-required");
  if (isAsked && button.value === "reject") openReasons(button);
  else button.click();
}

export function watchKeys() {
  document.addEventListener("keydown", press);
  for (const opener of document.querySelectorAll("[data-opens]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
  }
}
