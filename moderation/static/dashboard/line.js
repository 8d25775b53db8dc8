// The line to the server: what cannot go now is kept, said, and sent again.
import { fill, inNumbers, say } from "./say.js";

const RETRY = 5_000;
const AGAIN = new Set([429, 502, 503, 504]);

const kept = new Set(); // jobs that have not been answered for lack of a line or a sign-in
let lostAt = null;
let bar = null;
let timer = null;

export class Kept {
  constructor(form, body) {
    this.url = form.action;
    this.body = body;
    this.withdrawn = false;
  }

  // The answer, however long it takes; null when the moderator has taken the job back.
  answer() {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.send();
    });
  }

  async send() {
    if (this.withdrawn || this.isOnItsWay) return;
    this.isOnItsWay = true; // the line may come back, the clock and a press may ask, all at once
    const answer = await post(this.url, this.body);
    this.isOnItsWay = false;
    if (answer.offline || answer.status === 401 || AGAIN.has(answer.status)) {
      return keep(this, answer.status === 401);
    }
    if (answer.status === 400 && answer.html.includes('"csrf"')) {
      const token = await freshToken();
      if (token === null) return keep(this, true);
      if (token !== this.body.get("csrf_token")) {
        useToken(token, this.body);
        return this.send();
      }
    }
    letGo(this);
    this.resolve(answer);
  }

  withdraw() {
    this.withdrawn = true;
    letGo(this);
    this.resolve(null);
  }
}

export function lastKept() {
  return [...kept].at(-1) ?? null;
}

export async function fetchFragment(url) {
  try {
    const response = await fetch(url, { headers: { "X-Fragment": "1" } });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

export async function post(url, body) {
  try {
    const headers = { "X-Fragment": "1" };
    const response = await fetch(url, { method: "POST", body, headers, keepalive: true });
    return { status: response.status, html: await response.text() };
  } catch {
    return { offline: true };
  }
}

// A new sign-in brings a new token: that of the page as it would be now; null when signed out.
async function freshToken() {
  try {
    const response = await fetch(location.href);
    if (!response.ok || response.redirected) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("[data-undo-last] input[name=csrf_token]")?.value ?? null;
  } catch {
    return null;
  }
}

function useToken(token, body) {
  body.set("csrf_token", token);
  for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token;
}

// The pulse of the desk found the line cut, the session over, or all well again.
export function lose(signedOut) {
  lostAt ??= new Date();
  show(signedOut ? "signed-out" : "offline");
}

export function regain() {
  if (kept.size > 0) return sendKept();
  lostAt = null;
  bar?.remove();
  bar = null;
}

function keep(job, signedOut) {
  kept.add(job);
  lostAt ??= new Date();
  show(signedOut ? "signed-out" : "offline");
  clearTimeout(timer);
  if (!signedOut) timer = setTimeout(sendKept, RETRY);
}

function letGo(job) {
  kept.delete(job);
  if (kept.size === 0) {
    lostAt = null;
    bar?.remove();
    bar = null;
  } else {
    count();
  }
}

function sendKept() {
  for (const job of kept) job.send();
}

function show(name) {
  if (bar?.dataset.name !== name) {
    bar?.remove();
    bar = say(name);
    bar.dataset.name = name;
    bar.querySelector("[data-retry]").addEventListener("click", retry);
    document.body.append(bar);
  }
  fill(bar, "data-since", lostAt.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  count();
}

function retry() {
  sendKept();
  document.dispatchEvent(new Event("desk:retry"));
}

function count() {
  if (!bar) return;
  fill(bar, "data-kept", inNumbers(kept.size));
  bar.querySelector("[data-some-kept]").hidden = kept.size === 0;
}

addEventListener("online", sendKept);
addEventListener("beforeunload", (event) => {
  if (kept.size > 0) event.preventDefault();
});
