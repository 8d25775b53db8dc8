// What a page includes.
(() => {
  const script = document.currentScript;
  const lives = new Map(); // undefined: unmounted
  const load = (name) => import(new URL(`widget/${name}.js`, script.src));

  function mount(element) {
    if (lives.get(element)) return;
    const life = new AbortController();
    lives.set(element, life);
    load("thread").then((thread) => thread.show(element, script, life.signal));
  }

  function unmount(element) {
    lives.get(element)?.abort();
    lives.set(element);
  }

  function follow() {
    for (const element of document.querySelectorAll("[data-moderation-thread]")) {
      if (!lives.has(element)) mount(element);
    }
    for (const element of lives.keys()) {
      if (element.isConnected) continue;
      unmount(element);
      lives.delete(element);
    }
  }

  if (window.moderation?.mount) return;
  window.moderation = { mount, unmount };
  new MutationObserver(follow).observe(document, { childList: true, subtree: true });
  follow();
  if (script.dataset.typos === "off") return;

  const report = (how, ...rest) => load("typos").then((typos) => typos[how](script, ...rest));
  const marked = () => !getSelection().isCollapsed && getSelection().getRangeAt(0).cloneRange();
  let touch;

  addEventListener("keydown", (event) => {
    const { keyCode, ctrlKey, metaKey, defaultPrevented } = event;
    if (keyCode !== 13 || ctrlKey === metaKey || defaultPrevented) return;
    report("press", marked(), event, event.composedPath());
  });
  addEventListener("click", (event) => {
    if (!event.composedPath().some((node) => node.matches?.("[data-moderation-typo]"))) return;
    event.preventDefault();
    report("open", marked(), true);
  });
  addEventListener("pointerdown", (event) => (touch = event.pointerType !== "mouse"), true);
  document.addEventListener("selectionchange", () => {
    if (touch && marked()) report("offer", marked());
  });
  if (/^#moderation-place/.test(location.hash)) load("place").then(({ show }) => show(script));
  try {
    if (localStorage["moderation.kept.typos"]) load("typos");
  } catch {}
})();
