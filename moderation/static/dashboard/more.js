// The next page joins the list below; what came in since is offered, and never pushes itself in.
import { makeCurrent } from "./cards.js";
import { prepare } from "./fold.js";
import { fetchFragment } from "./line.js";
import { fill, inNumbers, say } from "./say.js";
import { parse } from "./swap.js";

const EVERY = 30_000;

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
  const fresh = [...added.children];
  link.closest("[data-more]").replaceWith(added);
  for (const each of fresh) prepare(each);
  const first = fresh.find((each) => each.matches("[data-card]"));
  if (first) makeCurrent(first, { focus: true });
}

async function lookForNew(list) {
  if (document.hidden || document.querySelector("[data-show-new]")) return;
  const html = await fetchFragment(list.dataset.newUrl);
  if (html === null) return;
  const arrived = [...parse(html).querySelectorAll("[data-card]")].filter((card) => !document.getElementById(card.id));
  if (arrived.length > 0) offer(list, arrived);
}

function offer(list, arrived) {
  const told = say("new");
  fill(told, "data-kept", inNumbers(arrived.length));
  const isNewestFirst = list.dataset.order === "newest";
  isNewestFirst ? list.prepend(told) : list.append(told);
  told.querySelector("[data-show-new]").addEventListener("click", () => {
    const cards = isNewestFirst ? arrived.reverse() : arrived;
    document.querySelector(".empty")?.remove();
    told.replaceWith(...cards);
    for (const card of cards) prepare(card);
    makeCurrent(cards[0], { focus: true });
  });
}

export function watchMore() {
  document.addEventListener("click", showMore);
  const list = document.querySelector("[data-new-url]");
  const isWhole = () => list.dataset.order === "newest" || !document.querySelector("[data-more]");
  if (list) setInterval(() => isWhole() && lookForNew(list), EVERY);
}
