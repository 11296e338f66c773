"""The named styles of a letter, so that a clerk can still edit it in Word.

A paragraph looks as its style says; only emphasis and measured indents are its own.
"""

from collections.abc import Iterator
from typing import Final

from documents.letters.forms import Form, PageNumber
from documents.letters.metrics import width_mm
from documents.letters.style import Style, frame, rule
from documents.letters.wordml import NAMESPACES, part

FONT: Final = "Times New Roman"
ADDRESS_LABEL: Final = "Kính gửi:"

_ASCENT: Final = 0.891
"""Of Times New Roman: how far above the baseline a line's text reaches."""

_LINE: Final = 240
"""What WordprocessingML calls a line."""

_RED: Final = "FF0000"
_BLACK: Final = "000000"


def _header(form: Form) -> Iterator[Style]:
    size, gaps = form.sizes, form.lengths
    yield Style("CoQuanChuQuan", "Cơ quan chủ quản", size.agency, "center")
    yield Style("CoQuanBanHanh", "Cơ quan ban hành", size.agency, "center", bold=True)
    yield Style("QuocHieu", "Quốc hiệu", size.nation, "center", bold=True)
    yield Style("TieuNgu", "Tiêu ngữ", size.motto, "center", bold=True)
    yield Style("DuongKe", "Đường kẻ", 2, "center", before=3, line=4, border=rule())
    yield Style(
        "SoKyHieu", "Số, ký hiệu", size.number, "center", before=gaps.number_gap
    )
    yield Style(
        "DiaDanhNgay",
        "Địa danh, ngày",
        size.date,
        "center",
        italic=True,
        before=gaps.number_gap,
    )
    yield Style(
        "TrichYeuCongVan",
        "Trích yếu công văn",
        size.about,
        "center",
        before=gaps.about_gap,
    )
    yield _stamp(
        "MucDoKhan", "Mức độ khẩn", size.stamp, before=gaps.stamp_gap, colour=_RED
    )
    yield _stamp(
        "LuuHanh", "Phạm vi lưu hành", size.stamp, after=gaps.stamp_gap, colour=_BLACK
    )


def _stamp(
    id: str,
    name: str,
    size: int,
    *,
    colour: str,
    before: float = 0,
    after: float = 0,
) -> Style:
    return Style(
        id,
        name,
        size,
        "center",
        bold=True,
        colour=colour,
        before=before,
        after=after,
        line=16,
        border=frame(colour),
    )


def _opening(form: Form) -> Iterator[Style]:
    size = form.sizes
    yield Style(
        "TenLoai",
        "Tên loại văn bản",
        size.heading,
        "center",
        bold=True,
        before=form.lengths.heading_gap,
        keep_next=True,
    )
    yield Style(
        "TrichYeu", "Trích yếu", size.heading, "center", bold=True, keep_next=True
    )
    yield from _address(form)
    yield from _grounds(form)


def _address(form: Form) -> Iterator[Style]:
    size, gap = form.sizes.body, form.lengths.address_gap
    dash = width_mm("- ", size=size)
    colon = width_mm(ADDRESS_LABEL.rstrip(":"), size=size)
    yield Style("KinhGui", "Kính gửi", size, "center", before=gap, after=8)
    yield Style(
        "KinhGuiNhieuNoi",
        "Kính gửi nhiều nơi",
        size,
        before=gap,
        left=form.lengths.address_left,
        keep_next=True,
    )
    yield Style(
        "NoiKinhGui",
        "Nơi kính gửi",
        size,
        left=form.lengths.address_left + colon + dash,
        hanging=dash,
    )


