"""The named styles of a letter, so that a clerk can still edit it in Word.

A paragraph looks as its style says; only emphasis and measured indents are its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from documents.letters.forms import Form, PageNumber
from documents.letters.metrics import width_mm
from documents.letters.wordml import NAMESPACES, attribute, part, twips

FONT: Final = "Times New Roman"
ADDRESS_LABEL: Final = "Kính gửi:"

_ADDRESS_LEFT: Final = 35.0
_POINT: Final = 20
_ASCENT: Final = 0.891
"""Of Times New Roman: how far above the baseline a line's text reaches."""


@dataclass(frozen=True)
class Style:
    """A paragraph style: millimetres across, points down."""

    id: str
    name: str
    size: int
    align: str = "left"
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    colour: str = "000000"
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    first_line: float = 0
    keep_next: bool = False
    line: float | None = None
    border: str = ""

    def xml(self) -> str:
        """Return the style as styles.xml has it."""
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}">'
            f"<w:name w:val={attribute(self.name)}/>"
            '<w:basedOn w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        before, after = round(self.before * _POINT), round(self.after * _POINT)
        line = (
            f' w:line="{round(self.line * _POINT)}" w:lineRule="exact"'
            if self.line
            else ""
        )
        first = (
            f'w:hanging="{twips(self.hanging)}"'
            if self.hanging
            else f'w:firstLine="{twips(self.first_line)}"'
        )
        return (
            f"{'<w:keepNext/>' if self.keep_next else ''}{self.border}"
            f'<w:spacing w:before="{before}" w:after="{after}"{line}/>'
            f'<w:ind w:left="{twips(self.left)}" {first}/><w:jc w:val="{self.align}"/>'
        )

    def _run(self) -> str:
        return (
            f"{'<w:b/><w:bCs/>' if self.bold else ''}"
            f"{'<w:i/><w:iCs/>' if self.italic else ''}"
            f"{'<w:caps/>' if self.capitals else ''}"
            f'<w:color w:val="{self.colour}"/>'
            f'<w:sz w:val="{self.size * 2}"/><w:szCs w:val="{self.size * 2}"/>'
        )


def _border(side: str, *, eighths: int, space: int, colour: str = "000000") -> str:
    return (
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}"'
        f' w:color="{colour}"/>'
    )


def _rule() -> str:
    return f"<w:pBdr>{_border('top', eighths=6, space=0)}</w:pBdr>"


def _frame(colour: str) -> str:
    sides = ("top", "left", "bottom", "right")
    drawn = (_border(side, eighths=8, space=3, colour=colour) for side in sides)
    return f"<w:pBdr>{''.join(drawn)}</w:pBdr>"


def _header(form: Form) -> Iterator[Style]:
    size = form.sizes
    yield Style("CoQuanChuQuan", "Cơ quan chủ quản", size.agency, "center")
    yield Style("CoQuanBanHanh", "Cơ quan ban hành", size.agency, "center", bold=True)
    yield Style("QuocHieu", "Quốc hiệu", size.nation, "center", bold=True)
    yield Style("TieuNgu", "Tiêu ngữ", size.motto, "center", bold=True)
    yield Style("DuongKe", "Đường kẻ", 2, "center", before=3, line=4, border=_rule())
    yield Style("SoKyHieu", "Số, ký hiệu", size.number, "center", before=6)
    yield Style(
        "DiaDanhNgay", "Địa danh, ngày", size.date, "center", italic=True, before=6
    )
    yield Style("TrichYeuCongVan", "Trích yếu công văn", size.about, "center", before=6)
    red = "FF0000"
    yield Style(
        "MucDoKhan",
        "Mức độ khẩn",
        size.stamp,
        "center",
        bold=True,
        colour=red,
        before=10,
        line=16,
        border=_frame(red),
    )


