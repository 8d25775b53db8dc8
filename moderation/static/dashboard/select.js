// Selecting cards: by click, with Shift over a range, by x, by a long press, all here, or all that match.
import { cards, current } from "./cards.js";
import { Kept } from "./line.js";
import { fill, inNumbers, say } from "./say.js";
import { parse } from "./swap.js";
import { newSince } from "./live.js";
import { announce, toTray } from "./tray.js";

const INTERACTIVE = "a, button, input, select, textarea, summary, label, pre";
const LONG = 500; // ms that a finger rests before it selects
const STILL = 10; // px that it may move meanwhile

let bar = null;
let all = null; // what the server keeps of all that match: its line, id, number and moment
let anchor = null;

const boxes = () => [...document.querySelectorAll("[data-cards] [data-select]")];
const boxOf = (card) => card?.querySelector(".card-head [data-select]");

export function ticked() {
  return boxes().filter((box) => box.checked);
}

export function isSelecting() {
  return Boolean(bar) && bar.hasAttribute("data-some");
}

export function chosenAll() {
  return all;
}

// The button of the bar that a key stands for, while something is selected.
export function barButton(key) {
  return isSelecting() ? bar.querySelector(`button[data-key="${CSS.escape(key)}"]`) : null;
}

export function toggleCurrent({ shiftKey = false } = {}) {
  const box = boxOf(current());
  if (!box) return;
  if (shiftKey && anchor?.isConnected) selectRange(box);
  else set(box, !box.checked);
  update();
}

// All that match, which may be no more than what is here.
export function chooseAll() {
  const all = document.querySelector("form[data-select-all] button") ?? document.querySelector("[data-all-here] input:not(:checked)");
  all?.click();
}

export function clearSelection() {
  all = null;
  anchor = null;
  for (const box of boxes()) box.checked = false;
  update({ isQuiet: true });
}

function set(box, isOn) {
  box.checked = isOn;
  anchor = box;
  if (!isOn) all = null;
}

function selectRange(box) {
  const every = boxes();
  const [from, to] = [every.indexOf(anchor), every.indexOf(box)].sort((one, other) => one - other);
  for (const each of every.slice(from, to + 1)) each.checked = true;
}

export function update({ isQuiet = false } = {}) {
  if (!bar) return;
  const number = all?.rows ?? ticked().length;
  bar.toggleAttribute("data-some", number > 0);
  if (number > 0) document.dispatchEvent(new Event("desk:selecting"));
  showNumber(number);
  const here = document.querySelector("[data-all-here] input");
  const mine = cards().map(boxOf).filter(Boolean);
  if (here) here.checked = mine.length > 0 && mine.every((box) => box.checked);
  if (!isQuiet) announce(bar.querySelector("[data-selected]").textContent);
}

function showNumber(number) {
  const told = say("selected");
  fill(told, "data-number", inNumbers(number));
  bar.querySelector("[data-selected]").replaceChildren(told);
  const more = bar.querySelector("[data-selected-more]");
  more.textContent = all ? words(all.line) : foldedText();
}

function words(line) {
  return [...line.querySelectorAll(".quiet")].map((each) => each.textContent.trim()).join(" ");
}

function foldedText() {
  const heads = cards().filter((card) => card.dataset.alike && boxOf(card)?.checked);
  const folded = heads.reduce((sum, card) => sum + Number(card.dataset.alike) - 1, 0);
  if (folded === 0) return "";
  const told = say("folded");
  fill(told, "data-number", inNumbers(folded));
  return told.textContent;
}

async function selectAll(form) {
  const answer = await new Kept(form, new URLSearchParams(new FormData(form))).answer();
  const line = answer?.status === 201 && parse(answer.html).querySelector("[data-selection-id]");
  if (!line) return toTray(say("failed"));
  all = { line, id: line.dataset.selectionId, rows: Number(line.dataset.rows), made: Number(line.dataset.made) };
  for (const card of cards()) if (boxOf(card)) boxOf(card).checked = true;
  update();
}

// Who came in since is named: they are not in it.
function nameLater() {
  const number = all ? newSince(all.made) : 0;
  if (number === 0) return;
  const told = say("later");
  fill(told, "data-number", inNumbers(number));
  all.line.querySelector("[data-later]").textContent = told.textContent;
  showNumber(all.rows);
}

function press(event) {
  const box = event.target.closest?.("[data-select]");
  if (box) {
    if (event.shiftKey && anchor?.isConnected && box.checked) selectRange(box);
    set(box, box.checked);
    return update();
  }
  const card = event.target.closest?.("[data-cards] > [data-card]");
  if (!card || event.target.closest(INTERACTIVE) || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const own = boxOf(card);
  if (!own) return;
  if (event.shiftKey && anchor?.isConnected) selectRange(own);
  else set(own, !own.checked);
  getSelection().removeAllRanges();
  update();
}

// A finger that rests on the head of a card selects it.
function restOn(event) {
  const head = event.target.closest?.(".card-head");
  if (event.pointerType !== "touch" || !head || event.target.closest(INTERACTIVE)) return;
  const box = boxOf(head.closest("[data-card]"));
  const { clientX, clientY } = event;
  const over = new AbortController();
  const timer = setTimeout(() => {
    if (!box) return;
    set(box, !box.checked);
    navigator.vibrate?.(10);
    update();
  }, LONG);
  const stop = () => (clearTimeout(timer), over.abort());
  const signal = over.signal;
  for (const name of ["pointerup", "pointercancel", "scroll"]) addEventListener(name, stop, { signal, capture: true });
  addEventListener("pointermove", (move) => Math.hypot(move.clientX - clientX, move.clientY - clientY) > STILL && stop(), { signal });
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || !isSelecting()) return;
  if (document.querySelector("dialog[open], [popover]:popover-open, details[data-menu][open]")) return;
  if (bar.contains(document.activeElement)) current()?.focus({ preventScroll: true });
  clearSelection();
}

export function watchSelecting() {
  bar = document.querySelector("form[data-selection]");
  if (!bar) return;
  const here = document.querySelector("[data-all-here]");
  const clear = bar.querySelector("[data-clear]");
  if (here) here.hidden = false;
  clear.hidden = false;
  clear.addEventListener("click", clearSelection);
  here?.addEventListener("change", () => {
    for (const card of cards()) if (boxOf(card)) boxOf(card).checked = here.firstElementChild.checked;
    all = null;
    update();
  });
  document.addEventListener("click", press);
  document.addEventListener("pointerdown", restOn);
  document.addEventListener("keydown", escape);
  document.addEventListener("desk:refreshed", () => update({ isQuiet: true }));
  document.addEventListener("desk:news", nameLater);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-select-all]")) return;
    event.preventDefault();
    selectAll(event.target);
  });
  update({ isQuiet: true });
}
