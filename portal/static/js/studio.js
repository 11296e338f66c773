/* The letter studio: keeps what is typed, renews findings and pages, helps the hand.
   Without it the same buttons send the form. */
import { keepTyped, put } from "./keeping.js";

(() => {
  const studio = document.querySelector("[data-studio]");
  if (!studio) return;
  const form = document.getElementById("van-ban");
  const proof = studio.querySelector("[data-proof]");
  const pages = studio.querySelector("[data-pages]");
  let pagesWanted = !studio.querySelector(".studio__pages[data-waits]");

  const showPages = async () => {
    pages.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(studio.dataset.pagesUrl);
      if (!answer.ok) throw new Error(String(answer.status));
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
      pages.replaceChildren(...drawn.body.childNodes);
    } catch {
      /* The pages that stand stay; the next change asks again. */
    } finally {
      pages.removeAttribute("aria-busy");
    }
  };

  /* Keep what was typed, then show what is to be mended. */
  const keep = keepTyped({
    form,
    url: studio.dataset.draftUrl,
    saving: document.querySelector("[data-saving]"),
    renew: (nodes) => {
      proof.replaceChildren(...nodes);
      if (pagesWanted) showPages();
    },
    isOurs: ({ name }) => name !== "cite" && name !== "group",
  });

  /* The page that comes back is opened where the hand was. */
  const PLACE = `place:${location.pathname}`;
  form.addEventListener("submit", (event) => {
    const active = document.activeElement;
    const area = active?.id && form.contains(active) ? active : lastArea;
    if (!area || event.submitter?.value === "done") return;
    const { id, selectionStart: from, selectionEnd: to, scrollTop } = area;
    sessionStorage.setItem(PLACE, JSON.stringify({ id, from, to, scrollTop, scrollY }));
  });
  const comeBack = () => {
    const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    sessionStorage.removeItem(PLACE);
    const area = place && document.getElementById(place.id);
    if (!area || document.querySelector(".error-summary")) return;
    area.focus({ preventScroll: true });
    if (area.matches("textarea")) area.setSelectionRange(place.from, place.to);
    area.scrollTop = place.scrollTop;
    scrollTo(0, place.scrollY);
  };

  const body = () => {
    const active = document.activeElement;
    if (active?.matches?.("[data-letter-body]")) lastArea = active;
    return lastArea ?? form.querySelector("[data-letter-body]");
  };
  let lastArea = null;
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-letter-body]")) lastArea = event.target;
  });

  const LEVEL = /^(?:[IVX]+\. |\d+\. |[a-zđ]\) |- )?/;

  const setLevel = (level) => {
    const area = body();
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const old = area.value.slice(from).match(LEVEL)[0];
    put(area, old === level ? "" : level, { from, to: from + old.length });
  };

  const embolden = () => {
    const area = body();
    const { selectionStart: from, selectionEnd: to } = area;
    const chosen = area.value.slice(from, to).trim() || "chữ đậm";
    put(area, `**${chosen}**`, { from, to });
    area.setSelectionRange(from + 2, from + 2 + chosen.length);
  };

  const TABLE = "\n\n| Cột 1 | Cột 2 |\n| Ô | Ô |\n\n";

  const tools = studio.querySelector("[data-tools]");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const tool = event.target.closest("button");
    if (!tool) return;
    if (tool.dataset.level) setLevel(tool.dataset.level);
    else if ("bold" in tool.dataset) embolden();
    else {
      const at = body().selectionEnd;
      put(body(), TABLE, { from: at, to: at });
    }
  });

  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector('[name="action"][value="save"]'));
    } else if (key === "b" && event.target.matches("[data-letter-body]")) {
      event.preventDefault();
      embolden();
    }
  });

  /* A citation goes where the cursor was, instead of behind the text. */
  form.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-inserts]");
    if (!chosen) return;
    event.preventDefault();
    const area = body();
    const at = lastArea ? area.selectionEnd : area.value.length;
    const close = at && !/\s/.test(area.value[at - 1]);
    const gap = close ? (lastArea ? " " : "\n\n") : "";
    put(area, gap + chosen.dataset.inserts, { from: at, to: at });
    /* The next citation of the same document is a short one. */
    lookUp(form.querySelector("[data-looks-up]"), { quiet: true });
  });

  /* Looking something up leaves the text and the cursor where they are. */
  const lookUp = async (button, { quiet = false } = {}) => {
    const asked = new FormData(form);
    asked.set("action", button.value);
    try {
      /* Not form.action: its buttons bear that name. */
      const answer = await fetch(location.pathname, { method: "POST", body: asked });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      const cites = form.querySelector("[data-cites]");
      cites.replaceChildren(...found.querySelector("[data-cites]").childNodes);
      if (!quiet) cites.querySelector("[data-inserts]")?.focus();
    } catch {
      if (!quiet) form.requestSubmit(button);
    }
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-looks-up]");
    if (!button) return;
    event.preventDefault();
    lookUp(button);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "cite" || event.ctrlKey) return;
    event.preventDefault();
    lookUp(form.querySelector("[data-looks-up]"));
  });

  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-previews]")) return;
    event.preventDefault();
    pagesWanted = true;
    keep().then(() => pages.scrollIntoView({ block: "start" }));
  });

  /* From a finding to its line in the text. */
  proof.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goes-to]");
    const area = link && document.getElementById(link.dataset.goesTo);
    if (!area) return;
    event.preventDefault();
    const folded = area.closest("details");
    if (folded) folded.open = true;
    area.focus();
    if (!link.dataset.lines || !area.setSelectionRange) return;
    const [first, last] = link.dataset.lines.split("-").map(Number);
    const lines = area.value.split("\n");
    const from = lines.slice(0, first - 1).join("\n").length + (first > 1 ? 1 : 0);
    area.setSelectionRange(from, lines.slice(0, last).join("\n").length);
    const height = area.scrollHeight / Math.max(1, lines.length);
    area.scrollTop = Math.max(0, (first - 2) * height);
  });

  pagesWanted ||= matchMedia("(min-width: 80rem)").matches;
  if ("typed" in studio.dataset) keep();
  else if (pagesWanted) showPages();
  comeBack();
})();
