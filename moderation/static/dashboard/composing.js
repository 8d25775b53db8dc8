// Editing and replying in the card itself; what is typed stays until it is sent.
import { forgetDrafts, refill } from "./drafts.js";
import { fetchFragment } from "./line.js";
import { parse } from "./swap.js";

async function open(link) {
  const card = link.closest("[data-card]");
  const there = card.querySelector("[data-compose]");
  if (there?.dataset.compose === link.dataset.composes) return there.querySelector("textarea").focus();
  const html = await fetchFragment(link.href);
  const form = html && parse(html).querySelector("[data-compose]");
  if (!form) return location.assign(link.href);
  link.closest("details[data-menu]")?.removeAttribute("open");
  there?.remove();
  card.querySelector(".card-text").after(form);
  refill(form);
  focusEnd(form.querySelector("textarea"));
  form.scrollIntoView({ block: "nearest" });
}

function focusEnd(field) {
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

function close(form) {
  const card = form.closest("[data-card]");
  if (!card) return;
  form.remove();
  card.focus({ preventScroll: true });
}

// A canned answer joins what is typed, at the cursor.
function insert(link) {
  const field = link.closest("form").elements.source;
  field.setRangeText(link.dataset.canned, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function press(event) {
  const form = event.target.closest?.("[data-compose]");
  if (!form || event.isComposing) return;
  if (isSending(event, form)) form.querySelector("[data-send]").click();
  else if (event.key === "Escape") form.querySelector("[data-cancel]").click();
  else if (event.altKey && /^Digit[1-9]$/.test(event.code)) form.querySelector(`[data-digit="${event.code.at(-1)}"]`)?.click();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// Enter alone sends a correction, which is a word or two; Shift Enter is a new line.
function isSending(event, form) {
  if (event.key !== "Enter") return false;
  const isShort = form.dataset.compose === "correction" && event.target.matches("textarea") && !event.shiftKey;
  return isShort || event.ctrlKey || event.metaKey;
}

function follow(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.("[data-card] a[data-composes], [data-card] [data-compose] a[data-cancel], a[data-canned]");
  if (!link) return;
  event.preventDefault();
  if (link.dataset.composes) open(link);
  else if (link.matches("[data-canned]")) insert(link);
  else close(link.closest("[data-compose]"));
}

// With approval, and as a reply, it is a decision like any other; an edit alone leaves the card where it is.
function sort(event) {
  const form = event.target.closest?.("[data-card] [data-compose]");
  if (!form) return;
  const decides = form.dataset.compose === "reply" || event.submitter?.name === "approves";
  form.toggleAttribute("data-decision", decides);
  form.toggleAttribute("data-swap", !decides);
  if (!decides) forgetDrafts(form.closest("[data-card]").dataset.card);
}

function watchComposing() {
  document.addEventListener("click", follow);
  document.addEventListener("keydown", press, { capture: true });
  document.addEventListener("submit", sort, { capture: true });
}

watchComposing(); // a page without cards runs it too
