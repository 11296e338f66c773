"""Files read a second, by format: the seed letter in each of them.

`python -m bench.extract` reads one file again and again through the door, child and
all, after the first, for which the warm process starts. Formats that need a program
which is not here are left out. Prints a markdown table.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from statistics import median

import pypdfium2
import xlsxwriter

from bench.letters import SEED
from documents import letters
from documents.extract import extract, ocr, old_word

DOT = 150 / 72


def files() -> Iterator[tuple[str, bytes, bool]]:
    """Yield name, content, and whether it is a scan."""
    word = letters.render(letters.parse(SEED.read_text(encoding="utf-8")))
    read = extract(word, name="a.docx", media_type="")
    yield "letter.docx", word, False
    yield "sheet.xlsx", sheet(read.whole), False
    yield "note.txt", read.whole.encode(), False
    yield "note-cp1258.txt", read.whole.encode("cp1258", errors="ignore"), False
    with tempfile.TemporaryDirectory() as folder:
        pdf, doc = (converted(word, kind, Path(folder)) for kind in ("pdf", "doc"))
    if doc and old_word.program():
        yield "letter.doc", doc, False
    if pdf:
        yield "letter.pdf", pdf, False
        if ocr.available():
            yield "scan.pdf", scanned(pdf), True


def sheet(text: str) -> bytes:
    """Return a workbook of a thousand rows of ten cells."""
    out, words = BytesIO(), text.split()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for row in range(1_000):
            for column in range(10):
                page.write(row, column, words[(row * 10 + column) % len(words)])
    return out.getvalue()


def converted(word: bytes, kind: str, folder: Path) -> bytes:
    """Return the letter as LibreOffice saves it; nothing where it is not."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return b""
    (folder / "letter.docx").write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir"]
    subprocess.run(
        [*command, str(folder), str(folder / "letter.docx")],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return (folder / f"letter.{kind}").read_bytes()


def scanned(pdf: bytes) -> bytes:
    """Return the first page as a picture."""
    source, made = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new()
    width, height = source[0].get_size()
    picture = pypdfium2.PdfImage.new(made)
    picture.set_bitmap(source[0].render(scale=DOT))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page = made.new_page(width, height)
    page.insert_obj(picture)
    page.gen_content()
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def seconds(name: str, content: bytes, *, scans: bool) -> float:
    start = time.perf_counter()
    if not extract(content, name=name, media_type="", scans=scans).passages:
        raise SystemExit(f"nothing was read of {name}")
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    times = parser.parse_args().times
    print("| file | kB | the first, ms | each, ms | files/s |")
    print("|---|---|---|---|---|")
    for name, content, scans in files():
        first = seconds(name, content, scans=scans)
        each = median(
            seconds(name, content, scans=scans)
            for _ in range(3 if scans else max(3, times))
        )
        told = f"{first * 1000:.0f} | {each * 1000:.1f} | {1 / each:.1f}"
        print(f"| {name} | {len(content) / 1000:.0f} | {told} |", flush=True)


if __name__ == "__main__":
    main()
