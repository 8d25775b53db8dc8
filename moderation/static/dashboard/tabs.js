// What one tab of the desk does the others learn at once; so do the scripts of the same tab.

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`desk ${location.pathname.split("/dashboard")[0]}`) : null;
const listeners = new Set();

// `news`: the `ids` that were decided, their `batch`, or the batch that was `undone`.
export function tell(news) {
  channel?.postMessage(news);
  for (const listener of listeners) listener(news, { isOwn: true });
}

export function hear(listener) {
  listeners.add(listener);
}

channel?.addEventListener("message", (event) => {
  for (const listener of listeners) listener(event.data, { isOwn: false });
});
