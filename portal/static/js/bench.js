/* The workbench of a reply: puts a paragraph where the cursor is and remembers from
   where, keeps what is typed. Without it the same buttons send the form. */
(() => {
  "use strict";

  const taken = document.querySelector("[data-taken]");
  const form = taken?.form;
  if (!form) return;

  /* The letter studio puts words into its text, and keeps them, itself. */
  const inStudio = form.closest("[data-studio]");
  let lastArea = null;
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-letter-body]")) lastArea = event.target;
  });

  const put = (area, text) => {
    const at = lastArea ? area.selectionEnd : area.value.length;
    const before = area.value.slice(0, at);
    const after = area.value.slice(at);
    const gap = (told, edge) => (!told.trim() || edge.test(told) ? "" : "\n\n");
    area.focus();
    area.setSelectionRange(at, at);
    const whole = gap(before, /\n\s*\n$/) + text + gap(after, /^\s*\n\s*\n/);
    /* Through the browser's own editing, so that Ctrl+Z takes it out. */
    if (!document.execCommand("insertText", false, whole)) {
      area.setRangeText(whole, at, at, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-takes]");
    if (button?.getAttribute("form") !== form.id) return;
    event.preventDefault();
    const marks = new Set(taken.value.split(" ").filter(Boolean));
    taken.value = [...marks.add(button.dataset.takes)].join(" ");
    if (inStudio) return;
    put(lastArea ?? form.querySelector("[data-letter-body]"), button.dataset.inserts);
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
