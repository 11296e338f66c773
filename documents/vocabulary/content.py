"""What is published: contacts, directives, and the files they come from."""

from documents.vocabulary.term import Term


class ContentState(Term):
    """Where a published thing stands: contact, directive, page."""

    DRAFT = "draft", "Bản nháp"
    PENDING = "pending", "Chờ duyệt công bố"
    PUBLISHED = "published", "Đang công bố"
    ARCHIVED = "archived", "Lưu trữ"


class ContentAction(Term):
    """What an officer does to published content."""

    SUBMIT = "submit", "Trình duyệt"
    PUBLISH = "publish", "Công bố"
    RETURN = "return", "Trả lại người soạn"
    ARCHIVE = "archive", "Gỡ xuống, lưu trữ"
    REVIVE = "revive", "Đưa lại về bản nháp"


class PageKind(Term):
    """What a page of the public site is: in its tree, or one of the news."""

    PAGE = "page", "Trang"
    NEWS = "news", "Tin tức"


class PhoneKind(Term):
    """What a Vietnamese telephone number is."""

    LANDLINE = "landline", "Máy bàn"
    MOBILE = "mobile", "Di động"
    SERVICE = "service", "Tổng đài"
    UNKNOWN = "unknown", "Không nhận ra"


class DirectiveForce(Term):
    """Whether a document is in force (domain.md §2)."""

    IN_FORCE = "in_force", "Còn hiệu lực"
    PARTLY = "partly", "Hết hiệu lực một phần"
    EXPIRED = "expired", "Hết hiệu lực"


class Validity(Term):
    """Whether a document is in force on a day, worked out of its dates."""

    NOT_YET = "not_yet", "Chưa có hiệu lực"
    IN_FORCE = "in_force", "Còn hiệu lực"
    PARTLY = "partly", "Hết hiệu lực một phần"
    EXPIRED = "expired", "Hết hiệu lực"


class DirectiveRelationKind(Term):
    """How one document stands to another (domain.md §2)."""

    IMPLEMENTS = "implements", "Triển khai thực hiện"
    REPLIES_TO = "replies_to", "Trả lời"
    CITES = "cites", "Viện dẫn"
    AMENDS = "amends", "Sửa đổi, bổ sung"
    REPLACES = "replaces", "Thay thế"
    ANNEXES = "annexes", "Ban hành kèm theo"


class IssuerLevel(Term):
    """Which body a directive comes from (domain.md T08)."""

    CENTRAL = "central", "Trung ương"
    PARTY = "party", "Tỉnh ủy"
    COUNCIL = "council", "HĐND tỉnh"
    PROVINCE = "province", "UBND tỉnh"
    DEPARTMENT = "department", "Sở"


class DeadlineMode(Term):
    """How a document sets its deadline (domain.md §0.7)."""

    BEFORE = "before", "Trước ngày"
    BY = "by", "Chậm nhất ngày"
    WITHIN = "within", "Trong số ngày làm việc"
    WITHIN_DAYS = "within_days", "Trong số ngày"


class Purpose(Term):
    """What a unit is given a document for (domain.md T30)."""

    INFORM = "inform", "Để biết"
    CARRY_OUT = "carry_out", "Thực hiện"
    URGE = "urge", "Đôn đốc"
    COORDINATE = "coordinate", "Phối hợp"


class IncomingState(Term):
    """Where a file that came in stands (domain.md §3.5)."""

    WAITING = "waiting", "Chờ xác nhận"
    CONFIRMED = "confirmed", "Đã vào sổ"
    DISCARDED = "discarded", "Đã bỏ"


class TextState(Term):
    """How far the text of a stored file was read, for search."""

    WAITING = "waiting", "Chờ đọc"
    READ = "read", "Đã đọc"
    EMPTY = "empty", "Không có chữ"
    UNREADABLE = "unreadable", "Không đọc được"
    WITHHELD = "withheld", "Không đưa vào tìm kiếm"
