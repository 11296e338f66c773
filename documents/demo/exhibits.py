"""What is attached to a demo case: a street under water and a sketch, drawn by code."""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from PIL import Image, ImageDraw

from documents.case_files import Found, format_named

_WIDE: Final = 960
_HIGH: Final = 640
_DROPS: Final = 260


def flood() -> Found:
    """Return a picture of a street in the rain, its drains under water."""
    image = Image.new("RGB", (_WIDE, _HIGH), "#b9c4cc")
    draw = ImageDraw.Draw(image)
    for n, wall in enumerate(("#d9c7a3", "#c98f6b", "#9fb3a5", "#d8d2c4", "#b78a78")):
        left, top = n * 200 - 20, 130 + 37 * (n * 2 % 3)
        draw.rectangle((left, top, left + 180, 400), fill=wall, outline="#6d6a66")
        draw.polygon(
            [(left - 12, top), (left + 90, top - 60), (left + 192, top)], fill="#8a4b38"
        )
        for door in (left + 30, left + 110):
            draw.rectangle((door, top + 90, door + 40, 400), fill="#4f5a63")
    draw.polygon([(0, 400), (_WIDE, 400), (_WIDE, _HIGH), (0, _HIGH)], fill="#7b6a4f")
    for n in range(9):
        level = 430 + n * 24
        draw.line([(0, level), (_WIDE, level - 8)], fill="#8f7d60", width=3 + n // 2)
    draw.rectangle((640, 300, 660, 560), fill="#e8e4da", outline="#444444")
    for mark in range(300, 560, 40):
        draw.rectangle((640, mark, 660, mark + 20), fill="#c0392b")
    rain = random.Random(30)  # noqa: S311 - drops, the same each time
    for _ in range(_DROPS):
        x, y = rain.randrange(_WIDE), rain.randrange(_HIGH)
        draw.line([(x, y), (x - 5, y + 18)], fill="#dfe6ea")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return Found(out.getvalue(), "ngập trước chợ.jpg", format_named("image/jpeg"), 1)


def sketch() -> Found:
    """Return a page that shows where a drain is stopped up, as a unit draws it."""
    drawn = _pdf(_SKETCH.encode("ascii"))
    return Found(drawn, "sơ đồ miệng cống.pdf", format_named("application/pdf"), 1)


EXHIBITS: Final[Mapping[str, Callable[[], Found]]] = {"flood": flood, "sketch": sketch}
"""What `cases.yaml` calls them."""

_SKETCH: Final = """
0.85 g 60 330 475 180 re f 0.6 g 60 420 475 2 re f
0.75 0.85 0.95 rg 210 330 190 180 re f
0 G 1.5 w 60 330 m 535 330 l S 60 510 m 535 510 l S
0.8 0.2 0.15 rg 288 318 24 24 re f 288 498 24 24 re f
0 g BT /F 16 Tf 318 306 Td (1) Tj ET BT /F 16 Tf 318 526 Td (2) Tj ET
BT /F 16 Tf 278 412 Td (30 cm) Tj ET
1 w 210 290 m 400 290 l S 210 284 m 210 296 l S 400 284 m 400 296 l S
BT /F 12 Tf 290 272 Td (45 m) Tj ET
480 600 m 480 660 l S 474 646 m 480 660 l 486 646 l S
"""
"""The street, the water upon it, its two drains, and the north: in PDF's own words."""


def _pdf(drawn: bytes) -> bytes:
    """Return a PDF of one page of A4."""
    out = b"%PDF-1.4\n"
    places = []
    for number, told in enumerate(_objects(drawn), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, told)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    root = b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(places) + 1)
    return out + head + table + root + b"startxref\n%d\n%%%%EOF\n" % len(out)


def _objects(drawn: bytes) -> Iterator[bytes]:
    yield b"<</Type/Catalog/Pages 2 0 R>>"
    yield b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    yield (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>"
    )
    yield b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn)
    yield b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
