"""The kinds of letter as data (NĐ 30/2020, Điều 7, Phụ lục I and III).

A kind that needs more than these fields is not here yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Addressed(Enum):
    """Whether a kind carries "Kính gửi" (Phụ lục I, Phần I, Mục II.9)."""

    ALWAYS = "always"
    UPWARD = "upward"
    NEVER = "never"


@dataclass(frozen=True)
class Kind:
    """One kind: its name, the letters in its symbol, and which parts it has."""

    id: str
    name: str
    abbreviation: str
    addressed: Addressed
    decides: bool = False

    @property
    def named(self) -> bool:
        """Say whether its name is printed: every kind's but a công văn's."""
        return bool(self.abbreviation)


_ALL: Final = (
    Kind("cong-van", "Công văn", "", Addressed.ALWAYS),
    Kind("thong-bao", "Thông báo", "TB", Addressed.NEVER),
    Kind("bao-cao", "Báo cáo", "BC", Addressed.UPWARD),
    Kind("to-trinh", "Tờ trình", "TTr", Addressed.ALWAYS),
    Kind("ke-hoach", "Kế hoạch", "KH", Addressed.NEVER),
    Kind("giay-moi", "Giấy mời", "GM", Addressed.NEVER),
    Kind("phieu-chuyen", "Phiếu chuyển", "PC", Addressed.ALWAYS),
    Kind("quyet-dinh", "Quyết định", "QĐ", Addressed.NEVER, decides=True),
)

KINDS: Final[Mapping[str, Kind]] = {kind.id: kind for kind in _ALL}


@dataclass(frozen=True)
class Stamp:
    """An urgency stamp: its word and the width of its frame."""

    word: str
    width_mm: int


STAMPS: Final[Mapping[str, Stamp]] = {
    "hoa-toc": Stamp("HỎA TỐC", 30),
    "thuong-khan": Stamp("THƯỢNG KHẨN", 40),
    "khan": Stamp("KHẨN", 20),
}
"""Phụ lục I, Phần I, Mục III.2: three degrees, each 8 mm high."""
