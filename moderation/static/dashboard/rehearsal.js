// While the worker looks for what a rule would have caught, its page asks how far that has come.
import { parse } from "./swap.js";

const PAUSE = 1500; // milliseconds between two looks
const MOST = 200; // looks; after that the link to reload is left

async function look(times) {
  const stale = document.querySelector("[data-looking]");
  if (!stale || times > MOST) return;
  const fresh = document.hidden ? null : await section();
  if (fresh && !stale.contains(document.activeElement)) stale.replaceWith(fresh);
  setTimeout(look, PAUSE, times + 1);
}

async function section() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    return answer.ok ? parse(await answer.text()).querySelector("[data-rehearsal]") : null;
  } catch {
    return null; // offline: the next look may succeed
  }
}

setTimeout(look, PAUSE / 3, 0);
