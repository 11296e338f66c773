"""The letter on paper: converted to PDF by LibreOffice and measured.

Liberation Serif stands in for Times New Roman: the same widths, so the same lines.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from documents import letters
from documents.letters import ND30, Letter
from tests.documents.letters.samples import CASES, letter

MM = 72 / 25.4
PAGE_WIDTH, LEFT, TEXT_WIDTH = 210, 30, 165
GAP = 5
"""Millimetres between two columns: fewer than in the header, more than a space."""


LENGTHS = range(16, 30)


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


def samples() -> dict[str, Letter]:
    """Return the reviewed letters, and some that end about where page one does."""
    found = {name: letter(name) for name in CASES}
    for count in LENGTHS:
        body = "\n\n".join(["Sở Giao thông vận tải đã kiểm tra."] * count)
        found[f"{count}-lines"] = letter("shortest", body=body)
    return found


@pytest.fixture(scope="module")
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None and os.environ.get("CI") != "true":
        pytest.skip("LibreOffice is not installed; CI has it.")
    assert found is not None, "libreoffice-writer-nogui is missing"
    return found


@pytest.fixture(scope="module")
def pdfs(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with every sample letter as PDF, ND30 form."""
    folder = tmp_path_factory.mktemp("pages")
    for name, value in samples().items():
        (folder / f"{name}.docx").write_bytes(letters.render(value, ND30))
    profile = tmp_path_factory.mktemp("soffice")
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=150,
    )
    return folder


@pytest.fixture(scope="module")
def pages(pdfs: Path) -> Callable[[str], list[list[Line]]]:
    """Return a function: the lines of each page of a sample."""

    @cache
    def read(name: str) -> list[list[Line]]:
        document = pypdfium2.PdfDocument(pdfs / f"{name}.pdf")
        try:
            return [list(lines_of(page)) for page in document]
        finally:
            document.close()

    return read


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


Pages = Callable[[str], list[list[Line]]]


@pytest.mark.parametrize("name", CASES)
def test_no_line_of_the_header_is_broken(pages: Pages, name: str) -> None:
    first = pages(name)[0]
    for text in (
        "UBND TỈNH BÀ RỊA - VŨNG TÀU",
        "SỞ GIAO THÔNG VẬN TẢI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ):
        assert any(line.text == text for line in first)


def test_number_and_date_stand_on_one_line_each_under_its_own(pages: Pages) -> None:
    first = pages("every-part")[0]
    number = find(first, "Số: 07/SGTVT-KCHT")
    day = find(first, "Bà Rịa - Vũng Tàu, ngày 05 tháng 02 năm 2026")
    assert number.down == pytest.approx(day.down, abs=0.2)
    assert centre(number) == pytest.approx(LEFT + 33, abs=1)
    assert centre(day) == pytest.approx(LEFT + 66 + 49.5, abs=1)
    assert centre(day) == pytest.approx(centre(find(first, "Hạnh phúc")), abs=1)


def centre(line: Line) -> float:
    return (line.left + line.right) / 2


def test_the_subject_of_the_seed_breaks_between_its_phrases(pages: Pages) -> None:
    first = pages("seed")[0]
    subject = [find(first, "V/v tiếp tục thực hiện các giải pháp")]
    subject.append(find(first, "nâng cao chất lượng hoạt động"))
    assert subject[0].text == "V/v tiếp tục thực hiện các giải pháp"
    assert subject[1].text == "nâng cao chất lượng hoạt động"


def test_a_single_addressee_is_centred_on_one_line(pages: Pages) -> None:
    line = find(pages("seed")[0], "Kính gửi: UBND tỉnh Bà Rịa - Vũng Tàu")
    assert centre(line) == pytest.approx(LEFT + TEXT_WIDTH / 2, abs=1)


def test_several_addressees_stand_beneath_the_colon(pages: Pages) -> None:
    first = pages("every-part")[0]
    colon = find(first, "Kính gửi:").right
    dashes = [line.left for line in first if line.text.startswith("- ")][:3]
    assert dashes == [pytest.approx(colon, abs=1.5)] * 3


def test_signature_and_recipients_start_level(pages: Pages) -> None:
    last = pages("seed")[-1]
    label, position = find(last, "Nơi nhận:"), find(last, "GIÁM ĐỐC")
    assert label.down == pytest.approx(position.down, abs=0.3)
    assert label.left == pytest.approx(LEFT, abs=0.5)
    name = find(last, "Trần Thượng Chí")
    assert centre(name) == pytest.approx(centre(position), abs=0.5)
    assert 25 <= name.down - position.down <= 40


@pytest.mark.parametrize("name", samples())
def test_the_signature_has_text_of_the_letter_above_it(pages: Pages, name: str) -> None:
    last = pages(name)[-1]
    label = find(last, "Nơi nhận:")
    above = [line for line in last if 21 < line.down < label.down]
    assert above


def test_pages_are_numbered_in_the_top_margin_from_the_second_on(pages: Pages) -> None:
    found = pages("seed")
    assert len(found) >= 2
    assert not [line for line in found[0] if line.down < 20]
    for number, lines in enumerate(found[1:], start=2):
        (top,) = [line for line in lines if line.down < 20]
        assert top.text == str(number)
        assert centre(top) == pytest.approx(LEFT + TEXT_WIDTH / 2, abs=1)


@pytest.mark.parametrize("name", CASES)
def test_nothing_leaves_the_margins(pages: Pages, name: str) -> None:
    for lines in pages(name):
        for line in lines:
            assert line.left >= LEFT - 0.5
            assert line.right <= PAGE_WIDTH - 15 + 0.5
            assert line.down <= 297 - 20 + 0.5


def test_a_short_letter_takes_one_page(pages: Pages) -> None:
    assert [len(pages(name)) for name in ("shortest", "every-part")] == [1, 1]
