"""Vietnamese letters and words as patterns: what begins a name, what names a place."""

import re
from collections.abc import Collection
from typing import Final

from documents.text import fold

_LETTERS: Final = [*map(chr, range(0x41, 0x250)), *map(chr, range(0x1EA0, 0x1EFA))]
UPPER: Final = "".join(char for char in _LETTERS if char.isupper())
LOWER: Final = "".join(char for char in _LETTERS if char.islower())

CAPITAL: Final = rf"(?<!\w)[{UPPER}](?:[{LOWER}]+|[{UPPER}]*)(?!\w)"
"""A word that begins with a capital, or is all capitals."""

GAP: Final = r"[^\S\n]+"
"""White space within a line."""


def any_of(words: Collection[str], *, bare: bool = False) -> str:
    """Return a pattern of whole phrases in either case, the longest first.

    Asked for `bare` ones, it takes them without their marks too.
    """
    told = sorted({*words, *map(fold, words if bare else ())}, key=lambda it: -len(it))
    spaced = (GAP.join(map(re.escape, one.split())) for one in told)
    return rf"(?<!\w)(?i:{'|'.join(spaced)})(?!\w)"


def run(word: str, *, least: int, most: int) -> str:
    """Return a pattern of so many such words in a row."""
    return rf"{word}(?:{GAP}{word}){{{least - 1},{most - 1}}}"


TITLES: Final = (
    "ông", "bà", "anh", "chị", "em", "cháu", "cô", "chú", "bác", "cậu", "dì", "dượng",
    "mợ", "thím", "cụ", "thầy", "bạn", "bé", "ông bà", "vợ chồng", "hộ ông", "hộ bà",
)  # fmt: skip
CALLING: Final = (
    "giáo", "sĩ", "tài xế", "tài", "lái xe", "phụ xe", "lơ xe", "chủ xe", "chủ nhà",
    "chủ quán", "bảo vệ", "công nhân", "công an", "tiếp viên", "nhân viên", "hàng xóm",
)  # fmt: skip
ROLES: Final = (
    "tài xế", "lái xe", "phụ xe", "lơ xe", "chủ xe", "chủ phương tiện", "chủ hộ",
    "chủ nhà", "nhân viên", "tiếp viên", "thanh tra viên", "đăng kiểm viên",
    "người gửi", "người phản ánh", "người gọi", "người làm đơn", "người viết đơn",
    "người đại diện", "họ tên", "họ và tên", "tên", "tên tôi", "tên là", "tôi là",
    "tôi tên", "tôi tên là", "nạn nhân", "nhân chứng", "con trai", "con gái", "vợ",
    "chồng", "vợ tôi", "chồng tôi", "con tôi", "ký tên", "kế toán", "bí danh",
)  # fmt: skip

FAMILIES: Final = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Lý", "Đinh", "Trịnh", "Trương", "Đoàn", "Đào", "Phùng",
    "Tạ", "Quách", "Lưu", "Tống", "Triệu", "Nghiêm", "Khổng", "Doãn", "Mạc", "Hứa",
    "Đàm", "Khưu",
)  # fmt: skip
ALSO_WORDS: Final = (
    "Dương", "Lâm", "Mai", "Hà", "Cao", "Tô", "Lương", "Vương", "Châu", "Thái", "La",
    "Kiều", "Kim", "Thạch", "Sơn", "Từ", "Văn", "Chu", "Quan", "Thân", "Tăng", "Giang",
    "Viên", "Bạch", "Danh", "Tiêu", "Ninh", "Âu", "Cù",
)  # fmt: skip
"""Family names that begin places and firms as often: three words make a person."""

PLACE_WORDS: Final = (
    "đường", "phố", "đại lộ", "hẻm", "ngõ", "kiệt", "phường", "xã", "huyện", "quận",
    "tỉnh", "thành phố", "tp", "tp.", "thị trấn", "thị xã", "ấp", "thôn", "làng",
    "khu", "khu phố", "khu dân cư", "khu công nghiệp", "khu du lịch", "cầu", "cống",
    "hầm", "đèo", "chợ", "siêu thị", "trường", "trường học", "thpt", "thcs",
    "tiểu học", "trung học", "mầm non", "đại học", "cao đẳng", "bệnh viện", "trạm",
    "công viên", "ngã ba", "ngã tư", "ngã năm", "ngã sáu", "vòng xoay", "bùng binh",
    "nút giao", "giao lộ", "bến", "bến xe", "bến phà", "bến tàu", "cảng", "ga",
    "sân bay", "hồ", "sông", "suối", "rạch", "núi", "đảo", "biển", "bãi", "mũi",
    "chùa", "đình", "miếu", "nhà thờ", "giáo xứ", "tượng đài", "quảng trường",
    "công ty", "tnhh", "cổ phần", "mtv", "hợp tác xã", "doanh nghiệp", "nhà xe",
    "hãng", "hãng xe", "xe khách", "taxi", "khách sạn", "nhà hàng", "quán", "tiệm",
    "cửa hàng", "chung cư", "tuyến", "quốc lộ", "tỉnh lộ", "hương lộ", "cao tốc",
)  # fmt: skip
"""What stands before the name of a place, a road or a firm, not of a person."""

