/* What makes a page nicer once it works without: keys, focus, copying, a guard on typed
   text. No page may need this file. */
(() => {
  "use strict";

  const KEYS_OFF = "portal-keys-off";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const isTyping = (target) =>
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));

  /* Storage can be refused by the browser's settings; the keys then stay on. */
  const stored = (write) => {
    try {
      if (write !== undefined) localStorage.setItem(KEYS_OFF, write ? "1" : "");
      return localStorage.getItem(KEYS_OFF) === "1";
    } catch {
      return false;
    }
  };

  const follow = (element) => {
    if (isTyping(element)) {
      element.focus();
      element.select?.();
    } else {
      element.click();
    }
  };

  const shortcutLabel = (element) =>
    element.dataset.shortcutLabel ||
    element.dataset.keysLabel ||
    element.getAttribute("aria-label") ||
    element.textContent.trim();

  const showShortcuts = (dialog) => {
    const list = dialog.querySelector(".shortcuts__list");
    const rows = all("[data-shortcut], [data-keys]").map((element) => {
      const row = document.createElement("div");
      const label = document.createElement("dt");
      const key = document.createElement("dd");
      const cap = document.createElement("kbd");
      label.textContent = shortcutLabel(element);
      cap.textContent = element.dataset.shortcut || element.dataset.keys;
      key.append(cap);
      row.append(label, key);
      return row;
    });
    list.replaceChildren(...rows);
    dialog.querySelector("[data-keys-off]").checked = stored();
    dialog.showModal();
  };

  const wireKeys = () => {
    const dialog = document.getElementById("shortcuts");
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      if (event.key === "?" && dialog) {
        event.preventDefault();
        showShortcuts(dialog);
        return;
      }
      if (stored()) return;
      const key = CSS.escape(event.key);
      const element = document.querySelector(`[data-shortcut="${key}"]`);
      if (element) {
        event.preventDefault();
        follow(element);
      }
    });
    for (const opener of all("[data-opens-shortcuts]")) {
      opener.hidden = !dialog;
      opener.addEventListener("click", () => showShortcuts(dialog));
    }
    dialog
      ?.querySelector("[data-keys-off]")
      .addEventListener("change", (event) => stored(event.target.checked));
  };

  /* Who works by keyboard goes on from what the page has to tell: errors, or that it is
     done; a page that begins in a field begins there. */
  const focusTold = () => {
    const done = document.querySelector("[autofocus]") ? null : document.querySelector(".flashes");
    (document.querySelector(".error-summary") ?? done)?.focus();
  };

  const guardForms = () => {
    const changed = new Set();
    for (const form of all("form[data-guard]")) {
      form.addEventListener("input", () => changed.add(form));
      form.addEventListener("submit", () => changed.delete(form));
      if (form.querySelector(".field--error")) changed.add(form);
    }
    window.addEventListener("beforeunload", (event) => {
      if (changed.size) event.preventDefault();
    });
  };

  /* Ctrl+Enter sends a form from any of its fields, as the hint beside its button says. */
  const wireSubmitKeys = () => {
    for (const form of all("form[data-submit-keys]")) {
      for (const hint of all("[data-keys-hint]", form)) hint.hidden = false;
      form.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        if (event.isComposing || event.repeat) return;
        event.preventDefault();
        form.requestSubmit();
      });
    }
  };

  const copyText = async (button) => {
    const source = document.querySelector(button.dataset.copy);
    const told = button.querySelector("[data-copy-told]") || button;
    const before = told.textContent;
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
      told.textContent = "Đã sao chép";
    } catch {
      told.textContent = "Chưa sao chép được: hãy chọn và chép bằng tay";
    }
    setTimeout(() => {
      told.textContent = before;
    }, 4000);
  };

  const wireButtons = () => {
    for (const button of all("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", () => copyText(button));
    }
    for (const button of all("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
    if (document.querySelector("[data-print-now]")) window.print();
  };

  /* What a search box offers while one types is fetched when one begins to. */
  const SEARCH = new URL("search.js", document.currentScript.src);
  const wireSearch = () => {
    for (const box of all("[data-suggests]")) {
      const fetchIt = () => import(SEARCH).catch(() => {});
      if (box === document.activeElement) fetchIt();
      else box.addEventListener("focus", fetchIt, { once: true });
    }
  };

  /* That a page was seen is told once somebody really looks at it; the button that
     tells it without this script is then not needed. */
  const tellSeen = async (form) => {
    const told = new FormData(form);
    told.set("quiet", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body: told, keepalive: true });
      if (answer.ok) (form.previousElementSibling ? form : form.parentElement).remove();
    } catch {
      /* The button stays. */
    }
  };
  const wireSeen = () => {
    for (const form of all("form[data-seen]")) {
      if (document.visibilityState === "visible") tellSeen(form);
      else document.addEventListener("visibilitychange", () => tellSeen(form), { once: true });
    }
  };

  wireKeys();
  wireSearch();
  wireSeen();
  focusTold();
  guardForms();
  wireSubmitKeys();
  wireButtons();
})();
