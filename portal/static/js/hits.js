/* Keys walk through the results of a search; Enter opens the one in focus, as links do. */
(() => {
  "use strict";

  const KEYS_OFF = "portal-keys-off";
  const areKeysOff = () => {
    try {
      return localStorage.getItem(KEYS_OFF) === "1";
    } catch {
      return false;
    }
  };

  /* j and k walk from anywhere, the arrows once a result has the focus: until then they
     scroll the page, as everywhere. */
  const walkHits = (hits) => {
    const links = [...hits.querySelectorAll("a[data-hit]")];
    const steps = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
    document.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target.matches("input, textarea, select, [contenteditable]")) return;
      if (document.querySelector("dialog[open]")) return;
      const place = links.indexOf(document.activeElement);
      const isLetter = event.key.length === 1;
      if (isLetter ? areKeysOff() : place < 0) return;
      event.preventDefault();
      const next = place < 0 && step < 0 ? links.length - 1 : place + step;
      links[Math.min(Math.max(next, 0), links.length - 1)].focus();
    });
  };

  for (const hits of document.querySelectorAll("[data-hits]")) walkHits(hits);
})();
