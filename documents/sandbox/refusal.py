"""What is said of a file that cannot be read."""

from typing import Final

from documents.errors import DomainError

SLOW: Final = "Tệp mất quá nhiều thời gian để đọc. Hãy lưu lại tệp rồi thử lại."
HEAVY: Final = "Tệp quá lớn hoặc quá phức tạp để đọc an toàn."
BROKEN: Final = "Không đọc được tệp: tệp hỏng hoặc có cấu trúc lạ."


class Unreadable(DomainError):
    """A file that cannot be read, or not safely; the message says why."""
