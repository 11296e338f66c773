"""A request: how it came, what it is, where it stands, how it ended."""

from documents.vocabulary.term import Term


class CaseState(Term):
    """Where a case stands (domain.md §5.1)."""

    SUBMITTED = "submitted", "Mới gửi – chờ tiếp nhận"
    AWAITING_INFO = "awaiting_info", "Chờ bổ sung thông tin"
    RECEIVED = "received", "Đã tiếp nhận – chờ phân loại, giao"
    IN_PROGRESS = "in_progress", "Đang xử lý tại phòng, đơn vị"
    PENDING_APPROVAL = "pending_approval", "Chờ Lãnh đạo Sở phê duyệt"
    APPROVED = "approved", "Đã phê duyệt – chờ ban hành, cập nhật"
    REPLIED = "replied", "Đã trả lời – chờ kết thúc"
    RESOLVED = "resolved", "Kết thúc – đã giải quyết"
    TRANSFERRED = "transferred", "Kết thúc – chuyển cơ quan có thẩm quyền"
    CLOSED_UNRESOLVED = "closed_unresolved", "Kết thúc – không giải quyết"
    DECLINED = "declined", "Không tiếp nhận"
    WITHDRAWN = "withdrawn", "Người gửi rút"


class CaseAction(Term):
    """What somebody does to a case (domain.md §5.2)."""

    SUBMIT = "submit", "Gửi phản ánh"
    RECORD = "record", "Nhập hồ sơ"
    ACCEPT = "accept", "Tiếp nhận"
    ASK_INFO = "ask_info", "Yêu cầu bổ sung"
    SUPPLEMENT = "supplement", "Đã bổ sung"
    EXPIRE = "expire", "Hết hạn bổ sung"
    DECLINE = "decline", "Không tiếp nhận"
    ASSIGN = "assign", "Giao xử lý"
    SUBMIT_RESULT = "submit_result", "Trình kết quả"
    RETURN = "return", "Trả lại dự thảo"
    APPROVE = "approve", "Phê duyệt"
    ENTER_REPLY = "enter_reply", "Đăng nhập văn bản trả lời"
    ENTER_OUTSIDE = "enter_outside", "Ghi nhận trả lời ký ngoài hệ thống"
    CLOSE = "close", "Kết thúc"
    TRANSFER = "transfer", "Chuyển, trả cơ quan có thẩm quyền"
    CLOSE_UNRESOLVED = "close_unresolved", "Kết thúc có lý do"
    WITHDRAW = "withdraw", "Rút"
    REOPEN = "reopen", "Mở lại"
    EXTEND = "extend", "Gia hạn"
    REASSIGN = "reassign", "Giao lại"
    RECLASSIFY = "reclassify", "Phân loại lại là khiếu nại, tố cáo"
    RECALL = "recall", "Thu hồi phê duyệt"
    CORRECT = "correct", "Đính chính dữ liệu"


class Source(Term):
    """Which of the two hotlines a case came through (domain.md §0.1)."""

    DEPARTMENT = "department", "Đường dây nóng của Sở"
    PROVINCE = "province", "Đường dây nóng của Lãnh đạo tỉnh"


class Channel(Term):
    """How a case reached the department (domain.md §2)."""

    PHONE = "phone", "Điện thoại"
    SMS = "sms", "Tin nhắn"
    EMAIL = "email", "Thư điện tử"
    WEB_FORM = "web_form", "Biểu mẫu trên trang"
    IN_PERSON = "in_person", "Trực tiếp tại phòng Tiếp dân"
    POST = "post", "Bưu chính"
    PROVINCE_SYSTEM = "province_system", "Hệ thống của tỉnh"
    NATIONAL_PORTAL = "national_portal", "Cổng Dịch vụ công quốc gia"
    ZALO = "zalo", "Zalo"


class CaseKind(Term):
    """What the content is in law (domain.md §3.2)."""

    REPORT = "report", "Phản ánh"
    PETITION = "petition", "Kiến nghị"
    QUESTION = "question", "Hỏi đáp"
    COMPLAINT = "complaint", "Khiếu nại"
    DENUNCIATION = "denunciation", "Tố cáo"


class Field(Term):
    """Lĩnh vực of a transport department (domain.md §2)."""

    ROADS = "roads", "Hạ tầng đường bộ"
    MAINTENANCE = "maintenance", "Duy tu, sửa chữa"
    PASSENGERS = "passengers", "Vận tải hành khách"
    STATIONS = "stations", "Bến xe, xe buýt"
    OVERLOAD = "overload", "Tải trọng xe, xe quá tải"
    INSPECTION = "inspection", "Đăng kiểm"
    LICENCES = "licences", "Đào tạo, sát hạch, giấy phép lái xe"
    WATERWAYS = "waterways", "Đường thủy nội địa, cảng bến"
    SAFETY = "safety", "Trật tự ATGT, hành lang đường bộ"
    CONDUCT = "conduct", "Thái độ phục vụ, thủ tục hành chính"
    PLANNING = "planning", "Quy hoạch, dự án"
    OTHER = "other", "Khác"


class Urgency(Term):
    """How soon a case must be resolved (domain.md §7, RESOLVE)."""

    URGENT = "urgent", "Khẩn"
    QUICK = "quick", "Nhanh"
    NORMAL = "normal", "Thường"
    COMPLEX = "complex", "Phức tạp"


