"""What is said when a letter cannot be shown as pages."""

from typing import Final

from documents.errors import DomainError

MISSING: Final = "Máy chủ không có LibreOffice nên không xem trước được từng trang."
SLOW: Final = "Tạo bản xem trước mất quá nhiều thời gian. Hãy thử lại sau ít phút."
BROKEN: Final = "Không tạo được bản xem trước của văn bản này."
LONG: Final = "Văn bản dài quá {} trang nên không xem trước từng trang được."


class PreviewFailed(DomainError):
    """There are no pages to show; the message says why."""
