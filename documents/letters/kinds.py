"""The kinds of letter as data (NĐ 30/2020, Điều 7, Phụ lục I and III).

A new kind is a new row here and a skeleton in `skeletons.yaml`.
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


class Signed(Enum):
    """Who signs at the end, and where the copies are listed."""

    ONE = "one"
    """Level with "Nơi nhận"."""

    TWO = "two"
    """Secretary and chair side by side, "Nơi nhận" beneath (template 1.9)."""

    NONE = "none"
    """Nobody: each opinion in the text is signed where it stands."""


@dataclass(frozen=True)
class Kind:
    """One kind: its name, the letters in its symbol, and which parts it has."""

    id: str
    name: str
    abbreviation: str
    addressed: Addressed
    decides: bool = False
    numbered: bool = True
    dated: bool = True
    closed: bool = True
    signed: Signed = Signed.ONE

    @property
    def named(self) -> bool:
        """Say whether its name is printed: every kind's but a công văn's."""
        return bool(self.abbreviation) or not self.numbered


_LETTERS: Final = (
    Kind("cong-van", "Công văn", "", Addressed.ALWAYS),
    Kind("thong-bao", "Thông báo", "TB", Addressed.NEVER),
    Kind("bao-cao", "Báo cáo", "BC", Addressed.UPWARD),
    Kind("to-trinh", "Tờ trình", "TTr", Addressed.ALWAYS),
    Kind("ke-hoach", "Kế hoạch", "KH", Addressed.NEVER),
    Kind("giay-moi", "Giấy mời", "GM", Addressed.NEVER),
    Kind("phieu-chuyen", "Phiếu chuyển", "PC", Addressed.ALWAYS),
    Kind("quyet-dinh", "Quyết định", "QĐ", Addressed.NEVER, decides=True),
    Kind(
        "bien-ban",
        "Biên bản",
        "BB",
        Addressed.NEVER,
        dated=False,
        signed=Signed.TWO,
    ),
)

# Slips of the hotline's own. Phụ lục III gives them no letters: these are ours, and
# Điều 8 of the decree leaves the form of specialised papers to whoever is in charge.
_SLIPS: Final = (
    Kind("phieu-huong-dan", "Phiếu hướng dẫn", "PHD", Addressed.ALWAYS),
    Kind("phieu-tiep-nhan", "Phiếu tiếp nhận", "PTN", Addressed.NEVER),
    # After "Phiếu giải quyết văn bản đến" (Phụ lục IV, Mục VII).
    Kind(
        "phieu-giao-xu-ly",
        "Phiếu giao xử lý",
        "",
        Addressed.NEVER,
        numbered=False,
        closed=False,
        signed=Signed.NONE,
    ),
)

KINDS: Final[Mapping[str, Kind]] = {kind.id: kind for kind in (*_LETTERS, *_SLIPS)}


def symbol(kind: Kind, *, code: str, unit: str) -> str:
    """Return what follows the number: SGTVT-VP, TB-SGTVT; "" of what has none.

    Phụ lục I, Mục II.3b; `code` is the agency's, `unit` the drafting unit's.
    """
    if not kind.numbered:
        return ""
    return f"{kind.abbreviation}-{code}" if kind.named else f"{code}-{unit}"


def titled(kind: str, subject: str) -> str:
    """Return how a list names a letter: `Công văn V/v …`, `Thông báo về việc …`."""
    found = KINDS[kind]
    if subject.startswith("Về "):
        subject = f"v{subject[1:]}"
    return f"{found.name} {'' if found.named else 'V/v '}{subject}"


@dataclass(frozen=True)
class Stamp:
    """A stamp in a frame: its word and the width of the frame."""

    word: str
    width_mm: int


STAMPS: Final[Mapping[str, Stamp]] = {
    "hoa-toc": Stamp("HỎA TỐC", 30),
    "thuong-khan": Stamp("THƯỢNG KHẨN", 40),
    "khan": Stamp("KHẨN", 20),
}
"""Phụ lục I, Phần I, Mục III.2: three degrees of urgency, each 8 mm high."""

CIRCULATIONS: Final[Mapping[str, Stamp]] = {
    "xem-xong-tra-lai": Stamp("XEM XONG TRẢ LẠI", 56),
    "luu-hanh-noi-bo": Stamp("LƯU HÀNH NỘI BỘ", 56),
}
"""The same, for who may see it; the rule fixes no width, the words need this one."""