ROADS: Final = frozenset(
    name.casefold()
    for name in (
        "An Dương Vương", "Ba Cu", "Bạch Đằng", "Bình Giã", "Bùi Thị Xuân",
        "Cách Mạng Tháng Tám", "Cao Bá Quát", "Cao Thắng", "Chu Văn An", "Cô Bắc",
        "Cô Giang", "Dương Bạch Mai", "Đinh Tiên Hoàng", "Đoàn Thị Điểm",
        "Đồ Chiểu", "Đô Lương", "Độc Lập", "Điện Biên Phủ", "Hà Huy Tập",
        "Hạ Long", "Hai Bà Trưng", "Hàm Nghi", "Hồ Quý Ly", "Hồ Xuân Hương",
        "Hoàng Diệu", "Hoàng Hoa Thám", "Hoàng Văn Thụ", "Hoàng Văn Thái",
        "Hùng Vương", "Huyền Trân Công Chúa", "Huỳnh Minh Thạnh",
        "Huỳnh Thúc Kháng", "Lạc Long Quân", "Lê Duẩn", "Lê Đại Hành", "Lê Hoàn",
        "Lê Hồng Phong", "Lê Lai", "Lê Lợi", "Lê Ngọc Hân", "Lê Phụng Hiểu",
        "Lê Quang Định", "Lê Quý Đôn", "Lê Thánh Tông", "Lê Văn Duyệt",
        "Lý Thái Tổ", "Lý Thường Kiệt", "Lý Tự Trọng", "Mạc Thanh Đạm",
        "Ngô Đức Kế", "Ngô Gia Tự", "Ngô Quyền", "Ngô Sĩ Liên", "Nguyễn An Ninh",
        "Nguyễn Bỉnh Khiêm", "Nguyễn Chí Thanh", "Nguyễn Công Trứ", "Nguyễn Du",
        "Nguyễn Đình Chiểu", "Nguyễn Gia Thiều", "Nguyễn Huệ",
        "Nguyễn Hữu Cảnh", "Nguyễn Hữu Cầu", "Nguyễn Hữu Thọ", "Nguyễn Kim",
        "Nguyễn Lương Bằng", "Nguyễn Tất Thành", "Nguyễn Thái Bình",
        "Nguyễn Thái Học", "Nguyễn Thanh Đằng", "Nguyễn Thị Định",
        "Nguyễn Thị Minh Khai", "Nguyễn Thiện Thuật", "Nguyễn Trãi",
        "Nguyễn Tri Phương", "Nguyễn Trung Trực", "Nguyễn Trường Tộ",
        "Nguyễn Văn Cừ", "Nguyễn Văn Linh", "Nguyễn Văn Trỗi",
        "Nguyễn Viết Xuân", "Phạm Hồng Thái", "Phạm Hùng", "Phạm Ngọc Thạch",
        "Phạm Ngũ Lão", "Phạm Văn Bạch", "Phạm Văn Đồng", "Phan Bội Châu",
        "Phan Chu Trinh", "Phan Châu Trinh", "Phan Đăng Lưu", "Phan Đình Phùng",
        "Phan Huy Chú", "Phan Văn Trị", "Phước Thắng", "Quang Trung",
        "Tạ Uyên", "Tô Hiến Thành", "Tôn Đức Thắng", "Tôn Thất Thuyết",
        "Thống Nhất", "Thi Sách", "Thủ Khoa Huân", "Trần Bình Trọng",
        "Trần Đồng", "Trần Hưng Đạo", "Trần Khánh Dư", "Trần Khát Chân",
        "Trần Nguyên Đán", "Trần Nguyên Hãn", "Trần Phú", "Trần Quang Khải",
        "Trần Quốc Toản", "Trần Quý Cáp", "Trần Xuân Độ", "Triệu Việt Vương",
        "Trưng Nhị", "Trưng Trắc", "Trương Công Định", "Trương Định",
        "Trương Hán Siêu", "Trương Văn Bang", "Trương Vĩnh Ký", "Tú Xương",
        "Võ Nguyên Giáp", "Võ Thị Sáu", "Võ Văn Kiệt", "Võ Văn Tần",
        "Xô Viết Nghệ Tĩnh", "Yên Bái", "Yên Thế",
    )
)  # fmt: skip
"""Roads called after somebody: such a name alone is a road, not a person."""

PLACES: Final = frozenset(
    name.casefold()
    for name in (
        "Hồ Chí Minh", "Bà Rịa", "Bà Tô", "Mai Linh", "Phan Thiết", "Phan Rang",
        "Hồ Mây", "Hồ Tràm", "Hồ Cốc", "Hồ Đá Đen", "Hồ Đá Bàng", "Hồ Sông Ray",
        "Hồ Sông Hỏa", "Hồ Suối Các", "Hồ Linh", "Lý Sơn", "Đinh Văn", "Võ Nhai",
        "Thái Bình Dương", "Phan Rí", "Lê Minh Xuân", "Vũ Quang", "Vũ Thư",
        "Đặng Xá", "Đào Duy Từ", "Đỗ Xá", "Trương Mít", "Tống Lê Chân",
    )
)  # fmt: skip
"""Names of places and firms that begin as a person's would."""
