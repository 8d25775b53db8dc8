// Which card is the current one, and which comes next.

const UNDECIDED = "[data-waiting]:not([data-sent])";
const TAP = 500; // ms in which what a finger pressed is clicked
const UNTOUCHED = ":not([data-sent], [data-touched])";

export function cards() {
  return [...document.querySelectorAll("[data-cards] > [data-card]")];
}

// In deal mode one card is shown, or none; the others stand by unseen.
export function isDealt() {
  return document.querySelector("[data-deal]") !== null;
}

export function current() {
  const marked = document.querySelector("[data-card][aria-current]");
  return marked ?? (isDealt() ? null : cards()[0]) ?? null;
}

export function makeCurrent(card, { focus = false } = {}) {
  for (const other of document.querySelectorAll("[data-card][aria-current]")) {
    if (other !== card) other.removeAttribute("aria-current");
  }
  const wasCurrent = card.hasAttribute("aria-current");
  card.setAttribute("aria-current", "true");
  if (!wasCurrent) card.dispatchEvent(new Event("current", { bubbles: true }));
  if (focus) {
    card.focus({ preventScroll: true });
    bringIntoView(card);
  }
}

// Nothing moves while the card can be seen whole.
function bringIntoView(card) {
  const { top, bottom, height } = card.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) return;
  card.scrollIntoView({ block: height > innerHeight || top < 0 ? "start" : "nearest" });
}

export function step(by) {
  const all = cards();
  const place = current() ? all.indexOf(current()) : all.length;
  const card = all[Math.min(Math.max(place + by, 0), all.length - 1)];
  if (card) makeCurrent(card, { focus: true });
}

// After a decision: the next one below that asks for the same, else the way to more, else the end.
export function goOnFrom(card) {
  if (isDealt()) {
    card.dispatchEvent(new Event("over", { bubbles: true })); // deal.js knows what comes next
    return;
  }
  const wanted = card.hasAttribute("data-waiting") ? UNDECIDED : UNTOUCHED;
  const after = cards().slice(cards().indexOf(card) + 1);
  const next = after.find((other) => other.matches(wanted));
  if (next) return makeCurrent(next, { focus: true });
  (document.querySelector("[data-more] a, [data-end]") ?? card).focus();
}

export function watchCurrent() {
  const take = (event) => {
    const card = event.target.closest?.("[data-card]");
    if (card?.isConnected) makeCurrent(card);
  };
  // Its verbs come to the bottom of a phone: never before a tap is over, or it presses them.
  let touched = -TAP;
  const isTapped = (event) => event.timeStamp - touched < TAP;
  const touch = (event) => event.pointerType === "touch" && (touched = event.timeStamp);
  for (const name of ["pointerdown", "pointerup"]) document.addEventListener(name, touch);
  for (const name of ["focusin", "pointerdown"]) document.addEventListener(name, (event) => isTapped(event) || take(event));
  document.addEventListener("click", take);
  const marked = cards().find((card) => location.hash === `#${card.id}`);
  const first = marked ?? cards()[0];
  if (first) makeCurrent(first, { focus: Boolean(marked) });
}
