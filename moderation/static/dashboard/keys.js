// Letters press what carries them; never while one types, and only if they are wanted.
import { current, isDealt, step } from "./cards.js";
import { undoLast } from "./decide.js";
import { meant, showOwnKeys } from "./own_keys.js";
import { openReasons } from "./reasons.js";
import { barButton, chooseAll, toggleCurrent } from "./select.js";

const EDITABLE = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const REASONED = "[data-decision], [data-selection]";
const lettersOff = document.documentElement.dataset.letterKeys === "off";

// What has no button of its own; all else is pressed by its data-key.
const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  z: undoLast,
  x: (event) => toggleCurrent({ shiftKey: event.shiftKey }),
  c: chooseAll,
  g: () => current()?.querySelector("a[data-open]")?.click(),
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
    document.querySelector("dialog:modal, [popover]:popover-open")
  );
}

// By the letter where the layout has Latin ones, else by the place: ф is where a is.
function keyOf(event) {
  if (event.key === "ArrowRight" && isDealt()) return "n";
  if (/^[a-z]$/i.test(event.key)) return meant(event.key.toLowerCase());
  if (/^[?/]$/.test(event.key)) return event.key;
  if (event.code === "Slash" && /^[.,]$/.test(event.key)) return event.shiftKey ? "?" : "/";
  const placed = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  return placed ? meant(placed) : event.key;
}

// The drawer one is in comes first, then the bar of a selection, the card, the page.
function carrierOf(key) {
  const carriers = `:is(button, a, summary)[data-key="${CSS.escape(key)}"]`;
  const onPage = [...document.querySelectorAll(carriers)].filter((each) => !each.closest("[data-card]"));
  const beside = document.activeElement?.closest("dialog[open]")?.querySelector(carriers);
  const all = [beside, barButton(key), ...(current()?.querySelectorAll(carriers) ?? []), ...onPage];
  return all.find((each) => each && !each.closest("[hidden]"));
}

function press(event) {
  if (lettersOff || !isOurs(event)) return;
  const key = keyOf(event);
  const carrier = carrierOf(key);
  if (event.shiftKey && carrier?.form?.matches(REASONED)) openReasons(carrier);
  else if (ACTIONS[key]) ACTIONS[key](event);
  else if (!event.shiftKey && carrier && !event.repeat) pressCarrier(carrier);
  else return;
  event.preventDefault();
}

function pressCarrier(carrier) {
  const isAsked = carrier.closest("[data-card]")?.hasAttribute("data-reason-required");
  if (isAsked && carrier.value === "reject") return openReasons(carrier);
  if (carrier.matches("[data-careful]")) return showFirst(carrier);
  carrier.click();
  const menu = carrier.matches("summary") && carrier.parentElement;
  if (menu?.open) menu.querySelector("summary ~ * :is(a, button, input, textarea, select)")?.focus();
}

// What reaches further than one card is only looked at: Enter does it.
function showFirst(carrier) {
  carrier.closest("details").open = true;
  carrier.focus();
}

// Enter searches where one is, Ctrl Enter in everything.
function searchAll(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches?.("[data-search]")) return;
  event.preventDefault();
  location.assign(`${event.target.form.action}?${new URLSearchParams({ status: "any", q: event.target.value })}`);
}

export function watchKeys() {
  document.addEventListener("keydown", searchAll);
  document.addEventListener("keydown", press);
  showOwnKeys();
  for (const opener of document.querySelectorAll("[data-opens]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
  }
}
