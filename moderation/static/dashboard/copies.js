// What is to be copied goes to the clipboard as it is, with every sign; the button says when it is there.
import { say } from "./say.js";
import { announce } from "./tray.js";

const SHOWN = 1_500;

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const told = say("copied");
  announce(told.textContent);
  button.querySelector(".copied")?.remove();
  button.append(told);
  setTimeout(() => told.remove(), SHOWN);
}

function show(root) {
  for (const row of root.querySelectorAll("[data-copies][hidden]")) row.hidden = false;
}

// Without a clipboard, as on a page that is not https, the buttons stay away.
export function watchCopies() {
  if (!navigator.clipboard) return;
  show(document);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.querySelectorAll) show(node);
    }
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (button) copy(button);
  });
}
