"""What is wrong with a search index, in the words of who looks after the server."""

from collections.abc import Mapping
from typing import Final

from search import BusyError, DamagedError, ForeignError, UnsafeError

_FAULTS: Final[Mapping[type[Exception], str]] = {
    DamagedError: "bị hỏng hoặc thiếu tệp",
    UnsafeError: "nằm ở thư mục mà người khác ghi được",
    ForeignError: "do phiên bản hoặc bộ máy khác lập",
    BusyError: "đang có tiến trình khác ghi, lâu chưa xong",
    PermissionError: "không có quyền đọc, ghi",
    OSError: "không đọc, ghi được đĩa",
}


def fault_of(error: Exception) -> str:
    """Return what is wrong with an index, for who looks after the server."""
    told = (text for kind, text in _FAULTS.items() if isinstance(error, kind))
    return next(told, "không đọc được")
