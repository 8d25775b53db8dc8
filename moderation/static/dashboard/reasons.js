// The reasons' menu: Shift and a verb opens it, a digit or some words of one's own decide.

export function openReasons(verb) {
  const kind = verb.closest("[data-card]")?.dataset.kind ?? "comment"; // of many there is no one kind
  const menu = document.getElementById(`reason-menu-${kind}`);
  if (!menu || verb.closest("[hidden]")) return;
  menu.returnValue = "";
  menu.querySelector("[data-verb]").textContent = verb.firstChild.textContent.trim();
  menu.addEventListener("close", () => decideWith(verb, menu), { once: true });
  menu.showModal();
}

function decideWith(verb, menu) {
  const own = menu.querySelector("input[name=own]");
  const reason = menu.returnValue === "own" ? own.value : menu.returnValue;
  own.value = "";
  if (!menu.returnValue) return;
  verb.form.elements.reason.value = reason;
  verb.click();
}

function pressDigit(event) {
  const menu = event.target.closest?.("dialog.reasons[open]");
  if (!menu || event.target.matches("input") || !/^[0-9]$/.test(event.key)) return;
  menu.querySelector(`[data-digit="${event.key}"]`)?.click();
}

// Enter in the field means its own words, not the first button of the form.
function enterOwn(event) {
  if (event.key !== "Enter" || !event.target.matches?.("dialog.reasons input")) return;
  event.preventDefault();
  event.target.form.querySelector("[data-own]").click();
}

export function watchReasons() {
  document.addEventListener("keydown", pressDigit);
  document.addEventListener("keydown", enterOwn);
}
