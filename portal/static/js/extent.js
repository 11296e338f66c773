/* How long a letter's text will be, told while it is typed: as documents/letters/extent.py
   reckons, whose numbers stand on the page. */
for (const told of document.querySelectorAll("[data-extent]")) {
  const area = document.getElementById(told.dataset.extent);
  const { line, gap, page, around } = told.dataset;

  area.addEventListener("input", () => {
    const lengths = area.value
      .normalize("NFC")
      .split(/\r\n|\r|\n/)
      .map((text) => [...text.replaceAll("**", "").trim()].length)
      .filter(Boolean);
    const characters = lengths.reduce((sum, length) => sum + length, 0);
    const lines = lengths.reduce((sum, length) => sum + Math.ceil(length / line) + Number(gap), 0);
    const pages = Math.ceil((lines + Number(around)) / page);
    const counted = String(characters).replace(/\B(?=(\d{3})+$)/g, ".");
    told.textContent = `${counted} ký tự, khoảng ${pages} trang khi in`;
  });
}
