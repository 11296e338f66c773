/* Text pasted from Word, LibreOffice or Google Docs into <textarea data-letter-body>
   becomes what a clerk types: 1. a) - open a level, **bold**, | tables |, a blank line
   between paragraphs. Into <textarea data-page-body> it becomes Markdown: headings,
   lists, links and tables too. Text without formatting is pasted as the browser does.

   What is pasted is read as an inert document of its own: nothing in it is shown,
   loaded or run. */
(() => {
  "use strict";

  /* Points of a letter run a b c d đ e g h (no f j w z), whatever Word counts. */
  const LETTERS = "abcdđeghiklmnopqrstuvxy";
  const WIDEST_TABLE = 20;
  const BLOCKS = new Set(
    ("ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DIV DL DT FIGURE FOOTER FORM HEADER HR" +
      " H1 H2 H3 H4 H5 H6 LI MAIN NAV OL P PRE SECTION TABLE UL BODY").split(" "),
  );
  const SKIPPED = new Set(
    "DEL HEAD IFRAME IMG MATH OBJECT SCRIPT STYLE SVG TITLE".split(" "),
  );
  const BULLET = /^[-–—+•·o§*●○■▪◦Øvü➢❖✓]$/u;
  const OPENS = /^(?:[IVX]+\. |Điều \d+\.(?: |$)|\d{1,2}(?:\.\d{1,2}){0,3}\. |[a-zđ]\) )/u;
  const CHAPTER = /^(?:(?:Phần|Chương) [IVX]+|(?:Mục|Tiểu mục) \d{1,2})$/iu;
  /* The tables that lay out the head and the end of a letter hold no figures. */
  const LAYOUT = /CỘNG HÒA XÃ HỘI|Nơi nhận\s*:/iu;
  const CLOSED = /[.;:,!?…]$/u;

  const tidy = (text) =>
    text
      .normalize("NFC")
      .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
      .replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]+/g, " ");

  /* Inline styles and handlers would offend the page's security policy as soon as they
     are parsed: they wait under other names, and style sheets are read as text. */
  const parsed = (html) => {
    let sheet = "";
    const bare = html
      .replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_, css) => {
        sheet += css;
        return "";
      })
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
    const page = new DOMParser().parseFromString(bare, "text/html");
    return { body: page.body, sheet };
  };

  /* What stands last in a style wins. */
  const property = (css, name) => {
    const rules = [...css.matchAll(new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*([^;]+)`, "gi"))];
    return rules.length ? rules.at(-1)[1].trim() : "";
  };

  /* Word tells in its style sheet what its classes look like and how its lists count. */
  const styleSheet = (sheet) => {
    const classes = new Map();
    const levels = new Map();
    for (const [, names, css] of sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      for (const [, name] of names.matchAll(/\.([\w-]+)/g)) {
        classes.set(name, `${classes.get(name) || ""};${css}`);
      }
      const level = /@list\s+(l\d+):level(\d)/.exec(names);
      if (level) levels.set(`${level[1]}:${level[2]}`, css);
    }
    return { classes, levels };
  };

  const roman = (number) => {
    let found = "";
    for (const [worth, sign] of [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]]) {
      for (; number >= worth; number -= worth) found += sign;
    }
    return found;
  };

  /* A number of a list as the letter carries it; levels below a point are dashes. */
  const counted = (format, number, above = "") => {
    const upper = /upper/.test(format);
    if (/roman/.test(format)) return upper ? `${roman(number)}.` : "-";
    if (/alpha|latin/.test(format)) {
      if (upper) return `${String.fromCharCode(64 + number)}.`;
      return LETTERS[number - 1] ? `${LETTERS[number - 1]})` : "-";
    }
    if (format === "none") return "";
    return /bullet|disc|circle|square/.test(format) ? "-" : `${above}${number}.`;
  };

  /* An automatic label as Word shows it: "1.", "a)", "·", "Điều 1.", "Chương I". */
  const relabelled = (label, format) => {
    const shown = tidy(label).trim();
    if (!shown || BULLET.test(shown) || /[\ue000-\uf8ff]/.test(shown)) {
      return shown === "+" ? "+" : "-";
    }
    const letter = /^\(?([a-z])[).\/]$/.exec(shown);
    if (letter && !/roman/.test(format)) {
      return counted("lower-alpha", letter[1].charCodeAt(0) - 96);
    }
    if (/^\(?[ivx]+[).\/]$/.test(shown)) return "-";
    const number = /^\(?(\d{1,2}(?:\.\d{1,2})*)[).\/]*$/.exec(shown);
    return number ? `${number[1]}.` : shown;
  };

  class Reader {
    constructor(sheet) {
      this.sheet = sheet;
      this.counts = new Map();
      this.blocks = [];
      this.label = "";
      this.heading = 0;
      this.runs = [];
    }

    css(element) {
      const held = [...element.classList].map((name) => this.sheet.classes.get(name) || "");
      return `${held.join(";")};${element.dataset?.style || ""}`;
    }

    look(element, css, above) {
      const weight = property(css, "font-weight");
      let { bold, upper } = above;
      if (/^(B|STRONG|H[1-6]|TH)$/.test(element.tagName)) bold = true;
      if (weight) bold = /bold/.test(weight) || Number(weight) >= 600;
      if (property(css, "text-transform") === "uppercase") upper = true;
      return { ...above, bold, upper };
    }

    hidden(element, css) {
      return (
        SKIPPED.has(element.tagName) ||
        /display\s*:\s*none|mso-hide\s*:\s*all|mso-list\s*:\s*ignore|mso-element\s*:\s*(?:comment|footnote|endnote)|mso-(?:footnote|endnote)-id|mso-comment/i.test(css) ||
        /mso(?:CommentReference|FootnoteReference|EndnoteReference)/i.test(element.className)
      );
    }

    /* Word keeps an automatic number in a span that other programs shall ignore. */
    wordLabel(element, css) {
      const list = /(l\d+)\s+level(\d)/.exec(property(css, "mso-list"));
      if (!list) return "";
      const level = this.sheet.levels.get(`${list[1]}:${list[2]}`) || "";
      const format = property(level, "mso-level-number-format");
      const shown = [...element.querySelectorAll("[data-style]")].find((inner) =>
        /mso-list\s*:\s*ignore/i.test(inner.dataset.style),
      );
      const count = this.wordCount(list, format);
      return shown ? relabelled(shown.textContent, format) : count;
    }

    wordCount([, id, depth], format) {
      const held = this.counts.get(id) || [];
      held[depth] = (held[depth] || 0) + 1;
      held.length = Number(depth) + 1;
      this.counts.set(id, held);
      return counted(format || "decimal", held[depth]);
    }

    flush() {
      const runs = this.runs;
      this.runs = [];
      if (runs.some((run) => tidy(run.text).trim())) {
        this.blocks.push({ label: this.label, heading: this.heading, runs });
        this.label = "";
      }
    }

    children(element, above) {
      for (const child of element.childNodes) this.node(child, above);
    }

    node(node, above) {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = above.upper ? node.data.toUpperCase() : node.data;
        this.runs.push({ text, bold: above.bold, href: above.href });
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        this.element(node, above);
      }
    }

    element(element, above) {
      const css = this.css(element);
      if (this.hidden(element, css)) return;
      const look = this.look(element, css, above);
      if (element.tagName === "BR") {
        this.flush();
      } else if (element.tagName === "TABLE") {
        this.flush();
        this.table(element, look);
      } else if (BLOCKS.has(element.tagName)) {
        this.flush();
        this.block(element, css, look);
        this.flush();
      } else {
        const href = element.tagName === "A" && element.getAttribute("href");
        this.children(element, href ? { ...look, href } : look);
      }
    }

    block(element, css, look) {
      if (/^[OU]L$/.test(element.tagName)) {
        const number = Number(element.getAttribute("start")) || 1;
        this.children(element, { ...look, list: { element, css, number, above: look.item || "" } });
        return;
      }
      this.heading = Number(/^H([1-6])$/.exec(element.tagName)?.[1] || 0);
      if (element.tagName === "LI") look = this.item(element, css, look);
      else this.label = this.wordLabel(element, css) || this.label;
      this.children(element, look);
    }

    item(element, css, look) {
      const { list } = look;
      const word = this.wordLabel(element, css);
      if (!list || word) {
        this.label = word || "-";
        return look;
      }
      const type = list.element.getAttribute("type") || "";
      const named = { a: "lower-alpha", A: "upper-alpha", i: "lower-roman", I: "upper-roman" };
      const kept = property(css, "list-style-type") || property(list.css, "list-style-type");
      const format = kept || named[type] || "decimal";
      const value = Number(element.getAttribute("value")) || list.number;
      list.number = value + 1;
      this.label = list.element.tagName === "UL" ? "-" : counted(format, value, list.above);
      return { ...look, item: /^[\d.]+$/.test(this.label) ? this.label : "" };
    }

    table(table, look) {
      const rows = [];
      for (const row of table.rows) this.row(row, rows, look);
      const width = Math.max(0, ...rows.map((row) => row.cells.length));
      const typable = rows.length > 1 && width > 1 && width <= WIDEST_TABLE;
      if (!typable || LAYOUT.test(tidy(table.textContent))) {
        for (const cell of rows.flatMap((row) => row.elements)) {
          this.block(cell, "", look);
          this.flush();
        }
        return;
      }
      const lines = rows.map(({ cells }) =>
        Array.from({ length: width }, (_, place) => cells[place] || "").join(" | "),
      );
      this.blocks.push({ table: lines.map((line) => `| ${line} |`).join("\n") });
    }

    row(row, rows, look) {
      const cells = (rows.waiting || []).slice();
      const waiting = [];
      let place = 0;
      for (const cell of row.cells) {
        while (cells[place] !== undefined) place += 1;
        const text = this.cell(cell, look, rows.length === 0);
        for (let more = 0; more < cell.colSpan; more += 1, place += 1) {
          cells[place] = more ? "" : text;
          if (cell.rowSpan > 1) waiting[place] = "";
        }
      }
      rows.push({ cells, elements: [...row.cells] });
      rows.waiting = waiting;
    }

    cell(cell, look, head) {
      const inner = new Reader(this.sheet);
      const css = this.css(cell);
      inner.children(cell, inner.look(cell, css, { ...look, bold: false }));
      inner.flush();
      const texts = inner.blocks.map((block) =>
        block.table ? block.table.replaceAll("\n", " ") : typed(block, head),
      );
      return texts.join(" ").replaceAll("|", "\\|");
    }
  }

  const isBold = (runs) => runs.every((run) => run.bold || !run.text.trim());

  /* Runs as text; white space has the look of what precedes it. */
  const emphasised = (runs, plain) => {
    const parts = [];
    for (const { text, bold } of runs) {
      const last = parts.at(-1);
      const same = last && (last.bold === bold || !text.trim());
      if (same) last.text += text;
      else parts.push({ text, bold: bold && !plain && Boolean(text.trim()) });
    }
    return parts
      .map(({ text, bold }) => {
        const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(tidy(text));
        return bold && words ? `${before}**${words}**${after}` : tidy(text);
      })
      .join("");
  };

  /* "Điều 1." is bold by rule: it is taken out of the bold stretch that it opens. */
  const withoutBoldArticle = (text) => {
    const found = /^\*\*(Điều \d+\.)\s*/u.exec(text);
    if (!found) return text;
    const rest = text.slice(found[0].length);
    return rest.startsWith("**") ? `${found[1]} ${rest.slice(2).trim()}` : `${found[1]} **${rest}`;
  };

  const typed = ({ label, runs }, plain = false) => {
    const words = tidy(runs.map((run) => run.text).join("")).trim();
    if (CHAPTER.test(label)) return `${label}\n\n${words}`;
    const whole = label ? `${label} ${words}` : words;
    /* A title is bold by rule too. */
    const title = CHAPTER.test(whole) || (OPENS.test(whole) && !CLOSED.test(whole));
    const text = emphasised(runs, plain || (title && isBold(runs))).trim();
    return withoutBoldArticle(label ? `${label} ${text}` : text);
  };

  /* What a page's editor types: a heading, an item of a list, or a paragraph. */
  const LEADS = /^(?:https?:\/\/|mailto:|tel:)[^\s()<>]+$/i;
  const linked = (runs) => {
    const parts = [];
    for (const run of runs) {
      const last = parts.at(-1);
      if (last && last.href === run.href) last.runs.push(run);
      else parts.push({ href: run.href, runs: [run] });
    }
    return parts
      .map((part) => {
        const text = emphasised(part.runs);
        return LEADS.test(part.href || "") && text.trim() ? `[${text.trim()}](${part.href})` : text;
      })
      .join("");
  };

  const marked = ({ label, heading, runs }) => {
    if (heading) {
      const words = tidy(runs.map((run) => run.text).join("")).trim();
      return `${"#".repeat(Math.min(Math.max(heading, 2), 4))} ${label ? `${label} ` : ""}${words}`;
    }
    const text = linked(runs).trim();
    return label ? `${label === "+" ? "-" : label} ${text}` : text;
  };

  const ruled = (table) => {
    const [head, ...rows] = table.split("\n");
    const width = head.replaceAll("\\|", "").split("|").length - 2;
    return [head, `|${" --- |".repeat(width)}`, ...rows].join("\n");
  };

  const ITEM = /^(?:- |\d{1,2}\. )/;

  const pageText = (html) => {
    const { body, sheet } = parsed(html);
    const reader = new Reader(styleSheet(sheet));
    reader.children(body, { bold: false, upper: false });
    reader.flush();
    const texts = reader.blocks.map((block) => (block.table ? ruled(block.table) : marked(block)));
    if (!texts.length) return { text: "", structured: false };
    const structured = texts.length > 1 || /^\||^#/.test(texts[0] || "") || ITEM.test(texts[0]);
    const text = texts.reduce((whole, next, at) => {
      const [item, last] = [ITEM.exec(next), ITEM.exec(texts[at - 1])];
      const inList = item && last && (item[0] === "- ") === (last[0] === "- ");
      return `${whole}${inList ? "\n" : "\n\n"}${next}`;
    });
    return { text, structured };
  };

  const letterText = (html) => {
    const { body, sheet } = parsed(html);
    const reader = new Reader(styleSheet(sheet));
    reader.children(body, { bold: false, upper: false });
    reader.flush();
    let chapter = false;
    const texts = reader.blocks.map((block) => {
      if (block.table) return block.table;
      const text = typed(block, chapter && isBold(block.runs));
      chapter = CHAPTER.test(text);
      return text;
    });
    return { text: texts.join("\n\n"), structured: texts.length > 1 || /^\|/.test(texts[0] || "") };
  };

  /* Several paragraphs begin and end on lines of their own. */
  const fitted = (area, { text, structured }) => {
    if (!structured) return text;
    const before = area.value.slice(0, area.selectionStart);
    const after = area.value.slice(area.selectionEnd);
    const breaks = (blank) => "\n".repeat(Math.max(0, 2 - blank.split("\n").length + 1));
    const opened = before.trim() ? breaks(/\s*$/.exec(before)[0]) : "";
    const closed = after.trim() ? breaks(/^\s*/.exec(after)[0]) : "";
    return `${opened}${text}${closed}`;
  };

  /* The command keeps the browser's own undo; the other way is for those without it. */
  const insert = (area, text) => {
    area.focus();
    if (document.execCommand?.("insertText", false, text)) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  };

  document.addEventListener("paste", (event) => {
    const area = event.target;
    if (!(area instanceof HTMLTextAreaElement)) return;
    if (!area.matches("[data-letter-body], [data-page-body]")) return;
    const html = event.clipboardData?.getData("text/html");
    if (!html || area.readOnly || area.disabled) return;
    const found = area.matches("[data-page-body]") ? pageText(html) : letterText(html);
    if (!found.text) return;
    event.preventDefault();
    insert(area, fitted(area, found));
  });
})();
