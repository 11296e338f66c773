/* While the number of a document is typed, the register's numbers that go on so are
   offered (a datalist). Without this one types the number whole. */
(() => {
  "use strict";

  const WAIT = 200;
  let waiting = 0;
  let asking = null;

  const ask = async (input) => {
    asking?.abort();
    asking = new AbortController();
    const address = `${input.dataset.numbers}?${new URLSearchParams({ so: input.value })}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      const found = answer.ok ? (await answer.json()).lines : [];
      document.getElementById(input.getAttribute("list")).replaceChildren(
        ...found.map((line) => new Option(line.label, line.value)),
      );
    } catch {
      /* Aborted, or no network: the number is typed whole. */
    }
  };

  for (const input of document.querySelectorAll("[data-numbers]")) {
    input.autocomplete = "off";
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, WAIT, input);
    });
  }
})();
