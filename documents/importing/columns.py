"""The columns of a past case (design.md §4), and the names that files give them.

Who sent it stands in columns of its own, which are sealed (domain.md §12).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from documents.errors import DomainError
from documents.extract import legacy
from documents.text import fold, one_line


class WrongFile(DomainError):
    """A file of which no row can be read; the words say what to do."""


@dataclass(frozen=True)
class Column:
    """A column: what the template calls it, says of it and shows in it."""

    name: str
    label: str
    help: str
    examples: tuple[str, str]
    also: tuple[str, ...] = ()
    is_required: bool = False
    is_date: bool = False
    is_mark: bool = False


_DATE_HELP: Final = "Ngày trước, tháng sau: 22/11/2019, 22-11-2019 hoặc 2019-11-22."

_SEALED: Final = "Được niêm phong, không vào tìm kiếm và báo cáo."

COLUMNS: Final = (
    Column(
        "external_ref",
        "Mã hồ sơ cũ",
        "Mã trên hệ thống cũ hoặc của tỉnh; hai dòng cùng mã là một hồ sơ.",
        ("PA-2019-0117", "PA-2019-0131"),
        (
            "ma ho so", "ma so", "so ho so", "ma cua tinh", "ma tham chieu",
            "ma he thong cu", "reference",
        ),
    ),
    Column(
        "received_on",
        "Ngày tiếp nhận",
        f"Bắt buộc. {_DATE_HELP}",
        ("22/11/2019", "02/12/2019"),
        ("ngay nhan", "ngay den", "received", "received date", "date received"),
        is_required=True,
        is_date=True,
    ),
    Column(
        "channel",
        "Hình thức tiếp nhận",
        "Bỏ trống là điện thoại.",
        ("Điện thoại", "Thư điện tử"),
        ("kenh", "kenh tiep nhan", "hinh thuc"),
    ),
    Column(
        "kind",
        "Loại",
        "Cần có khi đã giải quyết.",
        ("Phản ánh", "Kiến nghị"),
        ("loai ho so", "loai noi dung", "phan loai"),
    ),
    Column(
        "field",
        "Lĩnh vực",
        "Cần có khi đã giải quyết.",
        ("Hạ tầng đường bộ", "Bến xe, xe buýt"),
        ("linh vuc phan anh",),
    ),
    Column(
        "title",
        "Trích yếu",
        "Bắt buộc, một dòng.",
        ("Ổ gà trên Quốc lộ 51", "Thêm trạm dừng xe buýt"),
        ("tieu de", "tom tat", "ten ho so", "subject"),
        is_required=True,
    ),
    Column(
        "content",
        "Nội dung",
        "Bắt buộc. Giữ nguyên như nhập; chỉ công chức đọc được.",
        (
            "Đoạn Km 40 Quốc lộ 51 có nhiều ổ gà rất nguy hiểm cho xe máy.",
            "Đề nghị bố trí thêm trạm dừng xe buýt trước cổng bệnh viện.",
        ),
        ("noi dung phan anh", "chi tiet", "description"),
        is_required=True,
    ),
    Column(
        "place",
        "Địa điểm",
        "Nơi xảy ra.",
        ("Km 40, Quốc lộ 51", "Đường 3/2, Vũng Tàu"),
        ("noi xay ra", "vi tri", "location"),
    ),
    Column(
        "unit",
        "Đơn vị chủ trì",
        "Mã hoặc tên phòng, đơn vị; cần có khi đã giải quyết.",
        ("KCHT", "VTPT"),
        ("don vi", "don vi xu ly", "phong", "phong don vi", "co quan xu ly"),
    ),
    Column(
        "outcome",
        "Kết quả",
        "Đã giải quyết, đã chuyển, không giải quyết, không tiếp nhận, đang xử lý;"
        " bỏ trống là đang xử lý, trừ khi đã có trả lời hoặc ngày kết thúc.",
        ("Đã giải quyết", "Đang xử lý"),
        ("ket qua xu ly", "tinh trang", "trang thai", "status"),
    ),
    Column(
        "reply_number",
        "Số văn bản trả lời",
        "Số, ký hiệu đã cấp khi đó; không vào sổ văn bản đi của hệ thống này.",
        ("3021/SGTVT-KCHT", ""),
        (
            "so tra loi", "so van ban", "so cong van", "so cong van tra loi",
            "so ky hieu",
        ),
    ),
    Column(
        "reply_date",
        "Ngày trả lời",
        _DATE_HELP,
        ("05/12/2019", ""),
        ("ngay van ban", "ngay van ban tra loi", "ngay cong van", "reply on"),
        is_date=True,
    ),
    Column(
        "reply_text",
        "Nội dung trả lời",
        "Lời của văn bản trả lời.",
        ("Sở đã cho vá toàn bộ ổ gà trên đoạn tuyến.", ""),
        ("tra loi", "van ban tra loi", "y kien tra loi", "reply"),
    ),
    Column(
        "closed_on",
        "Ngày kết thúc",
        _DATE_HELP,
        ("06/12/2019", ""),
        ("ngay dong", "ngay hoan thanh", "ngay xong", "closed date"),
        is_date=True,
    ),
    Column(
        "full_name",
        "Người gửi",
        f"Họ tên. {_SEALED}",
        ("Nguyễn Văn Mẫu", ""),
        ("ho ten", "ho va ten", "nguoi phan anh", "ten nguoi phan anh"),
    ),
    Column(
        "organisation",
        "Tổ chức gửi",
        f"Tên cơ quan, tổ chức, doanh nghiệp. {_SEALED}",
        ("", "Hợp tác xã vận tải Mẫu"),
        ("to chuc", "ten to chuc", "doanh nghiep"),
    ),
    Column(
        "phone",
        "Điện thoại người gửi",
        _SEALED,
        ("0900 000 001", ""),
        ("dien thoai", "so dien thoai", "sdt"),
    ),
    Column(
        "email",
        "Thư điện tử người gửi",
        _SEALED,
        ("", "htx@mau.example"),
        ("thu dien tu", "e mail"),
    ),
    Column(
        "address",
        "Địa chỉ người gửi",
        _SEALED,
        ("", ""),
        ("dia chi", "dia chi lien he"),
    ),
    Column(
        "opted_out",
        "Không đồng ý công khai",
        "Ghi “x” khi người gửi không đồng ý công khai nội dung, câu trả lời;"
        " bỏ trống khi đồng ý.",
        ("", "x"),
        (
            "khong cong khai", "tu choi cong khai", "khong dong y cong bo",
            "nguoi gui khong dong y cong khai", "opt out",
        ),
        is_mark=True,
    ),
)  # fmt: skip
"""Every column, in the order of the template."""

BY_NAME: Final[Mapping[str, Column]] = {column.name: column for column in COLUMNS}

_BETWEEN: Final = re.compile(r"[^a-z0-9]+")
_ENOUGH: Final = 2
"""Columns known by name without which a row is no heading."""


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Return a name or a term as it is compared: folded, words only."""
    return _BETWEEN.sub(" ", fold(text)).strip()


