"""The top of the first page: agency and nation, number and date, subject, stamps."""

from collections.abc import Iterator
from typing import Final

from documents.letters.forms import Form
from documents.letters.kinds import Stamp
from documents.letters.letter import Letter
from documents.letters.metrics import Face, column, width_mm
from documents.letters.style import FRAME_SPACE
from documents.letters.wordml import NOTHING, Xml, indents, join, paragraph, run, table

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

_ROOM: Final = 2.0
"""Millimetres a line is kept shorter than its column, so that none wraps."""

_NARROWEST: Final = 45.0
"""Of the left column; beyond that the date gives way."""

_ABOUT_INSET: Final = 1.5
"""Millimetres on either side, so that the V/v does not run into the date."""

_FRAME_SPACE_MM: Final = FRAME_SPACE * 25.4 / 72


def masthead(letter: Letter, form: Form) -> Xml:
    """Return boxes 1 to 5b, 10b and 11 of the decree's drawing."""
    widths = columns(letter, form)
    left, right = widths
    agency = join(_agency(letter, form, within=left))
    number = join(_number(letter, form, within=left))
    rows = [
        (agency, join(_nation(form, within=right))),
        (number, line("DiaDanhNgay", letter.place_and_date)),
    ]
    if letter.circulation:
        # Box 11 stands above the nation, and pushes both columns down alike.
        stamp = _stamp("LuuHanh", letter.circulation, within=right)
        rows.insert(0, (empty(), stamp))
    return table(widths, rows)


def columns(letter: Letter, form: Form) -> tuple[float, float]:
    """Return the two columns, moved from the form's where a line would not fit.

    An agency's name may take several lines (Mục II.2); nation and date may not, so
    they have what they need first.
    """
    width, size = form.page_of(letter.kind).text_width, form.sizes
    profile, number = letter.profile, letter.number_line
    left = _ROOM + max(
        *(width_mm(name, size=size.agency) for name in _parents(letter)),
        width_mm(profile.name.upper(), size=size.agency, face=Face.BOLD),
        width_mm(number, size=size.number),
    )
    right = _ROOM + max(
        width_mm(NATION, size=size.nation, face=Face.BOLD),
        width_mm(letter.place_and_date, size=size.date, face=Face.ITALIC),
    )
    room = width - right
    # A name that needs several lines anyway gains nothing from a wider column.
    wanted = max(form.lengths.header_left, left if left <= room else 0)
    found = max(_NARROWEST, min(wanted, room))
    return found, width - found


def rule(*, length: float, within: float) -> Xml:
    """Return a drawn line of a length, in the middle."""
    return paragraph("DuongKe", NOTHING, properties=centred(length, within=within))


def centred(width: float, *, within: float) -> str:
    """Return the indents that leave a column of a width in the middle."""
    side = (within - width) / 2
    return indents(left_mm=side, right_mm=side)


def line(style: str, text: str) -> Xml:
    """Return a paragraph of plain text."""
    return paragraph(style, run(text)) if text else empty()


def empty() -> Xml:
    """Return the paragraph that Word wants where nothing stands; it takes no room."""
    return paragraph("CuoiVanBan", NOTHING)


def _parents(letter: Letter) -> list[str]:
    return letter.profile.parent.upper().split("\n")


def _agency(letter: Letter, form: Form, *, within: float) -> Iterator[Xml]:
    size, issuer = form.sizes.agency, letter.profile.name.upper()
    for name in _parents(letter):
        yield _name("CoQuanChuQuan", name, size, face=Face.REGULAR, within=within)
    yield _name("CoQuanBanHanh", issuer, size, face=Face.BOLD, within=within)
    found = column(issuer, size=size, within=within, face=Face.BOLD)
    yield rule(length=form.lengths.rule_share * found.longest, within=within)


def _name(style: str, name: str, size: int, *, face: Face, within: float) -> Xml:
    found = column(name, size=size, within=within, face=face)
    drawn = centred(found.width, within=within) if found.width < within else ""
    return paragraph(style, run(name), properties=drawn)


def _nation(form: Form, *, within: float) -> Iterator[Xml]:
    yield line("QuocHieu", NATION)
    yield line("TieuNgu", MOTTO)
    length = width_mm(MOTTO, size=form.sizes.motto, face=Face.BOLD)
    yield rule(length=length, within=within)


def _number(letter: Letter, form: Form, *, within: float) -> Iterator[Xml]:
    yield line("SoKyHieu", letter.number_line)
    if not letter.kind.named:
        yield _about(letter, form, within=within)
    if letter.urgency:
        yield _stamp("MucDoKhan", letter.urgency, within=within)


def _about(letter: Letter, form: Form, *, within: float) -> Xml:
    text = f"V/v {letter.about}"
    found = column(text, size=form.sizes.about, within=within - 2 * _ABOUT_INSET)
    properties = centred(found.width, within=within)
    return paragraph("TrichYeuCongVan", run(text), properties=properties)


def _stamp(style: str, stamp: Stamp, *, within: float) -> Xml:
    width = stamp.width_mm - 2 * _FRAME_SPACE_MM
    properties = centred(width, within=within)
    return paragraph(style, run(stamp.word), properties=properties)
