// A decision shows at once and the next card is current; a refusal that comes late goes to the tray.
import { goOnFrom, makeCurrent } from "./cards.js";
import { countDown, countUp } from "./counts.js";
import { Kept, lastKept } from "./line.js";
import { say } from "./say.js";
import { hasCard, place } from "./swap.js";
import { announce, tellOf, toTray } from "./tray.js";

const underWay = new Set();
const mine = []; // the cards decided here, in the order of the keys; answers may overtake each other

async function decide(form, button) {
  const card = form.closest("[data-card]");
  if (card.hasAttribute("data-sent")) return;
  const body = new URLSearchParams(new FormData(form, button));
  const job = new Kept(form, body);
  job.card = card;
  mine.push(card.id);
  showSent(card, button.dataset.done);
  announce(button.dataset.done);
  goOnFrom(card);
  const answer = job.answer();
  underWay.add(answer);
  settle(card, await answer);
  underWay.delete(answer);
}

function settle(card, answer) {
  if (answer?.status !== 201 && answer?.status !== 200) mine.splice(mine.indexOf(card.id), 1);
  if (answer && hasCard(answer)) {
    const [fresh] = place(answer.html);
    if (answer.status > 299) refuse(card, fresh);
    return;
  }
  takeBack(card);
  if (answer) toTray(say("failed"));
}

function refuse(stale, fresh) {
  if (!fresh) return;
  if (fresh.hasAttribute("data-waiting")) countUp(fresh.dataset.kind);
  tellOf(fresh);
}

function showSent(card, done) {
  card.style.minBlockSize = `${card.offsetHeight}px`;
  card.toggleAttribute("data-sent", true);
  if (card.hasAttribute("data-waiting")) countDown(card.dataset.kind);
  const outcome = say("sending");
  outcome.querySelector("[data-done]").textContent = done;
  for (const part of card.querySelectorAll(".card-foot > *")) part.hidden = true;
  card.querySelector(".card-foot").append(outcome);
}

function takeBack(card) {
  card.toggleAttribute("data-sent", false);
  card.querySelector("[data-sending]")?.remove();
  for (const part of card.querySelectorAll(".card-foot > *")) part.hidden = false;
  if (card.hasAttribute("data-waiting")) countUp(card.dataset.kind);
}

// The batch of my last decision on this page that stands; none once they are all taken back.
function lastBatch() {
  while (mine.length > 0) {
    const card = document.getElementById(mine.pop());
    const batch = card?.querySelector("input[name=batch]")?.value;
    if (batch) return batch;
  }
  return null;
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
  else showUndone(answer);
}

function showUndone(answer) {
  const placed = place(answer.html);
  for (const card of placed) {
    if (answer.status > 299) tellOf(card);
    else if (card.hasAttribute("data-waiting")) countUp(card.dataset.kind);
  }
  if (placed.length > 0) makeCurrent(placed[0], { focus: true });
  else location.reload();
}

export function watchDecisions() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-decision]") || !event.submitter) return;
    event.preventDefault();
    decide(form, event.submitter);
  });
}
