// Further parts of a long thread.
import { enliven, get, make, parse, reveal, sought } from "./thread.js";

const UNASKED = 3; // parts that scrolling brings before the reader has to ask again
const gone = ".thread-gone"; // says that what was sought is not public

const listIn = (holder) => holder.querySelector(":scope > ol");

// The lines before and after a list that lead on.
function linesBeside(list) {
  const beside = [list?.previousElementSibling, list?.nextElementSibling];
  return beside.map((line) => (line?.matches(".thread-more") ? line : null));
}

function say(thread, text) {
  if (!thread.status) {
    thread.status = make("p", { role: "status" });
    Object.assign(thread.status.style, { position: "absolute", clipPath: "inset(50%)" });
    thread.section.append(thread.status);
  }
  thread.status.textContent = text;
}

// The next part goes where its link stood; the first of what is new.
async function load(thread, link) {
  const line = link.parentNode;
  const holder = line.parentNode;
  const list = listIn(holder);
  const isBefore = linesBeside(list)[0] === line;
  const answer = await fetch(`${link.href}&fragment=1`, { credentials: "omit" });
  if (!answer.ok || !line.isConnected) return null;
  const part = parse(await answer.text());
  const from = listIn(holder === thread.section ? part : part.querySelector(".comments > li"));
  const items = [...(from?.children ?? [])];
  const [earlier, later] = linesBeside(from);
  const every = [...(from?.querySelectorAll(".comment") ?? [])];
  for (const { id } of every) holder.querySelector(`#${id}`)?.remove(); // sent from here meanwhile
  if (isBefore) list.prepend(...items);
  else list.append(...items);
  line.replaceWith((isBefore ? earlier : later) ?? "");
  for (const item of items) enliven(item, thread.page);
  say(thread, `${link.textContent}: +${every.length}`);
  return items[0];
}

// One at a time, however often it is pressed; offline the link stays.
function bring(thread, link) {
  thread.coming ??= load(thread, link)
    .catch(() => null)
    .finally(() => (thread.coming = null));
  return thread.coming;
}

export async function press(thread, link) {
  const first = await bring(thread, link);
  if (first) reveal(first);
  follow(thread);
}

// A few parts come as the reader nears the end; the foot of the page stays within reach.
export function follow(thread, left = UNASKED) {
  const { section, life } = thread;
  const [, line] = linesBeside(listIn(section));
  thread.watch?.disconnect();
  if (!line || !left) return;
  thread.watch = new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    thread.watch.disconnect();
    const link = line.firstElementChild;
    const isFocused = link.matches(":focus");
    const first = await bring(thread, link);
    if (first && isFocused) reveal(first);
    if (!life.aborted) follow(thread, first ? left - 1 : 0);
  }, { rootMargin: "50%" });
  thread.watch.observe(line);
}

// The part in which a comment stands takes the place of what is shown; a form keeps its text.
async function turn(thread) {
  const { page, section } = thread;
  const answer = await get(page, "thread", sought());
  const part = parse(await answer.text());
  (await thread.comment)?.move();
  const list = listIn(section);
  const next = listIn(part);
  for (const line of [...linesBeside(list), section.querySelector(gone)]) line?.remove();
  const lines = linesBeside(next);
  next.append(...section.querySelectorAll(":scope > ol > .comment-waiting"));
  list.replaceWith(...[part.querySelector(gone), lines[0], next, lines[1]].filter(Boolean));
  enliven(next, page);
}

export async function seek(thread) {
  const find = (what) => thread.section.querySelector(what);
  const comment = `#comment-${sought().comment}`;
  if (!find(comment)) await turn(thread);
  const found = find(comment) ?? find(gone);
  if (found) reveal(found);
  follow(thread);
}
