// Cards on screen that are no longer true are fetched anew; what one types in them stays.
import { current } from "./cards.js";
import { fetchFragment } from "./line.js";
import { say } from "./say.js";
import { parse, place } from "./swap.js";
import { announce } from "./tray.js";

const AT_ONCE = 50;
const BUSY = "input:not([type=checkbox], [type=hidden]), textarea, select";

export function onScreen(id) {
  return document.getElementById(`submission-${id}`);
}

export async function fetchCards(ids) {
  const list = document.querySelector("[data-cards-url]");
  const found = [];
  for (let start = 0; list && start < ids.length; start += AT_ONCE) {
    const url = new URL(list.dataset.cardsUrl, location.href);
    url.searchParams.set("ids", ids.slice(start, start + AT_ONCE).join("."));
    const html = await fetchFragment(url);
    if (html === null) return null;
    found.push(html);
  }
  return found.join("");
}

export async function refresh(ids) {
  const html = await fetchCards(ids.filter(onScreen));
  if (!html) return;
  const fresh = [...parse(html).querySelectorAll("[data-card]")];
  const busy = fresh.filter((card) => isBusy(onScreen(card.dataset.card)));
  const ticked = fresh.filter(wasTicked).map((card) => card.id);
  const kept = new Set(busy.map((card) => card.id));
  place(html, (card) => !kept.has(card.id));
  for (const card of busy) tellIn(onScreen(card.dataset.card), card);
  for (const id of ticked) tick(id);
  document.dispatchEvent(new Event("desk:refreshed"));
}

// Something is typed or open in it.
export function isBusy(card) {
  if (card?.hasAttribute("data-sent")) return false;
  const typed = [...(card?.querySelectorAll(BUSY) ?? [])].some((field) => field.value !== field.defaultValue && field.value);
  return typed || Boolean(card?.contains(document.activeElement) && document.activeElement.matches(BUSY));
}

function wasTicked(fresh) {
  const stale = onScreen(fresh.dataset.card);
  const isSame = stale?.dataset.version === fresh.dataset.version;
  return isSame && stale.querySelector("[data-select]")?.checked;
}

function tick(id) {
  const box = document.getElementById(id)?.querySelector("[data-select]");
  if (box) box.checked = true;
}

// The card stays as it is, with a word on what has become of it.
export function tellIn(stale, fresh) {
  if (stale.dataset.told === fresh.dataset.version) return;
  stale.dataset.told = fresh.dataset.version;
  stale.querySelector("[data-notice]")?.remove();
  const notice = say("changed");
  const words = fresh.querySelector("[data-outcome] > p, [data-claim]");
  notice.querySelector("[data-text]").textContent = words?.textContent.replace(/\s+/g, " ").trim() ?? "";
  stale.prepend(notice);
  if (stale === current()) announce(notice.textContent.trim());
}
