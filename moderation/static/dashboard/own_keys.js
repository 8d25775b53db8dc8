// Letters of one's own take the place of everybody's: {everybody's: one's own} stands at the page.

const own = JSON.parse(document.documentElement.dataset.keys ?? "{}");
const everybodys = Object.fromEntries(Object.entries(own).map(([theirs, mine]) => [mine, theirs]));

// What a pressed letter means in everybody's letters; nothing where one's own has moved away.
export function meant(letter) {
  return everybodys[letter] ?? (letter in own ? "" : letter);
}

function relabel(root) {
  for (const hint of root.querySelectorAll("kbd:not([data-own])")) {
    hint.dataset.own = "";
    hint.textContent = hint.textContent.replace(/\b[a-z]$/, (letter) => own[letter] ?? letter);
  }
}

// Cards come and go; their hints show one's own letters too.
export function showOwnKeys() {
  if (!Object.keys(own).length) return;
  relabel(document);
  const look = (changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.querySelectorAll) relabel(node);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}
