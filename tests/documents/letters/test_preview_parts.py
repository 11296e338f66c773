"""How a page is drawn, and what is kept of what was shown."""

import zlib
from io import BytesIO

import pypdfium2
from pypdfium2 import raw

from documents.letters.preview.kept import Kept
from documents.letters.preview.picture import pictures


def test_colours_are_kept() -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(210, 297)
    red = raw.FPDFPageObj_CreateNewRect(50, 50, 100, 100)
    raw.FPDFPageObj_SetFillColor(red, 255, 0, 0, 255)
    raw.FPDFPath_SetDrawMode(red, raw.FPDF_FILLMODE_WINDING, 0)
    raw.FPDFPage_InsertObject(page, red)
    page.gen_content()
    target = BytesIO()
    document.save(target)
    document.close()
    (png,) = pictures(target.getvalue(), width=210)
    size = png.index(b"IDAT")
    data = zlib.decompress(png[size + 4 : -12])
    line = data[(3 * 210 + 1) * 200 :]
    assert line[1:4] == b"\xff\xff\xff"
    assert line[1 + 3 * 100 :][:3] == b"\xff\x00\x00"


def test_what_is_kept_is_bounded_by_its_weight() -> None:
    made: list[str] = []

    def get(held: Kept[str], key: str) -> str:
        def make() -> str:
            made.append(key)
            return key

        return held.get(key, make, seconds=1)

    held = Kept[str](most=6, weigh=len)
    for key in ("aaa", "bbb", "aaa", "ccc", "aaa", "bbb", "heavier", "heavier", "aaa"):
        assert get(held, key) == key
    assert made == ["aaa", "bbb", "ccc", "bbb", "heavier", "heavier", "aaa"]
