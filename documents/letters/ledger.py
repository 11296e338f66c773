"""The register of outgoing documents as paper (NĐ 30/2020, Phụ lục IV).

A lying A4 sheet, one table, its heading on every page. What stands in the lines is
the caller's; the columns are the decree's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from documents.letters.package import (
    OFFICE,
    content_types,
    core_properties,
    package_relations,
    relations,
    settings,
    zipped,
)
from documents.letters.profiles import Profile
from documents.letters.style import Style, style_sheet
from documents.letters.styles import FONT
from documents.letters.wordml import (
    NAMESPACES,
    NOTHING,
    Xml,
    field,
    grid,
    join,
    open_table,
    paragraph,
    part,
    run,
    twips,
)
from documents.text import clean

TITLE: Final = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
COLUMNS: Final = (
    ("Số, ký hiệu văn bản", 34),
    ("Ngày tháng văn bản", 23),
    ("Tên loại và trích yếu nội dung văn bản", 56),
    ("Người ký", 28),
    ("Nơi nhận văn bản", 37),
    ("Đơn vị, người nhận bản lưu", 22),
    ("Số lượng bản", 15),
    ("Ghi chú", 37),
)
"""Each column and its width in millimetres, together what the margins leave."""

_SHEET: Final = (297, 210)
_MARGINS: Final = {
    "top": 20,
    "right": 15,
    "bottom": 20,
    "left": 30,
    "header": 10,
    "footer": 10,
    "gutter": 0,
}
_CELL_MARGIN: Final = 1.2
_STYLES: Final = (
    Style("CoQuanChuQuan", "Cơ quan chủ quản", 12, "center"),
    Style("CoQuan", "Cơ quan", 12, "center", bold=True),
    Style("TenSo", "Tên sổ", 16, "center", bold=True, before=18),
    Style("ThoiGian", "Thời gian", 13, "center", italic=True, after=12),
    Style("TieuDeCot", "Tiêu đề cột", 11, "center", bold=True),
    Style("ThuTuCot", "Thứ tự cột", 11, "center", italic=True),
    Style("OGiua", "Ô giữa", 11, "center"),
    Style("OChu", "Ô chữ", 11),
    Style("CuoiSo", "Cuối sổ", 12, before=12),
    Style("SoTrang", "Số trang", 13, "center"),
)
_CENTRED: Final = frozenset({"number", "dated", "kept_by", "copies"})


@dataclass(frozen=True)
class LedgerLine:
    """One number of the register, a text for each of the eight columns."""

    number: str
    dated: str
    about: str
    signer: str
    sent_to: str
    kept_by: str
    copies: str
    notes: str


@dataclass(frozen=True)
class Ledger:
    """A register as it is printed; `period` says of which days."""

    profile: Profile
    period: str
    lines: tuple[LedgerLine, ...]


def render_ledger(ledger: Ledger) -> bytes:
    """Return the register as .docx; the same register gives the same bytes."""
    ours = [
        ("rId1", f"{OFFICE}/styles", "styles.xml"),
        ("rId2", f"{OFFICE}/settings", "settings.xml"),
        ("rId3", f"{OFFICE}/header", "header1.xml"),
    ]
    title = f"{TITLE.capitalize()}, {ledger.period}"
    agency = ledger.profile.full_name
    return zipped(
        (
            ("[Content_Types].xml", content_types({"header1": "header"})),
            ("_rels/.rels", package_relations()),
            ("word/_rels/document.xml.rels", relations(ours)),
            ("word/styles.xml", style_sheet(_STYLES, font=FONT, size=11)),
            ("word/settings.xml", settings()),
            ("word/header1.xml", _page_number()),
            ("docProps/core.xml", core_properties(title, title, agency=agency)),
            ("word/document.xml", _document(ledger)),
        )
    )


def _document(ledger: Ledger) -> bytes:
    told = f"Tổng số: {len(ledger.lines)} số trong sổ."
    content = join(
        (
            _agency(ledger.profile),
            _line("TenSo", TITLE),
            _line("ThoiGian", ledger.period),
            grid(
                (width for _, width in COLUMNS),
                _heading(),
                (_cells(line) for line in ledger.lines),
                margin_mm=_CELL_MARGIN,
            ),
            _line("CuoiSo", told),
        )
    )
    return part(
        f"<w:document {NAMESPACES}><w:body>{content}{_section()}</w:body></w:document>"
    )


def _agency(profile: Profile) -> Xml:
    """Return who keeps the register, at the left as on the decree's cover."""
    names = join(
        (
            _line("CoQuanChuQuan", profile.parent.upper()),
            _line("CoQuan", profile.name.upper()),
        )
    )
    width = sum(width for _, width in COLUMNS)
    return open_table((110, width - 110), [[names, _line("OChu", "")]])


def _heading() -> Iterator[Xml]:
    for place, (name, _) in enumerate(COLUMNS, start=1):
        yield join((_line("TieuDeCot", name), _line("ThuTuCot", f"({place})")))


def _cells(line: LedgerLine) -> list[Xml]:
    return [
        join(
            _line("OGiua" if column.name in _CENTRED else "OChu", told)
            for told in (clean(getattr(line, column.name)).splitlines() or [""])
        )
        for column in fields(line)
    ]


def _line(style: str, text: str) -> Xml:
    return paragraph(style, run(text) if text else NOTHING)


def _section() -> str:
    width, height = map(twips, _SHEET)
    margins = " ".join(f'w:{side}="{twips(mm)}"' for side, mm in _MARGINS.items())
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}" w:orient="landscape"/>'
        f"<w:pgMar {margins}/><w:titlePg/></w:sectPr>"
    )


def _page_number() -> bytes:
    number = paragraph("SoTrang", field("PAGE", shown="2"))
    return part(f"<w:hdr {NAMESPACES}>{number}</w:hdr>")
