// What one types on a card is kept in this browser until it is sent, and stands there when the card comes back.

const PREFIX = "moderation.draft.";
const DAYS = 3;
const FIELDS = "textarea[name], input[name]:not([type]), input[type=text][name]";

function keyOf(field) {
  const owner = field.closest("[data-draft], [data-card]");
  if (!owner) return null;
  const form = field.form?.getAttribute("action")?.split("?")[0] ?? "";
  return `${PREFIX}${owner.dataset.draft ?? owner.dataset.card} ${form} ${field.name}`;
}

function keep(field) {
  const key = keyOf(field);
  if (!key) return;
  try {
    if (field.value === field.defaultValue) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify([Date.now(), field.value]));
  } catch {
    // a full or forbidden store keeps nothing; the field itself still has it
  }
}

export function refill(root) {
  for (const field of root.querySelectorAll(FIELDS)) {
    const key = keyOf(field);
    const kept = key && read(key);
    if (!kept || field.value !== field.defaultValue) continue;
    field.value = kept;
    const folded = field.closest("details");
    if (folded) folded.open = true;
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key))?.[1] ?? "";
  } catch {
    return "";
  }
}

function forget(test) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && test(key)) localStorage.removeItem(key);
    }
  } catch {
    // nothing was kept
  }
}

// Everything that was typed about a submission has been sent, or is of no more use.
export function forgetDrafts(id) {
  forget((key) => key.startsWith(`${PREFIX}${id} `));
}

function isOld(key) {
  try {
    return Date.now() - JSON.parse(localStorage.getItem(key))[0] > DAYS * 86_400_000;
  } catch {
    return true;
  }
}

export function watchDrafts() {
  forget(isOld);
  refill(document);
  document.addEventListener("input", (event) => event.target.matches(FIELDS) && keep(event.target));
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[action$='/logout']")) forget(() => true);
  });
}
