/* What screens share on which letters are written: keeping what is typed, and putting
   text into an area. */

const IDLE = 1200;
/* What a browser still sends of a page that is being closed: 64 kB. */
const LAST_WORDS = 60000;

/* Send a form to `url` behind every pause, without its files; the newest request wins.
   `saving` tells how it went, `renew` gets the nodes of the answer. */
export const keepTyped = ({ form, url, saving, renew, isOurs = () => true }) => {
  let waiting = 0;
  let typed = false;
  let lost = false;
  let asking = null;

  const say = (text) => {
    if (saving) saving.textContent = text;
  };

  const stop = () => {
    clearTimeout(waiting);
    asking?.abort();
    typed = false;
  };

  const keep = async ({ closing = false } = {}) => {
    stop();
    asking = new AbortController();
    const said = new FormData(form);
    /* Files go with the form itself, not with every word that is typed. */
    for (const chosen of form.querySelectorAll("input[type=file]")) said.delete(chosen.name);
    const bytes = [...said.values()].reduce((sum, value) => sum + 3 * value.length, 0);
    say("Đang giữ phần đang gõ…");
    try {
      const answer = await fetch(url, {
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
      renew(held.childNodes);
    } catch (error) {
      if (error.name === "AbortError") return;
      typed = true;
      lost = true;
      say("Chưa giữ được phần đang gõ; hãy bấm Lưu.");
    }
  };

  form.addEventListener("input", (event) => {
    if (!isOurs(event.target)) return;
    typed = true;
    say("Chưa lưu");
    clearTimeout(waiting);
    waiting = setTimeout(keep, IDLE);
  });
  /* Saving sends all there is: nothing may be kept behind its back. */
  form.addEventListener("submit", stop);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && typed) keep({ closing: true });
  });
  /* Only what could not be kept is worth a question. */
  window.addEventListener("beforeunload", (event) => {
    if (lost && typed) event.preventDefault();
  });
  return keep;
};

/* Put text in place of what lies between, through the browser's own editing, so that
   Ctrl+Z takes it out. */
export const put = (area, text, { from, to }) => {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
};
