"""The notice of the hotline's contacts for a wall, as Word edits it (domain.md T16).

What the print page shows, on one A4 or A3 sheet: who answers under which numbers, a
code for each telephone to take, and what tells whether the sheet still holds. The
same notice gives the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

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
from documents.letters.style import Style, rule, style_sheet
from documents.letters.wordml import (
    NAMESPACES,
    NOTHING,
    Xml,
    join,
    paragraph,
    part,
    picture,
    run,
    table,
    twips,
)
from documents.text import clean

_TITLE: Final = "Đường dây nóng"
_LEAD: Final = "Tiếp nhận ý kiến phản ánh, kiến nghị của tổ chức, công dân"
_FONT: Final = "Arial"
"""What every office has, and what is read from three steps away."""

_MARGINS: Final = {"top": 14, "right": 16, "bottom": 14, "left": 16}
_CODE: Final = 34.0
_FOOT_CODE: Final = 28.0
_ROOM: Final = 6.0
"""Millimetres of A4: around the text, of codes, and between a text and its code."""


@dataclass(frozen=True)
class Paper:
    """A sheet: millimetres, and by how much everything on it is larger than on A4."""

    name: str
    width: int
    height: int
    scale: float


A4: Final = Paper("A4", 210, 297, 1.0)
A3: Final = Paper("A3", 297, 420, 1.414)


@dataclass(frozen=True)
class Code:
    """A QR code as a PNG, what it is in words, and what stands under it."""

    png: bytes
    words: str
    caption: str


@dataclass(frozen=True)
class NoticeContact:
    """Who answers: what stands beside the code of his card."""

    position: str
    name: str
    phones: tuple[str, ...]
    email: str
    hours: str
    code: Code


@dataclass(frozen=True)
class Notice:
    """A notice as it is printed.

    `stamp` names the set of contacts; `check` leads to what tells whether it still
    holds, `page` to the contacts, both also in letters.
    """

    profile: Profile
    contacts: tuple[NoticeContact, ...]
    stamp: str
    page: Code
    page_url: str
    check: Code
    check_url: str


def render_notice(notice: Notice, paper: Paper) -> bytes:
    """Return the notice as .docx for a sheet of paper."""
    codes = _codes(notice)
    pictures = [
        (f"rId{place}", f"{OFFICE}/image", f"media/image{place}.png")
        for place in range(_FIRST, _FIRST + len(codes))
    ]
    fixed = [
        ("rId1", f"{OFFICE}/styles", "styles.xml"),
        ("rId2", f"{OFFICE}/settings", "settings.xml"),
    ]
    title = f"Thông báo niêm yết {_TITLE}, {notice.stamp}"
    agency = notice.profile.full_name
    return zipped(
        (
            ("[Content_Types].xml", content_types({}, media=("png",))),
            ("_rels/.rels", package_relations()),
            ("word/_rels/document.xml.rels", relations(fixed + pictures)),
            ("word/styles.xml", _styles(paper)),
            ("word/settings.xml", settings()),
            *(
                (f"word/{target}", code.png)
                for (_, _, target), code in zip(pictures, codes, strict=True)
            ),
            ("docProps/core.xml", core_properties(title, title, agency=agency)),
            ("word/document.xml", _document(notice, paper)),
        )
    )


_FIRST: Final = 3
"""The number of the first picture's relation, behind styles and settings."""


def _codes(notice: Notice) -> list[Code]:
    return [*(one.code for one in notice.contacts), notice.page, notice.check]


def _document(notice: Notice, paper: Paper) -> bytes:
    sheet = _Sheet(paper)
    content = join(
        (
            *_head(notice.profile),
            *(
                sheet.contact(one, place)
                for place, one in enumerate(notice.contacts, start=_FIRST)
            ),
            sheet.foot(notice, _FIRST + len(notice.contacts)),
            _line("CuoiTo", ""),
        )
    )
    return part(
        f"<w:document {NAMESPACES}><w:body>{content}{sheet.section()}</w:body>"
        "</w:document>"
    )


def _head(profile: Profile) -> Iterator[Xml]:
    yield _line("CoQuanChuQuan", profile.parent)
    yield _line("CoQuan", profile.name)
    yield _line("TenThongBao", _TITLE)
    yield _line("LoiDan", _LEAD)
    yield _line("DuongKe", "")


