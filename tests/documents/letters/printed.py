"""Letters on paper: converted to PDF by LibreOffice, read back as lines.

Liberation Serif stands in for Times New Roman: the same widths, so the same lines.
"""

import shutil
import subprocess
from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

MM = 72 / 25.4
GAP = 5
"""Millimetres between two columns: fewer than in the header, more than a space."""

FLAT = 2
"""Points; what is drawn lower than this is a line."""


@dataclass(frozen=True)
class Line:
    """What stands on one baseline between two gaps; millimetres from top left."""

    text: str
    left: float
    right: float
    down: float


@dataclass(frozen=True)
class Glyph:
    char: str
    left: float
    right: float
    down: float


@dataclass(frozen=True)
class Sheet:
    """A printed page: its size, its lines of text, and the lines drawn on it."""

    width: float
    height: float
    lines: list[Line]
    rules: list[Line]


def libreoffice() -> str:
    """Return where LibreOffice is; fail in words where it is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("soffice is not installed; ./check says what brings it.")
    return soffice


def to_pdf(folder: Path, scratch: Path) -> None:
    """Convert every .docx of a folder, in one start of LibreOffice."""
    subprocess.run(
        [
            libreoffice(),
            f"-env:UserInstallation={scratch.as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=170,
    )


def sheets(pdf: Path) -> list[Sheet]:
    """Return the pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [sheet_of(page) for page in document]
    finally:
        document.close()


def sheet_of(page: pypdfium2.PdfPage) -> Sheet:
    return Sheet(
        page.get_width() / MM,
        page.get_height() / MM,
        list(lines_of(page)),
        list(rules_of(page)),
    )


def rules_of(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """Return what is drawn and flat: the lines under motto, agency and subject."""
    height = page.get_height()
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        if top - bottom < FLAT and right - left > MM:
            yield Line("", left / MM, right / MM, (height - top) / MM)


def glyphs_of(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    text, height = page.get_textpage(), page.get_height()
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(text.raw, index, byref(x), byref(y))
        left, _, right, _ = text.get_charbox(index, loose=True)
        if char.strip():
            yield Glyph(char, left / MM, right / MM, (height - y.value) / MM)


def lines_of(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """Put glyphs of one baseline together; far apart are two columns."""
    glyphs = sorted(glyphs_of(page), key=lambda g: (round(g.down, 1), g.left))
    held: list[Glyph] = []
    for glyph in glyphs:
        if held and (
            abs(glyph.down - held[-1].down) > 0.2 or glyph.left - held[-1].right > GAP
        ):
            yield line_of(held)
            held = []
        held.append(glyph)
    if held:
        yield line_of(held)


def line_of(glyphs: list[Glyph]) -> Line:
    text = glyphs[0].char
    for before, glyph in pairwise(glyphs):
        text += (" " if glyph.left - before.right > 0.5 else "") + glyph.char
    return Line(text, glyphs[0].left, glyphs[-1].right, glyphs[0].down)


def find(lines: list[Line], text: str) -> Line:
    found = [line for line in lines if text in line.text]
    assert len(found) == 1, (text, [line.text for line in lines])
    return found[0]


def centre(line: Line) -> float:
    return (line.left + line.right) / 2
