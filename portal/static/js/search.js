/* The search box offers lines while one types (an ARIA combobox). portal.js fetches this
   file when a box is first used; without it one types and presses Enter. */
(() => {
  "use strict";

  const WAIT = 150;
  const SHORTEST = 2;

  const made = (tag, dress, text = "") => {
    const element = document.createElement(tag);
    element.className = dress;
    element.textContent = text;
    return element;
  };

  const offerLines = (input) => {
    const list = made("ul", "search__lines");
    const told = made("span", "visually-hidden");
    let lines = [];
    let chosen = -1;
    let waiting = 0;
    let asking = null;

    list.id = `${input.id}-lines`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Gợi ý");
    list.hidden = true;
    told.setAttribute("role", "status");
    input.after(list, told);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    const choose = (place) => {
      chosen = place;
      [...list.children].forEach((option, number) => {
        option.setAttribute("aria-selected", String(number === place));
        if (number === place) option.scrollIntoView({ block: "nearest" });
      });
      if (place < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[place].id);
    };

    const close = () => {
      clearTimeout(waiting);
      asking?.abort();
      list.hidden = true;
      told.textContent = "";
      input.setAttribute("aria-expanded", "false");
      choose(-1);
    };

    const follow = (line) => location.assign(line.url);

    const option = (line, number) => {
      const item = made("li", "search__line");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(made("span", "search__text", line.text));
      if (line.kind) item.append(made("span", "search__kind", line.kind));
      item.addEventListener("click", () => follow(line));
      return item;
    };

    const show = (found) => {
      lines = found;
      list.replaceChildren(...lines.map(option));
      choose(-1);
      list.hidden = !lines.length;
      input.setAttribute("aria-expanded", String(lines.length > 0));
      told.textContent = lines.length ? `${lines.length} gợi ý` : "";
    };

    const ask = async () => {
      const typed = input.value;
      asking?.abort();
      asking = new AbortController();
      const address = `${input.dataset.suggests}?${new URLSearchParams({ q: typed })}`;
      try {
        const answer = await fetch(address, { signal: asking.signal });
        const found = answer.ok ? (await answer.json()).lines : [];
        if (input.value === typed && document.activeElement === input) show(found);
      } catch {
        /* Aborted, or no network: the box works without lines. */
      }
    };

    /* Most Vietnamese keyboards compose a whole word before they give it away, so what is
       being composed is asked for too. Only keys wait until the word is done. */
    const wait = () => {
      clearTimeout(waiting);
      if (input.value.trim().length < SHORTEST) close();
      else waiting = setTimeout(ask, WAIT);
    };

    const move = (step) => {
      if (list.hidden) {
        ask();
        return;
      }
      const places = lines.length + 1;
      choose(((chosen + 1 + step + places) % places) - 1);
    };

    input.addEventListener("input", wait);
    input.addEventListener("blur", close);
    /* The box keeps its focus while a line is pressed. */
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        follow(lines[chosen]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    /* Whoever typed before this file was here is answered now. */
    if (document.activeElement === input) wait();
  };

  const style = made("link", "");
  style.rel = "stylesheet";
  style.href = new URL("../css/search.css", import.meta.url);
  document.head.append(style);

  for (const input of document.querySelectorAll("[data-suggests]")) offerLines(input);
})();