@dataclass(frozen=True)
class _Sheet:
    """The parts of a notice in the measures of its paper."""

    paper: Paper

    def contact(self, one: NoticeContact, place: int) -> Xml:
        """Return who answers beside his code, and a line below."""
        told = (
            _line("ChucVu", one.position),
            _line("HoTen", one.name),
            *(_line("SoDienThoai", number) for number in one.phones),
            *(_line("ThuDienTu", line) for line in (one.email, one.hours) if line),
        )
        cells = (join(told), self._code(one.code, place, _CODE))
        columns = (self._text_width - self._wide, self._wide)
        return join((table(columns, [cells]), _line("DuongKe", "")))

    def foot(self, notice: Notice, place: int) -> Xml:
        """Return the codes of the pages, and between them the stamp in words."""
        told = (
            _line("Ban", notice.stamp),
            _line("KiemTra", "Thông báo này còn đúng hay không:"),
            _line("KiemTra", "quét mã bên phải, hoặc mở"),
            _line("DiaChiTrang", notice.check_url),
            _line("KiemTra", "Mọi đầu mối:"),
            _line("DiaChiTrang", notice.page_url),
        )
        cells = (
            self._code(notice.page, place, _FOOT_CODE),
            join(told),
            self._code(notice.check, place + 1, _FOOT_CODE),
        )
        code = self._wide
        return table((code, self._text_width - 2 * code, code), [cells])

    def section(self) -> str:
        """Return the sheet itself, and the edge that nothing is printed on."""
        sides = {side: twips(mm) for side, mm in _MARGINS.items()}
        margins = " ".join(
            f'w:{side}="{round(width * self.paper.scale)}"'
            for side, width in sides.items()
        )
        width, height = twips(self.paper.width), twips(self.paper.height)
        return (
            f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/>'
            f'<w:pgMar {margins} w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
        )

    def _code(self, code: Code, place: int, side: float) -> Xml:
        drawn = picture(
            f"rId{place}", place, words=code.words, side_mm=side * self.paper.scale
        )
        return join((paragraph("Ma", drawn), _line("ChuThich", code.caption)))

    @property
    def _wide(self) -> float:
        """Return the width of a column of codes."""
        return (_CODE + _ROOM) * self.paper.scale

    @property
    def _text_width(self) -> float:
        edges = (_MARGINS["left"] + _MARGINS["right"]) * self.paper.scale
        return self.paper.width - edges


def _line(style: str, text: str) -> Xml:
    return paragraph(style, run(clean(text)) if text else NOTHING)


def _styles(paper: Paper) -> bytes:
    scale = paper.scale

    def style(id: str, name: str, size: int, align: str = "left", **told: Any) -> Style:
        gaps = {gap: told.pop(gap, 0) * scale for gap in ("before", "after")}
        return Style(id, name, round(size * scale), align, **gaps, **told)

    return style_sheet(
        (
            style("CoQuanChuQuan", "Cơ quan chủ quản", 15, "center"),
            style("CoQuan", "Cơ quan", 15, "center", bold=True),
            style("TenThongBao", "Tên thông báo", 40, "center", bold=True, before=6),
            style("LoiDan", "Lời dẫn", 16, "center"),
            style("DuongKe", "Đường kẻ", 2, line=4, before=9, after=9, border=rule()),
            style("ChucVu", "Chức vụ", 17),
            style("HoTen", "Họ tên", 24, bold=True),
            style("SoDienThoai", "Số điện thoại", 32, bold=True),
            style("ThuDienTu", "Thư điện tử", 14, before=2),
            style("Ma", "Mã", 10, "center"),
            style("ChuThich", "Chú thích", 10, "center", after=8),
            style("Ban", "Bản niêm yết", 11, "center", bold=True, before=6),
            style("KiemTra", "Kiểm tra", 11, "center", before=2),
            style("DiaChiTrang", "Địa chỉ trang", 10, "center"),
            style("CuoiTo", "Cuối tờ", 1, line=1),
        ),
        font=_FONT,
        size=round(11 * scale),
    )
