"""Past cases that come in from files: how they ended, where an import stands."""

from documents.vocabulary.term import Term


class PastOutcome(Term):
    """How a past case ended, as its row says (design.md §4)."""

    RESOLVED = "resolved", "Đã giải quyết"
    TRANSFERRED = "transferred", "Đã chuyển cơ quan có thẩm quyền"
    CLOSED_UNRESOLVED = "closed_unresolved", "Không giải quyết"
    DECLINED = "declined", "Không tiếp nhận"
    OPEN = "open", "Đang xử lý"


class ImportState(Term):
    """Where the import of a file stands; one that is killed stays at work."""

    UPLOADED = "uploaded", "Đã tải lên – chờ quyết định"
    WAITING = "waiting", "Chờ tiến trình nền"
    IMPORTING = "importing", "Đang nhập"
    DONE = "done", "Đã nhập xong"
    STOPPED = "stopped", "Dừng vì tệp không đọc được tiếp"
    DROPPED = "dropped", "Đã bỏ, không nhập"


class ImportVerdict(Term):
    """What became of a row of a file, or would become of it."""

    READY = "ready", "Nhập được"
    IMPORTED = "imported", "Đã nhập"
    DUPLICATE = "duplicate", "Trùng, không nhập lại"
    REFUSED = "refused", "Không nhận"
