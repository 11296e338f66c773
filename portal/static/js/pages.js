/* A small toolbar for Markdown: what is chosen becomes bold, a heading, a list, a link;
   a picture of the page goes where one writes. Without it the marks are typed as the
   help says. */
(() => {
  "use strict";

  const area = document.querySelector("[data-page-body]");
  const tools = document.querySelector("[data-page-tools]");
  if (!area || !tools) return;

  /* The command keeps the browser's own undo; the other way is for those without it. */
  const put = (text, from, to) => {
    area.focus();
    area.setSelectionRange(from, to);
    if (document.execCommand?.("insertText", false, text)) return;
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  const around = (mark) => {
    const { selectionStart: from, selectionEnd: to } = area;
    const words = area.value.slice(from, to) || "chữ đậm";
    const bare = words.startsWith(mark) && words.endsWith(mark) && words.length > 2 * mark.length;
    const text = bare ? words.slice(mark.length, -mark.length) : `${mark}${words}${mark}`;
    put(text, from, to);
    area.setSelectionRange(from, from + text.length);
  };

  const OPENING = /^(?:#{1,6} |- |\d+\. )?/;

  /* Each chosen line opens with the mark, or no longer does. */
  const open = (mark) => {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const after = area.value.indexOf("\n", area.selectionEnd);
    const to = after < 0 ? area.value.length : after;
    const lines = area.value.slice(from, to).split("\n");
    const marks = mark === "1. " ? lines.map((_, at) => `${at + 1}. `) : lines.map(() => mark);
    const undo = lines.every((line, at) => line.startsWith(marks[at]));
    const text = lines
      .map((line, at) => (undo ? "" : marks[at]) + line.replace(OPENING, ""))
      .join("\n");
    put(text, from, to);
  };

  const link = () => {
    const { selectionStart: from, selectionEnd: to } = area;
    const words = area.value.slice(from, to) || "chữ hiện ra";
    put(`[${words}](/trang/)`, from, to);
    const at = from + words.length + 3;
    area.setSelectionRange(at, at + "/trang/".length);
  };

  /* A picture stands apart, with an empty line on either side. */
  const picture = (mark) => {
    const at = isWritten ? area.selectionEnd : area.value.length;
    const before = area.value.slice(0, at);
    const after = area.value.slice(at);
    const gap = /(^|\n\n)$/.test(before) ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    put(`${gap}${mark}${after.startsWith("\n") ? "" : "\n\n"}`, at, at);
  };

  /* Until somebody has been in it the text ends where a picture goes. */
  let isWritten = false;
  area.addEventListener("focus", () => { isWritten = true; });

  const pictures = document.querySelector("[data-page-pictures]");
  const showPictures = (tool) => {
    pictures.hidden = !pictures.hidden;
    tool.setAttribute("aria-expanded", String(!pictures.hidden));
  };
  pictures?.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-insert]");
    if (chosen) picture(chosen.dataset.insert);
  });

  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const tool = event.target.closest("button");
    if (!tool) return;
    if (tool.dataset.around) around(tool.dataset.around);
    else if (tool.dataset.opens) open(tool.dataset.opens);
    else if ("pictures" in tool.dataset) showPictures(tool);
    else link();
  });

  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    if (event.key.toLowerCase() !== "b") return;
    event.preventDefault();
    around("**");
  });
})();