class Lateness(Term):
    """How a case stands against its due date: computed, never stored."""

    ON_TRACK = "on_track", "Trong hạn"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    OVERDUE = "overdue", "Quá hạn"
    LONG_OVERDUE = "long_overdue", "Quá hạn nặng"
    DONE_ON_TIME = "done_on_time", "Xong đúng hạn"
    DONE_LATE = "done_late", "Xong trễ hạn"
    PAUSED = "paused", "Tạm dừng"


class ComplainantKind(Term):
    """Who sends a request (domain.md T12)."""

    CITIZEN = "citizen", "Công dân"
    ORGANISATION = "organisation", "Tổ chức"


class Outcome(Term):
    """How a round of a case ended (domain.md §9)."""

    RESOLVED = "resolved", "Đã giải quyết"
    TRANSFERRED = "transferred", "Chuyển, trả cơ quan có thẩm quyền"
    NO_RESOLUTION = "no_resolution", "Không giải quyết, có lý do"
    WITHDRAWN = "withdrawn", "Người gửi rút"
    DECLINED = "declined", "Không tiếp nhận"


class OutcomeReason(Term):
    """Why a case was not taken, or ended without a solution (X06, X07, X15, X20)."""

    COMPLAINT = "complaint", "Khiếu nại – hướng dẫn theo Luật Khiếu nại"
    DENUNCIATION = "denunciation", "Tố cáo – hướng dẫn theo Luật Tố cáo"
    QUESTION = "question", "Hỏi đáp pháp luật – hướng dẫn nơi trả lời"
    DUPLICATE = "duplicate", "Trùng hồ sơ khác"
    SPAM = "spam", "Tin rác"
    ABUSIVE = "abusive", "Nội dung xúc phạm"
    OUT_OF_SCOPE = "out_of_scope", "Ngoài phạm vi Đường dây nóng"
    MISSING_INFORMATION = "missing_information", "Thiếu thông tin"
    NO_LONGER_RELEVANT = "no_longer_relevant", "Không còn giá trị xử lý"
    LONG_AGO = "long_ago", "Đã lâu, người gửi không phản ánh lại"
    NOT_VERIFIABLE = "not_verifiable", "Không xác minh được"
    CONCLUDED = "concluded", "Đã có kết luận"


class TransferMode(Term):
    """How a case leaves for whoever is competent (X14)."""

    FORWARD = "forward", "Chuyển cơ quan có thẩm quyền"
    SEND_BACK = "send_back", "Trả lại nơi gửi"


class SimilarCheck(Term):
    """What came of looking for a similar case before one is taken (X03)."""

    NONE = "none", "Không trùng hồ sơ nào"
    KEPT_APART = "kept_apart", "Có hồ sơ tương tự, vẫn tiếp nhận riêng"
    TIED = "tied", "Có hồ sơ rất giống, đã ghi là gì với nhau"


class Decision(Term):
    """What an approver said."""

    APPROVED = "approved", "Phê duyệt"
    RETURNED = "returned", "Trả lại"


class EventKind(Term):
    """What a line of the history is about, beside the moves of a case."""

    MOVED = "moved", "Chuyển bước"
    DRAFTED = "drafted", "Soạn kết quả và dự thảo"
    ISSUED = "issued", "Cấp số, ban hành văn bản"
    UNSEALED = "unsealed", "Xem thông tin người phản ánh"
    EDITED = "edited", "Sửa nội dung"
    PROPOSED = "proposed", "Trình thay đổi"
    PUBLISHED = "published", "Công bố"
    WITHDRAWN = "withdrawn", "Gỡ công bố"
    STARTED = "started", "Bắt đầu soạn"
    SIGNED = "signed", "Nhận bản đã ký"
    LINKED = "linked", "Liên kết văn bản, hồ sơ"
    ASKED = "asked", "Đề nghị"
    REFUSED = "refused", "Không đồng ý đề nghị"
    LAPSED = "lapsed", "Đề nghị không còn hiệu lực"
    INSTRUCTED = "instructed", "Ý kiến chỉ đạo"
    CARRIED_OUT = "carried_out", "Kết quả thực hiện chỉ đạo"
    COMMENTED = "commented", "Trao đổi"
    COORDINATED = "coordinated", "Phối hợp xử lý"
    RECOMPUTED = "recomputed", "Tính lại hạn theo lịch"
    CONFIGURED = "configured", "Thay đổi lịch, quy tắc thời hạn"
    FILE_ADDED = "file_added", "Thêm tệp đính kèm"
    FILE_WITHDRAWN = "file_withdrawn", "Rút tệp đính kèm"
    FILE_AUDIENCE = "file_audience", "Đổi người được mở tệp đính kèm"
    PIN_GIVEN = "pin_given", "Cấp mã tra cứu"
    DISTRIBUTED = "distributed", "Phân phối văn bản"
    ACKNOWLEDGED = "acknowledged", "Đơn vị đã đọc, thực hiện"
    RECALLED = "recalled", "Thu hồi văn bản đã phân phối"
    WROTE = "wrote", "Viết thêm"
    RATED = "rated", "Đánh giá trả lời"


class SendChannel(Term):
    """How a reply reached its addressee (domain.md X13)."""

    POST = "post", "Bưu chính"
    EMAIL = "email", "Thư điện tử"
    PHONE = "phone", "Điện thoại"
    IN_PERSON = "in_person", "Trao trực tiếp"
    NO_ADDRESS = "no_address", "Không có địa chỉ"
