/* The workbench of a reply: puts a paragraph where the cursor is and remembers from
   where, keeps what is typed. Without it the same buttons send the form. */
import { keepTyped, put } from "./keeping.js";

(() => {
  const taken = document.querySelector("[data-taken]");
  const form = taken?.form;
  if (!form) return;

  const inStudio = form.closest("[data-studio]");
  let lastArea = null;
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-letter-body]")) lastArea = event.target;
  });

  /* Where a paragraph goes in: in place of what is chosen, where the answer is to be
     written, else behind the paragraph of the cursor; without one, before the closing. */
  const placeIn = (area) => {
    const text = area.value;
    const { selectionStart: from, selectionEnd: to } = area;
    if (lastArea && from !== to) return { from, to };
    const here = text.indexOf(form.dataset.answerHere);
    if (form.dataset.answerHere && here >= 0)
      return { from: here, to: here + form.dataset.answerHere.length };
    if (lastArea) {
      const end = text.indexOf("\n\n", Math.max(0, to - 1));
      const at = end < 0 ? text.trimEnd().length : end;
      return { from: at, to: at };
    }
    const closing = text.trimEnd().endsWith("./.") ? text.trimEnd().lastIndexOf("\n\n") : -1;
    const at = closing > 0 ? closing : text.trimEnd().length;
    return { from: at, to: at };
  };

  const insert = (area, text) => {
    const { from, to } = placeIn(area);
    const before = area.value.slice(0, from);
    const after = area.value.slice(to);
    const above = !before.trim() || /\n\s*\n$/.test(before) ? "" : "\n\n";
    const below = !after.trim() || /^\s*\n\s*\n/.test(after) ? "" : "\n\n";
    put(area, above + text + below, { from, to });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-takes]");
    if (button?.getAttribute("form") !== form.id) return;
    event.preventDefault();
    const marks = new Set(taken.value.split(" ").filter(Boolean));
    taken.value = [...marks.add(button.dataset.takes)].join(" ");
    insert(lastArea ?? form.querySelector("[data-letter-body]"), button.dataset.words);
  });

  if (inStudio || !form.dataset.keeps) return;
  const findings = form.querySelector("[data-findings]");
  const keep = keepTyped({
    form,
    url: form.dataset.keeps,
    saving: document.querySelector("[data-saving]"),
    renew: (nodes) => findings.replaceChildren(...nodes),
  });
  if ("typed" in form.dataset) keep();
})();
