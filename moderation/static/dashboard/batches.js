// One verb for all that is selected: what came of it stands in the bar, item by item where it did not.
import { cards, goOnFrom } from "./cards.js";
import { remember } from "./decide.js";
import { Kept } from "./line.js";
import { onScreen, refresh } from "./refresh.js";
import { fill, inNumbers, say } from "./say.js";
import { chosenAll, clearSelection, ticked } from "./select.js";
import { parse } from "./swap.js";
import { hear, tell } from "./tabs.js";
import { showTimes } from "./times.js";
import { announce, toTray } from "./tray.js";

async function sendBatch(form, button) {
  if (form.hasAttribute("data-sending")) return;
  const body = new URLSearchParams(new FormData(form, button));
  const isBar = form.matches("[data-selection]");
  const all = isBar ? chosenAll() : null;
  if (all) {
    body.delete("item");
    body.delete("fold");
    body.set("selection", all.id);
  }
  const sent = markSent(body, all);
  sayDeciding(form, all?.rows ?? body.getAll("item").length);
  const answer = await new Kept(form, body).answer();
  form.toggleAttribute("data-sending", false);
  for (const card of sent) card.toggleAttribute("data-sent", false);
  if (answer) settle(form, sent, answer);
}

// The cards it is about cannot be decided a second time meanwhile.
function markSent(body, all) {
  const ids = body.getAll("item").map((item) => item.split(":")[0]);
  const about = all ? cards().filter((card) => card.querySelector(".card-head [data-select]:checked")) : ids.map(onScreen).filter(Boolean);
  for (const card of about) card.toggleAttribute("data-sent", true);
  return about;
}

function sayDeciding(form, number) {
  form.toggleAttribute("data-sending", true);
  const told = say("deciding");
  fill(told, "data-number", inNumbers(number));
  announce(told.textContent);
  show(told);
}

function show(element) {
  const place = document.querySelector("[data-batch-result]");
  if (!place) return;
  place.replaceChildren(element);
  place.hidden = false;
}

function shownBatch() {
  return document.querySelector("[data-batch-result] [data-batch]")?.dataset.batch;
}

function hide() {
  const place = document.querySelector("[data-batch-result]");
  if (!place) return;
  place.hidden = true;
  place.replaceChildren();
}

async function settle(form, sent, answer) {
  const part = parse(answer.html);
  const result = part.querySelector("[data-batch]");
  const problem = part.querySelector("[data-problem]");
  if (!result) {
    hide();
    if (problem) toTray(problem);
    else toTray(say("failed"));
    return;
  }
  const ids = [result.dataset.ids, result.dataset.refused].flatMap((list) => list.split(" ").filter(Boolean));
  const last = sent.at(-1);
  form.reset();
  clearSelection();
  result.append(say("close"));
  show(result);
  showTimes(result);
  for (const line of result.querySelectorAll("[data-missing]")) showGone(onScreen(line.dataset.missing), line.textContent);
  announce(result.querySelector(".batch-line").textContent.replace(/\s+/g, " ").trim());
  remember(result.dataset.batch);
  tell({ ids, batch: result.dataset.batch });
  await refresh(ids);
  if (last && shownBatch() === result.dataset.batch) goOnFrom(onScreen(last.dataset.card));
}

// A card that is not to be found any more keeps its place and says so.
function showGone(card, words) {
  if (!card) return;
  const outcome = say("sending");
  outcome.querySelector("[data-done]").textContent = words;
  for (const part of card.querySelectorAll(".card-foot > *, .card-head [data-select]")) part.hidden = true;
  card.querySelector(".card-foot").append(outcome);
  card.removeAttribute("data-waiting");
}

// Undo in the bar: the same as z, for this batch.
async function undoBatch(form) {
  const answer = await new Kept(form, new URLSearchParams(new FormData(form))).answer();
  const many = answer && parse(answer.html).querySelector("[data-taken-back]");
  const one = answer && parse(answer.html).querySelector("[data-card]");
  hide();
  if (!many && !one) return toTray(say("failed"));
  const ids = many ? many.dataset.ids.split(" ") : [one.dataset.card];
  if (many) toTray(many);
  tell({ ids, undone: form.elements.batch.value });
  await refresh(ids);
}

export function watchBatches() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-selection], form[data-batch-form]") && event.submitter) {
      event.preventDefault();
      if (form.matches("[data-selection]") && !chosenAll() && ticked().length === 0) return;
      sendBatch(form, event.submitter);
    } else if (form.matches("form[data-undo-batch]")) {
      event.preventDefault();
      undoBatch(form);
    }
  });
  document.addEventListener("click", (event) => event.target.closest?.("[data-close-result]") && hide());
  document.addEventListener("desk:selecting", hide);
  hear(({ undone }) => undone && undone === shownBatch() && hide());
}