def _opening(form: Form) -> Iterator[Style]:
    size = form.sizes
    dash = width_mm("- ", size=size.body)
    colon = width_mm(ADDRESS_LABEL.rstrip(":"), size=size.body)
    yield Style(
        "TenLoai",
        "Tên loại văn bản",
        size.heading,
        "center",
        bold=True,
        before=18,
        keep_next=True,
    )
    yield Style(
        "TrichYeu", "Trích yếu", size.heading, "center", bold=True, keep_next=True
    )
    yield Style("KinhGui", "Kính gửi", size.body, "center", before=18, after=8)
    yield Style(
        "KinhGuiNhieuNoi",
        "Kính gửi nhiều nơi",
        size.body,
        before=18,
        left=_ADDRESS_LEFT,
        keep_next=True,
    )
    yield Style(
        "NoiKinhGui",
        "Nơi kính gửi",
        size.body,
        left=_ADDRESS_LEFT + colon + dash,
        hanging=dash,
    )
    yield Style(
        "ThamQuyen",
        "Thẩm quyền ban hành",
        size.heading,
        "center",
        bold=True,
        before=12,
        after=6,
        keep_next=True,
    )
    yield Style(
        "CanCu",
        "Căn cứ",
        size.body,
        "both",
        italic=form.bases_italic,
        before=6,
        first_line=form.first_line,
    )
    yield Style(
        "QuyetDinh",
        "Lời quyết định",
        size.heading,
        "center",
        bold=True,
        before=12,
        after=6,
        keep_next=True,
    )


def _body(form: Form) -> Iterator[Style]:
    def text(id: str, name: str, *, title: bool = False, upper: bool = False) -> Style:
        return Style(
            id,
            name,
            form.sizes.body,
            "both",
            before=6,
            first_line=form.first_line,
            bold=title,
            capitals=upper,
            keep_next=title,
        )

    yield text("NoiDung", "Nội dung")
    yield text("Muc", "Mục", title=True, upper=True)
    yield text("DieuTieuDe", "Điều có tiêu đề", title=True)
    yield text("Dieu", "Điều")
    yield text("KhoanTieuDe", "Khoản có tiêu đề", title=True)
    yield text("Khoan", "Khoản")
    yield text("Diem", "Điểm")
    yield text("GachDauDong", "Gạch đầu dòng")


def _ending(form: Form) -> Iterator[Style]:
    size, gap = form.sizes, 12
    # The two columns start level: the smaller type begins lower by what its
    # ascender is shorter.
    lower = (size.signature - size.recipients_label) * _ASCENT
    yield Style(
        "NoiNhan",
        "Nơi nhận",
        size.recipients_label,
        bold=True,
        italic=True,
        before=gap + lower,
    )
    yield Style("DanhSachNoiNhan", "Danh sách nơi nhận", size.recipients)
    yield Style(
        "QuyenHanKy", "Quyền hạn ký", size.signature, "center", bold=True, before=gap
    )
    yield Style("ChucVuKy", "Chức vụ người ký", size.signature, "center", bold=True)
    yield Style(
        "HoTenKy",
        "Họ tên người ký",
        size.signature,
        "center",
        bold=True,
        before=form.signature_space * 72 / 25.4,
    )
    at_top = form.page_number is PageNumber.TOP_CENTRE
    align = "center" if at_top else "right"
    yield Style("SoTrang", "Số trang", size.page_number, align)
    yield Style("CuoiVanBan", "Cuối văn bản", 1, line=1)


def styles(form: Form) -> list[Style]:
    """Return every style of a form, in the order of the page."""
    return [*_header(form), *_opening(form), *_body(form), *_ending(form)]


def part_of(form: Form) -> bytes:
    """Return styles.xml: Times New Roman in black, Vietnamese, and the styles."""
    size = form.sizes.body * 2
    fonts = " ".join(f'w:{a}="{FONT}"' for a in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f'<w:rFonts {fonts}/><w:color w:val="000000"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
    )
    spacing = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return part(
        f"<w:styles {NAMESPACES}><w:docDefaults>"
        f"<w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{spacing}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/></w:pPr><w:rPr>{defaults}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
        f"{''.join(style.xml() for style in styles(form))}</w:styles>"
    )
