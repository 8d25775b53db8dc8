// What is folded under a card opens below it; to approve one has to look first.
import { fetchFragment } from "./line.js";
import { prepare } from "./fold.js";
import { parse } from "./swap.js";

async function look(link) {
  const row = link.closest("[data-card]").querySelector("[data-fold-row]");
  const open = row.parentElement.querySelector(":scope > [data-alike-list]");
  if (open && link.closest("[data-fold-row]")) return close(row, open);
  if (open) return open.querySelector("button[value=approve]")?.focus();
  const html = await fetchFragment(link.href);
  if (html === null) return location.assign(link.href);
  const list = parse(html).querySelector("[data-alike-list]");
  row.after(list);
  prepare(list);
  row.querySelector("[data-look]").setAttribute("aria-expanded", "true");
  list.tabIndex = -1;
  list.focus({ preventScroll: true });
}

function close(row, list) {
  list.remove();
  row.querySelector("[data-look]").setAttribute("aria-expanded", "false");
}

async function lookOn(link) {
  const html = await fetchFragment(link.href);
  if (html === null) return location.assign(link.href);
  const list = parse(html).querySelector("[data-alike-list]");
  prepare(list);
  link.closest("p").replaceWith(...list.children);
}

export function watchAlike() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-card] :is([data-look], [data-look-on])");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.matches("[data-look]") ? look(link) : lookOn(link);
  });
}