_NAMES: Final[Mapping[str, Column]] = {
    plain(name): column
    for column in COLUMNS
    for name in (column.name, column.label, *column.also)
}


def column_of(heading: str) -> Column | None:
    """Return which column a heading names, in whatever font it was typed."""
    for told in (heading, *(way(heading) for way in legacy.WAYS.values())):
        found = _NAMES.get(plain(told))
        if found is not None:
            return found
    return None


@dataclass(frozen=True)
class Heading:
    """What the columns of a file are, by place; `unused` are those nobody knows."""

    places: Mapping[int, Column]
    unused: tuple[str, ...] = ()
    width: int = 0


def heading_of(cells: Iterable[str]) -> Heading | None:
    """Return the heading that a row is, None when it is none.

    Raises:
        WrongFile: it names a column twice, or leaves out one that must be there.
    """
    told = [one_line(cell) for cell in cells]
    known = {place: column_of(cell) for place, cell in enumerate(told) if cell}
    places = {place: column for place, column in known.items() if column}
    if len(places) < _ENOUGH:
        return None
    names = [column.name for column in places.values()]
    twice = sorted({BY_NAME[name].label for name in names if names.count(name) > 1})
    if twice:
        raise WrongFile(
            f"Có hai cột cùng là “{twice[0]}”. Hãy bỏ hoặc đổi tên một cột."
        )
    must_have(names)
    unused = tuple(told[place] for place, column in known.items() if column is None)
    return Heading(places, unused, len(told))


def must_have(names: Iterable[str]) -> None:
    """Refuse a heading without the columns that every row needs.

    Raises:
        WrongFile: naming them.
    """
    held = set(names)
    missing = [c for c in COLUMNS if c.is_required and c.name not in held]
    if missing:
        told = ", ".join(f"“{c.label}” ({c.name})" for c in missing)
        raise WrongFile(f"Tệp thiếu cột {told}. Hãy thêm theo tệp mẫu rồi gửi lại.")
