// The place of a mistake, shown to an editor who comes from the desk by a signed link.
import { fill } from "./form.js";
import { make, pageOf } from "./thread.js";
import { flatten, isTranslated, stage, wanted } from "./typos.js";

const mark = "#moderation-place=";
const name = "moderation-place";
const quiet = 700; // ms without a change: the page has built itself
const patience = 10000;

const languages = {
  en: {
    looking: "Looking for “{exact}”…",
    still_there: "The mistake is still here.",
    fixed: "Corrected: “{found}” stands here now.",
    changed: "Something else stands here now: “{found}”.",
    context_changed: "The text around the place has changed. Please look for yourself.",
    gone: "The passage is no longer on this page.",
    unseen: "The text of the article cannot be seen here.",
    should: "Should be: “{replacement}”.",
    old: "This link is no longer valid. Open the place from the desk again.",
    silent: "The service does not answer. Nothing was noted.",
    translated: "This is a translation. Switch to the original and load the page again.",
    close: "Close",
  },
  ru: {
    looking: "Ищем «{exact}»…",
    still_there: "Ошибка всё ещё здесь.",
    fixed: "Исправлено: теперь здесь «{found}».",
    changed: "Теперь здесь другое: «{found}».",
    context_changed: "Текст вокруг этого места изменился. Посмотрите сами.",
    gone: "Этого фрагмента на странице больше нет.",
    unseen: "Текст статьи здесь не виден.",
    should: "Как правильно: «{replacement}».",
    old: "Ссылка больше не действует. Откройте место из панели ещё раз.",
    silent: "Сервис не отвечает. Ничего не записано.",
    translated: "Это перевод. Вернитесь к оригиналу и загрузите страницу заново.",
    close: "Закрыть",
  },
  zh: {
    looking: "正在查找“{exact}”…",
    still_there: "错误仍在这里。",
    fixed: "已改正：此处现为“{found}”。",
    changed: "此处现为其他文字：“{found}”。",
    context_changed: "此处前后的文字已改动，请自行查看。",
    gone: "页面上已没有这段文字。",
    unseen: "此处看不到文章的正文。",
    should: "应为：“{replacement}”。",
    old: "此链接已失效。请从后台重新打开该位置。",
    silent: "服务没有响应，未作任何记录。",
    translated: "这是译文。请切换到原文并重新加载页面。",
    close: "关闭",
  },
};
let script, page, texts;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  ::highlight(${name}) { background-color: Mark; color: MarkText; text-decoration: underline 2px; }
  .note { align-items: center; box-sizing: border-box; display: flex; gap: 1em; }
  .note { inline-size: max-content; max-inline-size: calc(100% - 24px); }
  .note button { background: none; border: 1px solid; border-radius: 6px; }
  .note button { font: inherit; min-block-size: 44px; padding-inline: 1em; }
`);

async function ask(body) {
  // Old browsers leave the directive to us.
  const [token] = location.hash.slice(mark.length).split(":~:");
  const address = `${page.site}places/${token}`;
  const how = { method: body === undefined ? "GET" : "POST", body, credentials: "omit" };
  try {
    const answer = await fetch(address, how);
    if (answer.ok) return await answer.json();
    return { trouble: answer.status < 500 && body === undefined ? texts.old : texts.silent };
  } catch {
    return { trouble: texts.silent };
  }
}

async function tell(sentence, values = {}) {
  const isolated = Object.entries(values).map(([key, text]) => [key, `\u2068${text}\u2069`]);
  const close = make("button", { type: "button" }, texts.close);
  const words = make("span", { role: "status", dir: "auto", lang: page.lang });
  const note = make("div", { class: "hint note" }, words, close);
  await stage(note);
  note.getRootNode().adoptedStyleSheets.push(sheet);
  close.onclick = () => {
    note.getRootNode().host.remove();
    globalThis.CSS.highlights?.delete(name);
  };
  words.textContent = fill(sentence, Object.fromEntries(isolated));
}

// Pages that build themselves are read when they have done so.
async function settled() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  let timer, done;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(done, quiet);
  };
  const watcher = new MutationObserver(wait);
  await new Promise((resolve) => {
    done = resolve;
    wait();
    watcher.observe(document.body, { childList: true, subtree: true });
    setTimeout(done, patience);
  });
  watcher.disconnect();
}

// Each article of the page, and where its text begins in all of it.
function read() {
  const every = [...document.querySelectorAll(wanted(script))];
  const roots = every.filter((root) => !root.parentNode.closest?.(wanted(script)));
  let text = "";
  const parts = (roots.length ? roots : [document.body]).map((root) => {
    const part = { root, at: text.length };
    text += `${flatten(root, new Range()).text}\n`;
    return part;
  });
  return { text, parts };
}

function first(length, test) {
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

// The text node of a character, and where in it the character stands: sought by halves, since
// `flatten` tells how much text there is before any point.
function spot(root, index) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const before = (node, offset) => {
    const point = new Range();
    point.setStart(node, offset);
    point.collapse(true);
    return flatten(root, point).start;
  };
  const node = nodes[first(nodes.length, (nth) => before(nodes[nth], nodes[nth].length) > index)];
  return [node, first(node.length, (offset) => before(node, offset + 1) > index)];
}

// Without an answer, only what stands there once and letter by letter.
function unchanged({ exact, prefix, suffix }, text) {
  const whole = prefix + exact + suffix;
  const at = text.indexOf(whole);
  if (!exact || at < 0 || at !== text.lastIndexOf(whole)) return null;
  return [at + prefix.length, at + prefix.length + exact.length];
}

function rangeOf({ parts }, [start, end]) {
  const { root, at } = parts.findLast((part) => part.at <= start);
  const range = new Range();
  const [last, offset] = spot(root, end - 1 - at);
  range.setStart(...spot(root, start - at));
  range.setEnd(last, offset + 1);
  return range;
}

function paint(range) {
  const element = range.startContainer.parentNode;
  if (globalThis.CSS.highlights) {
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
    CSS.highlights.set(name, new Highlight(range));
  } else {
    element.style.outline = "3px solid Highlight";
  }
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { top, bottom } = range.getBoundingClientRect();
  scrollBy({ top: (top + bottom - innerHeight) / 2, behavior: "instant" });
}

// In code points, as the service counts, or in units, as the browser does.
function placeOf({ verdict = "still_there", place }, quote, text) {
  if (place) return place.map((points) => [...text].slice(0, points).join("").length);
  return verdict === "still_there" ? unchanged(quote, text) : null;
}

async function look() {
  if (!location.hash.startsWith(mark)) return null;
  const quote = await ask();
  if (quote.trouble) return tell(quote.trouble);
  await tell(texts.looking, { exact: quote.exact });
  await settled();
  if (isTranslated()) return tell(texts.translated);
  const article = read();
  const answer = await ask(article.text);
  const place = placeOf(answer, quote, article.text);
  if (place) paint(rangeOf(article, place));
  const { verdict, found = "", trouble } = answer;
  const { replacement } = quote;
  const should = verdict === "still_there" && replacement ? ` ${texts.should}` : "";
  return tell((trouble ?? texts[verdict] ?? texts.unseen) + should, { found, replacement });
}

export function show(from) {
  script = from;
  page = pageOf(null, script);
  texts = languages[page.lang];
  addEventListener("hashchange", look);
  look();
}
