// The reasons at hand: in the menu that Shift and a verb opens, and below the field in a card.

const listOf = (field) => document.getElementById(field.dataset.list ?? field.getAttribute("list")) ?? document.getElementById("reasons-comment");

// One button for each reason of a list; the first nine carry a digit where one can press it.
function rowsOf(list, type) {
  const rowShape = document.querySelector("[data-reason-row]").content;
  return [...list.options].map((option, at) => {
    const row = rowShape.cloneNode(true).firstElementChild;
    const button = row.querySelector("button");
    button.type = type;
    button.value = option.value;
    row.querySelector("[data-title]").textContent = option.label;
    row.querySelector(".reason-text").lang = option.lang;
    if (option.label !== option.value) {
      row.querySelector("[data-text]").textContent = option.value;
      row.querySelector("[data-text]").hidden = false;
    }
    if (type === "submit" && at < 9) {
      button.dataset.digit = at + 1;
      row.querySelector("kbd").textContent = at + 1;
      row.querySelector("kbd").hidden = false;
    }
    return row;
  });
}

// What is selected may have one list in common, which is closer than that of the bar.
function fieldOf(verb) {
  const own = verb.form.elements.reason;
  if (!verb.form.matches("[data-selection]")) return own;
  const chosen = [...document.querySelectorAll("[data-cards] [data-select]:checked")].map((box) => box.closest("[data-card]")?.querySelector("[data-reason] input"));
  const lists = new Set(chosen.map((field) => field?.getAttribute("list")));
  return lists.size === 1 && chosen[0] ? chosen[0] : own;
}

export function openReasons(verb) {
  const menu = document.getElementById("reason-menu");
  const field = verb.form?.elements.reason;
  if (!menu || !field || verb.closest("[hidden]")) return;
  menu.returnValue = "";
  menu.querySelector("[data-verb]").textContent = verb.firstChild.textContent.trim();
  menu.querySelector("[data-reason-rows]").replaceChildren(...rowsOf(listOf(fieldOf(verb)), "submit"));
  menu.querySelector("input[name=own]").value = field.value;
  showTicks(menu, verb);
  menu.addEventListener("close", () => decideWith(verb, menu), { once: true });
  menu.showModal();
  menu.querySelector("[data-reason-rows] button")?.focus();
}

// What else a reason may do stands in the card's form, and here beside the reasons.
function showTicks(menu, verb) {
  const wanted = verb.value === "reject" ? verb.form.querySelectorAll("[data-reason-tick]") : [];
  const ticks = [...wanted].map((tick) => tick.cloneNode(true));
  menu.querySelector("[data-ticks]").replaceChildren(...ticks);
}

function takeTicks(menu, form) {
  for (const tick of menu.querySelectorAll("[data-ticks] input")) {
    form.querySelector(`[data-reason-tick] input[name="${tick.name}"]`).checked = tick.checked;
  }
}

function decideWith(verb, menu) {
  const own = menu.querySelector("input[name=own]").value;
  if (!menu.returnValue) return;
  takeTicks(menu, verb.form);
  const field = verb.form.elements.reason;
  field.value = menu.returnValue === "own" ? own : menu.returnValue;
  field.dispatchEvent(new Event("input", { bubbles: true })); // kept until it is sent
  verb.click();
}

// With Shift the next reader is answered so, where that can be.
function pressDigit(event) {
  const menu = event.target.closest?.("dialog.reasons[open]");
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1] ?? (/^[1-9]$/.test(event.key) ? event.key : "");
  if (!menu || !digit || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox])")) return;
  const answers = menu.querySelector("[data-ticks] input[name=answers]");
  if (event.shiftKey && !answers) return;
  if (event.shiftKey) answers.checked = true;
  menu.querySelector(`[data-digit="${digit}"]`)?.click();
}

// Enter in the field means its own words, not the first button of the form.
function enterOwn(event) {
  if (event.key !== "Enter" || !event.target.matches?.("dialog.reasons input")) return;
  event.preventDefault();
  event.target.form.querySelector("[data-own]").click();
}

// Where a site asks for a reason, rejecting without one asks for it.
function askWhy(event) {
  const verb = event.target.closest?.("[data-reason-required] button[value=reject]");
  if (!verb?.form?.elements.reason || verb.form.elements.reason.value.trim()) return;
  event.preventDefault();
  event.stopPropagation();
  openReasons(verb);
}

// The card's own field shows what it offers, for fingers too.
function showOffers(event) {
  const details = event.target;
  if (!details.matches?.("details[data-reason][open]")) return;
  const field = details.querySelector("input");
  const rows = details.querySelector("[data-reason-rows]");
  if (rows.childElementCount === 0) rows.append(...rowsOf(listOf(field), "button"));
  field.focus({ preventScroll: true });
}

function choose(event) {
  const button = event.target.closest?.("details[data-reason] [data-reason-rows] button");
  if (!button) return;
  const details = button.closest("details");
  details.querySelector("input").value = button.value;
  details.open = false;
  (button.form.querySelector("button[value=reject]") ?? details.querySelector("summary")).focus();
}

export function watchReasons() {
  document.addEventListener("keydown", pressDigit);
  document.addEventListener("keydown", enterOwn);
  document.addEventListener("click", askWhy, { capture: true });
  document.addEventListener("toggle", showOffers, { capture: true });
  document.addEventListener("click", choose);
}
