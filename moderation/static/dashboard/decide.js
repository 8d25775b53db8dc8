// A decision shows at once and the next card is current; a refusal that comes late goes to the tray.
import { cards, current, goOnFrom, makeCurrent } from "./cards.js";
import { countDown, countUp, standsFor } from "./counts.js";
import { forgetDrafts } from "./drafts.js";
import { Kept, lastKept } from "./line.js";
import { refresh } from "./refresh.js";
import { say } from "./say.js";
import { hasCard, heightOf, parse, place } from "./swap.js";
import { hear, tell } from "./tabs.js";
import { about, announce, tellOf, toTray } from "./tray.js";

const underWay = new Set();
const mine = []; // my decisions in the order of the keys, each with its batch once it is answered

async function decide(form, button) {
  const card = form.closest("[data-card]") ?? document.getElementById(form.dataset.of);
  if (card.hasAttribute("data-sent")) return;
  const body = new URLSearchParams(new FormData(form, button));
  const job = new Kept(form, body);
  job.card = card;
  const entry = { batch: null };
  mine.push(entry);
  showSent(card, button.dataset.done);
  card.dispatchEvent(new CustomEvent("sent", { bubbles: true, detail: form }));
  goOnFrom(card);
  const next = current();
  announce(next && next !== card ? `${button.dataset.done}. ${about(next)}` : button.dataset.done);
  const answer = job.answer();
  underWay.add(answer);
  settle(card, entry, await answer);
  underWay.delete(answer);
}

function settle(card, entry, answer) {
  const isDone = answer?.status === 201 || answer?.status === 200;
  if (isDone) forgetDrafts(card.dataset.card);
  else mine.splice(mine.indexOf(entry), 1);
  if (answer && hasCard(answer)) {
    const [fresh] = place(answer.html);
    entry.batch = fresh?.querySelector("input[name=batch]")?.value;
    if (isDone) tell({ ids: [card.dataset.card], batch: entry.batch });
    else refuse(card, fresh);
    if (isDone && fresh?.hasAttribute("data-waiting")) countUp(fresh.dataset.kind, standsFor(fresh));
    return;
  }
  takeBack(card);
  if (answer) tellFailed(card);
}

function tellFailed(card) {
  const told = say("failed");
  const link = told.querySelector("[data-link]");
  link.href = `#${card.id}`;
  link.hidden = false;
  toTray(told);
}

function refuse(stale, fresh) {
  if (!fresh) return;
  if (fresh.hasAttribute("data-waiting")) giveBack(fresh);
  tellOf(fresh);
}

function giveBack(card) {
  countUp(card.dataset.kind, standsFor(card));
  card.dispatchEvent(new Event("returned", { bubbles: true }));
}

function showSent(card, done) {
  card.style.minBlockSize = heightOf(card);
  card.toggleAttribute("data-sent", true);
  if (card.hasAttribute("data-waiting")) countDown(card.dataset.kind, standsFor(card));
  const outcome = say("sending");
  outcome.querySelector("[data-done]").textContent = done;
  for (const part of card.querySelectorAll(".card-foot > *")) part.hidden = true;
  card.querySelector(".card-foot").append(outcome);
}

function takeBack(card) {
  card.toggleAttribute("data-sent", false);
  card.querySelector("[data-sending]")?.remove();
  for (const part of card.querySelectorAll(".card-foot > *")) part.hidden = false;
  if (card.hasAttribute("data-waiting")) giveBack(card);
}

// The batch of my last decision that stands and that this browser knows of.
function lastBatch() {
  while (mine.length > 0) {
    const { batch } = mine.pop();
    if (batch) return batch;
  }
  return null;
}

export function remember(batch) {
  if (batch) mine.push({ batch });
}

function forget(batch) {
  const place = mine.findIndex((entry) => entry.batch === batch);
  if (place >= 0) mine.splice(place, 1);
}

// What waits here for a line is simply not sent; else the server takes the last decision back.
export async function undoLast() {
  const unsent = lastKept();
  if (unsent?.card) {
    unsent.withdraw();
    makeCurrent(unsent.card, { focus: true });
    return;
  }
  await Promise.all(underWay);
  const form = document.querySelector("form[data-undo-last]");
  if (!form) return;
  const body = new URLSearchParams(new FormData(form));
  const batch = lastBatch();
  if (batch) body.set("batch", batch);
  const answer = await new Kept(form, body).answer();
  if (!answer) return;
  if (answer.status === 404) toTray(say("nothing-to-undo"));
  else if (!hasCard(answer)) toTray(say("failed"));
  else showUndone(answer, batch);
}

function showUndone(answer, batch) {
  const many = parse(answer.html).querySelector("[data-taken-back]");
  const placed = place(answer.html);
  const ids = many?.dataset.ids.split(" ") ?? placed.map((card) => card.dataset.card);
  if (many) toTray(many);
  const fresh = refresh(ids.slice(placed.length));
  tell({ ids, undone: batch });
  for (const card of placed) {
    if (answer.status > 299) tellOf(card);
    else if (card.hasAttribute("data-waiting")) giveBack(card);
  }
  if (placed.length > 0) goToFirst(ids);
  else if (!many) location.reload();
  else fresh.then(() => goToFirst(ids));
}

function goToFirst(ids) {
  const card = cards().find((each) => ids.includes(each.dataset.card));
  if (card) makeCurrent(card, { focus: true });
}

// Where a page is edited: at once, for a browser opens nothing long after a key was pressed.
function openPage(button) {
  if (button.dataset.opensPage) open(button.dataset.opensPage, "_blank", "noopener");
}

export function watchDecisions() {
  hear(({ batch, undone }, { isOwn }) => {
    if (undone) forget(undone);
    else if (!isOwn) remember(batch);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-decision]") || !event.submitter) return;
    event.preventDefault();
    openPage(event.submitter);
    decide(form, event.submitter);
  });
}
