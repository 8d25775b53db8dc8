// The next page joins the list below.
import { makeCurrent } from "./cards.js";
import { prepare } from "./fold.js";
import { fetchFragment } from "./line.js";
import { parse } from "./swap.js";

async function showMore(event) {
  const link = event.target.closest?.("[data-more] a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const html = await fetchFragment(link.href);
  if (html === null) {
    location.assign(link.href);
    return;
  }
  const added = parse(html);
  // What came in meanwhile and was shown may be met again on its own page.
  for (const card of [...added.querySelectorAll("[data-card]")]) {
    if (document.getElementById(card.id)) card.remove();
  }
  const fresh = [...added.children];
  link.closest("[data-more]").replaceWith(added);
  for (const each of fresh) prepare(each);
  const first = fresh.find((each) => each.matches("[data-card]"));
  if (first) makeCurrent(first, { focus: true });
}

export function watchMore() {
  document.addEventListener("click", showMore);
}
