/* While a call is keyed in: cases like it. The telephone is sent to be compared, and
   nothing of it is kept; who sent a case is never told. */
(() => {
  "use strict";

  const panel = document.querySelector("[data-similar]");
  const form = panel?.closest("form");
  if (!form) return;
  const list = panel.querySelector("[data-similar-list]");
  const ASKED = ["csrf_token", "title", "content", "location", "field", "phone"];
  const IDLE = 600;
  let waiting = 0;
  let asking = null;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const told = new FormData();
    for (const name of ASKED) told.set(name, form.elements[name].value);
    told.set("shown", panel.dataset.shown);
    if (form.elements.anonymous.checked) told.delete("phone");
    try {
      const answer = await fetch(panel.dataset.similar, {
        method: "POST",
        body: told,
        signal: asking.signal,
      });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...found.body.childNodes);
      panel.hidden = !list.querySelector("li");
    } catch {
      /* The call goes on without it. */
    }
  };

  form.addEventListener("input", (event) => {
    if (!ASKED.includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, IDLE);
  });
})();
