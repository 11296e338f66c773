/* The work a browser does for a form before it is sent, so that machines cannot send
   thousands: a worker of ALTCHA looks for a number while the person is typing. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-proof]");
  if (!form || !window.Worker || !window.crypto?.subtle) return;

  const FRESH = 8 * 60_000;
  const LONGEST = 60_000;
  const field = form.querySelector("[data-proof-field]");
  const told = form.querySelector("[data-proof-told]");
  let until = 0;
  let working = null;
  let hasFailed = false;

  const solved = (challenge) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(form.dataset.proofWorker);
      const end = (settle, value) => {
        worker.terminate();
        settle(value);
      };
      worker.onmessage = ({ data }) =>
        data?.derivedKey ? end(resolve, data) : end(reject, new Error("no solution"));
      worker.onerror = () => end(reject, new Error("no worker"));
      worker.postMessage({ type: "work", challenge, timeout: LONGEST });
    });

  const work = async () => {
    const answer = await fetch(form.dataset.proof, { cache: "no-store" });
    if (!answer.ok) throw new Error(`answered with ${answer.status}`);
    const challenge = await answer.json();
    const solution = await solved(challenge);
    field.value = btoa(JSON.stringify({ challenge, solution }));
    until = performance.now() + FRESH;
  };

  const prove = () => {
    working ??= work().finally(() => {
      working = null;
    });
    return working;
  };

  const isReady = () => hasFailed || (field.value && performance.now() < until);

  const sendAfter = async (button) => {
    told.textContent = "Đang kiểm tra tự động, chờ vài giây…";
    try {
      await prove();
    } catch {
      hasFailed = true;
    }
    told.textContent = "";
    form.requestSubmit(button);
  };

  form.addEventListener("focusin", () => prove().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || isReady()) return;
    event.preventDefault();
    sendAfter(event.submitter);
  });
})();
