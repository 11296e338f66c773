/* The workbench of a reply: puts a paragraph where the cursor is and remembers from
   where, keeps what is typed. Without it the same buttons send the form. */
(() => {
  "use strict";

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

  const put = (area, text) => {
    const { from, to } = placeIn(area);
    const before = area.value.slice(0, from);
    const after = area.value.slice(to);
    const above = !before.trim() || /\n\s*\n$/.test(before) ? "" : "\n\n";
    const below = !after.trim() || /^\s*\n\s*\n/.test(after) ? "" : "\n\n";
    area.focus();
    area.setSelectionRange(from, to);
    /* Through the browser's own editing, so that Ctrl+Z takes it out. */
    if (!document.execCommand("insertText", false, above + text + below)) {
      area.setRangeText(above + text + below, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-takes]");
    if (button?.getAttribute("form") !== form.id) return;
    event.preventDefault();
    const marks = new Set(taken.value.split(" ").filter(Boolean));
    taken.value = [...marks.add(button.dataset.takes)].join(" ");
    put(lastArea ?? form.querySelector("[data-letter-body]"), button.dataset.words);
  });

  const saving = document.querySelector("[data-saving]");
  const say = (text) => {
    if (saving) saving.textContent = text;
  };
  if (inStudio || !form.dataset.keeps) return;

  const findings = form.querySelector("[data-findings]");
  const IDLE = 1200;
  /* What a browser still sends of a page that is being closed: 64 kB. */
  const LAST_WORDS = 60000;
  let waiting = 0;
  let typed = false;
  let lost = false;
  let asking = null;

  const stop = () => {
    clearTimeout(waiting);
    asking?.abort();
    typed = false;
  };

  /* Keep what was typed; the newest request wins. */
  const keep = async ({ closing = false } = {}) => {
    stop();
    asking = new AbortController();
    const said = new FormData(form);
    /* Files go with the form itself, not with every word that is typed. */
    for (const chosen of form.querySelectorAll("input[type=file]")) said.delete(chosen.name);
    const bytes = [...said.values()].reduce((sum, value) => sum + 3 * value.length, 0);
    say("Đang giữ phần đang gõ…");
    try {
      const answer = await fetch(form.dataset.keeps, {
        method: "POST",
        body: said,
        keepalive: closing && bytes < LAST_WORDS,
        signal: asking.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      lost = false;
      const held = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      const told = held.querySelector("[data-kept]");
      say(told?.textContent ?? "");
      told?.remove();
      findings.replaceChildren(...held.children);
    } catch (error) {
      if (error.name === "AbortError") return;
      typed = true;
      lost = true;
      say("Chưa giữ được phần đang gõ; hãy bấm Lưu.");
    }
  };

  form.addEventListener("input", () => {
    typed = true;
    say("Chưa lưu");
    clearTimeout(waiting);
    waiting = setTimeout(keep, IDLE);
  });
  form.addEventListener("submit", stop);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && typed) keep({ closing: true });
  });
  /* Only what could not be kept is worth a question. */
  window.addEventListener("beforeunload", (event) => {
    if (lost && typed) event.preventDefault();
  });
  if ("typed" in form.dataset) keep();
})();