def _grounds(form: Form) -> Iterator[Style]:
    size, gap = form.sizes, form.lengths.authority_gap
    yield Style(
        "ThamQuyen",
        "Thẩm quyền ban hành",
        size.heading,
        "center",
        bold=True,
        before=gap,
        after=gap / 2,
        keep_next=True,
    )
    yield Style(
        "CanCu",
        "Căn cứ",
        size.body,
        "both",
        italic=form.bases_italic,
        before=form.lengths.paragraph_gap,
        first_line=form.lengths.first_line,
    )
    yield Style(
        "QuyetDinh",
        "Lời quyết định",
        size.heading,
        "center",
        bold=True,
        before=gap,
        after=gap / 2,
        keep_next=True,
    )


def _body(form: Form) -> Iterator[Style]:
    def text(id: str, name: str, *, title: bool = False, upper: bool = False) -> Style:
        return Style(
            id,
            name,
            form.sizes.body,
            "both",
            before=form.lengths.paragraph_gap,
            first_line=form.lengths.first_line,
            bold=title,
            capitals=upper,
            keep_next=title,
        )

    yield text("NoiDung", "Nội dung")
    yield _centred("Chuong", "Chương", form.sizes.body, before=12)
    yield _centred("ChuongTieuDe", "Tiêu đề chương", form.sizes.body, capitals=True)
    yield text("Muc", "Mục", title=True, upper=True)
    yield text("DieuTieuDe", "Điều có tiêu đề", title=True)
    yield text("Dieu", "Điều")
    yield text("KhoanTieuDe", "Khoản có tiêu đề", title=True)
    yield text("Khoan", "Khoản")
    yield text("Diem", "Điểm")
    yield text("GachDauDong", "Gạch đầu dòng")


def _centred(
    id: str, name: str, size: int, *, before: float = 0, capitals: bool = False
) -> Style:
    return Style(
        id,
        name,
        size,
        "center",
        bold=True,
        before=before,
        capitals=capitals,
        keep_next=True,
    )


def _tables(form: Form) -> Iterator[Style]:
    def cell(id: str, name: str, align: str, *, head: bool = False) -> Style:
        size, gap = form.sizes.table, form.lengths.cell_gap
        return Style(
            id, name, size, align, before=gap, after=gap, bold=head, keep_next=head
        )

    yield cell("BangTieuDe", "Tiêu đề bảng", "center", head=True)
    yield cell("BangChu", "Ô bảng", "left")
    yield cell("BangSo", "Ô số của bảng", "center")
    # Parts a table from what is above it, and two tables from one another.
    yield Style("TruocBang", "Trước bảng", 1, before=5, line=1, keep_next=True)


def _appendices(form: Form) -> Iterator[Style]:
    size = form.sizes.appendix
    yield _centred("PhuLuc", "Phụ lục", size)
    yield _centred("TenPhuLuc", "Tên phụ lục", size, capitals=True)
    yield Style(
        "KemTheo", "Kèm theo", size, "center", italic=True, after=6, keep_next=True
    )


def _ending(form: Form) -> Iterator[Style]:
    size, gap = form.sizes, form.lengths.signature_gap
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
        before=form.lengths.signature_space * 72 / 25.4,
    )
    at_top = form.page_number is PageNumber.TOP_CENTRE
    align = "center" if at_top else "right"
    # A line across the page above the address (Mục III.4).
    yield Style("DiaChi", "Địa chỉ", size.address, "center", border=rule(space=3))
    yield Style("SoTrang", "Số trang", size.page_number, align)
    yield Style("CuoiVanBan", "Cuối văn bản", 1, line=1)


def styles(form: Form) -> list[Style]:
    """Return every style of a form, in the order of the page."""
    parts = (_header, _opening, _body, _tables, _ending, _appendices)
    return [style for part_of_page in parts for style in part_of_page(form)]


def part_of(form: Form) -> bytes:
    """Return styles.xml: Times New Roman in black, Vietnamese, and the styles."""
    size = form.sizes.body * 2
    fonts = " ".join(f'w:{a}="{FONT}"' for a in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f'<w:rFonts {fonts}/><w:color w:val="000000"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
    )
    line = round(form.lengths.line * _LINE)
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="auto"/>'
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
