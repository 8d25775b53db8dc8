// Holding what is on screen: renewed while one is at it, let go when one leaves or rests.
import { current } from "./cards.js";
import { post } from "./line.js";
import { isBusy, onScreen, tellIn } from "./refresh.js";
import { place } from "./swap.js";
import { tellOf } from "./tray.js";

const EVERY = 30_000;
const RESTING = 5 * 60_000;

const held = new Set();
let urls = null;
let usedAt = Date.now();
let isResting = false;
let renewal = Promise.resolve(); // all that were asked for: an end must not be overtaken by one
let whenLost = () => {};

function body(ids) {
  const token = document.querySelector("[data-undo-last] input[name=csrf_token]").value;
  return new URLSearchParams({ csrf_token: token, ids: ids.join(".") });
}

// From now on the card is held; what was let go before is asked for at once.
export function hold(id, { now = false } = {}) {
  if (!urls) return;
  held.add(id);
  if (now) renew([id]);
}

// The server has let go of it already.
export function drop(id) {
  held.delete(id);
}

export function letGo(ids) {
  for (const id of ids) held.delete(id);
  if (ids.length > 0) end(ids);
}

function end(ids) {
  renewal.then(() => post(urls.ends, body(ids)));
}

function stillWaiting() {
  for (const id of held) {
    if (!document.getElementById(`submission-${id}`)?.matches("[data-waiting]:not([data-sent])")) held.delete(id);
  }
  return [...held];
}

async function renew(ids) {
  const asked = post(urls.held, body(ids));
  renewal = Promise.all([renewal, asked]);
  const answer = await asked;
  if (answer.status !== 409) return;
  for (const card of place(answer.html, isFree)) {
    held.delete(card.dataset.card);
    if (card !== current()) card.remove();
    else tellOf(card);
  }
  whenLost();
}

// What one types in stays under the fingers: their next letters are no keys of another card.
function isFree(fresh) {
  const stale = onScreen(fresh.dataset.card);
  if (!isBusy(stale)) return true;
  held.delete(fresh.dataset.card);
  tellIn(stale, fresh);
  return false;
}

function beat() {
  const ids = stillWaiting();
  if (ids.length === 0 || isResting) return;
  if (Date.now() - usedAt < RESTING) {
    renew(ids);
  } else {
    isResting = true;
    end(ids);
  }
}

function use() {
  usedAt = Date.now();
  if (!isResting) return;
  isResting = false;
  beat();
}

function leave() {
  const ids = stillWaiting();
  if (ids.length > 0) navigator.sendBeacon(urls.ends, body(ids));
}

export function watchClaims(stage, { lost }) {
  urls = { held: stage.dataset.heldUrl, ends: stage.dataset.endsUrl };
  whenLost = lost;
  for (const kind of ["keydown", "pointerdown", "pointermove", "scroll", "input"]) {
    addEventListener(kind, use, { passive: true, capture: true });
  }
  setInterval(beat, EVERY);
  setTimeout(beat, 3_000); // a page that was loaded anew was let go by its former self
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && beat());
}
