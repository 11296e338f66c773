"""Whether visitors read a case and its answer (domain.md §5.1, publication axis)."""

from documents.vocabulary.term import Term


class PublicationState(Term):
    """Where a case stands towards the public; a case without a row is private."""

    PRIVATE = "private", "Không công khai"
    PENDING = "pending", "Chờ duyệt đăng"
    PUBLIC = "public", "Đang công khai"
    WITHDRAWN = "withdrawn", "Đã gỡ bỏ"


class PublicationAction(Term):
    """What an officer does about what visitors read of a case."""

    PREPARE = "prepare", "Soạn bản công khai"
    RELEASE = "release", "Duyệt đăng"
    KEEP_PRIVATE = "keep_private", "Trả lại, chưa công khai"
    TAKE_DOWN = "take_down", "Gỡ khỏi trang công khai"
    LAPSE = "lapse", "Không còn đủ điều kiện công khai"
