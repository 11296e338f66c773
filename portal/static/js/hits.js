/* Keys walk through the rows of a list; Enter opens the one in focus, as links do, and x
   marks it where rows can be chosen. */
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

  const isTyping = (target) =>
    target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const isOurs = (event) =>
    !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing) &&
    !isTyping(event.target) &&
    !document.querySelector("dialog[open]");

  /* j and k walk from anywhere, the arrows once a result has the focus: until then they
     scroll the page, as everywhere. */
  const walkHits = (hits) => {
    const links = [...hits.querySelectorAll("a[data-hit]")];
    const steps = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
    document.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (!step || !isOurs(event)) return;
      const place = links.indexOf(document.activeElement);
      const isLetter = event.key.length === 1;
      if (isLetter ? areKeysOff() : place < 0) return;
      event.preventDefault();
      const next = place < 0 && step < 0 ? links.length - 1 : place + step;
      links[Math.min(Math.max(next, 0), links.length - 1)].focus();
    });
  };

  /* A box says to the rest of the page that it changed, as if it had been clicked. */
  const mark = (box, on) => {
    if (box.checked === on) return;
    box.checked = on;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const chooseRows = (form) => {
    const boxes = [...form.querySelectorAll("[data-choose]")];
    const whole = form.querySelector("[data-choose-all]");
    const told = form.querySelector("[data-chosen]");
    const tell = () => {
      const count = boxes.filter((box) => box.checked).length;
      told.textContent = count ? `Đã chọn ${count} hồ sơ.` : told.dataset.chosen;
      whole.checked = count === boxes.length;
      whole.indeterminate = count > 0 && count < boxes.length;
    };
    whole.closest("[hidden]").hidden = false;
    whole.addEventListener("change", () => boxes.forEach((box) => mark(box, whole.checked)));
    form.addEventListener("change", tell);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "x" || !isOurs(event) || areKeysOff()) return;
      const row = document.activeElement.closest("tr");
      const box = row && boxes.find((one) => row.contains(one));
      if (!box) return;
      event.preventDefault();
      mark(box, !box.checked);
    });
    tell();
  };

  for (const hits of document.querySelectorAll("[data-hits]")) walkHits(hits);
  for (const form of document.querySelectorAll("[data-chooses]")) chooseRows(form);
})();
