// "5 min ago" beside every moment, kept true; the exact local time on hover and focus.

const STEPS = [
  [60, "second", 1],
  [3600, "minute", 60],
  [86400, "hour", 3600],
  [30 * 86400, "day", 86400],
  [365 * 86400, "month", 30 * 86400],
  [Infinity, "year", 365 * 86400],
];

const language = document.documentElement.lang || "en";
const ago = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" });

const printed = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
const SOON = 2 * 86_400_000;

// What is to come later than tomorrow has its date: "next month" says too little.
export function inWords(moment, now = Date.now()) {
  if (moment - now > SOON) return day.format(moment);
  const seconds = Math.round((moment - now) / 1000);
  const [, unit, size] = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  return ago.format(Math.trunc(seconds / size), unit);
}

// How long it has lasted: "42 min", for what is old rather than ago.
export function length(seconds) {
  const [, unit, size] = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  const long = { style: "unit", unit, unitDisplay: "short" };
  return new Intl.NumberFormat(language, long).format(Math.trunc(seconds / size));
}

// On paper "5 min ago" is soon untrue: the exact time is printed.
function showExact(root) {
  for (const time of root.querySelectorAll("time[data-ago], time[data-age]")) {
    time.textContent = printed.format(new Date(time.dateTime));
  }
}

export function showTimes(root) {
  for (const time of root.querySelectorAll("time[data-age]")) {
    time.textContent = length((Date.now() - new Date(time.dateTime)) / 1000);
  }
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const moment = new Date(time.dateTime);
    time.textContent = inWords(moment.getTime());
    time.title = exact.format(moment);
  }
}

export function startTimes(root) {
  showTimes(root);
  addEventListener("beforeprint", () => showExact(root));
  addEventListener("afterprint", () => showTimes(root));
  setInterval(() => showTimes(root), 30_000);
}
