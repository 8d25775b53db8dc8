// A link marked data-asks opens its form in a dialog here instead of on a page of its own.
import { current } from "./cards.js";
import { refill } from "./drafts.js";
import { fetchFragment } from "./line.js";
import { parse } from "./swap.js";

let dialog = null;

async function ask(link) {
  const html = await fetchFragment(link.href);
  const form = html && parse(html).querySelector("form");
  if (!form) return location.assign(link.href);
  dialog?.remove();
  dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-label", link.firstChild?.nextSibling?.textContent?.trim() || link.textContent.trim());
  dialog.append(form);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    current()?.focus({ preventScroll: true });
  });
  dialog.showModal();
  refill(dialog);
}

// A digit chooses, and the words come next; where there are none to come, that is all.
function choose(event) {
  const form = event.target.closest?.("dialog.ask form");
  if (!form || event.target.matches("input:not([type=radio]), textarea") || !/^[0-9]$/.test(event.key)) return;
  const choice = form.querySelector(`[data-digit="${event.key}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  if (form.matches("[data-at-once]")) form.requestSubmit();
  else form.querySelector("input:not([type]), textarea")?.focus();
}

export function watchAsking() {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest?.("a[data-asks]");
    const closer = event.target.closest?.("dialog.ask [data-closes]");
    if (!link && !closer) return;
    event.preventDefault();
    if (link) ask(link);
    else dialog.close();
  });
  document.addEventListener("keydown", choose);
  document.addEventListener("submit", (event) => {
    if (dialog?.contains(event.target)) setTimeout(() => dialog.close());
  });
}
