"""What has a term, and in what it is counted."""

from documents.vocabulary.term import Term


class TimedStep(Term):
    """What a rule gives a term for (domain.md §7)."""

    RESOLVE = "resolve", "Giải quyết hồ sơ"
    UNIT_MARGIN = "unit_margin", "Đơn vị trình trước hạn của hồ sơ"
    CLASSIFY = "classify", "Phân loại, giao xử lý"
    TRANSFER = "transfer", "Chuyển cơ quan có thẩm quyền"
    SUPPLEMENT = "supplement", "Chờ người gửi bổ sung"
    APPROVE = "approve", "Phê duyệt, mỗi cấp"
    ENTER_REPLY = "enter_reply", "Ban hành, đăng nhập trả lời sau phê duyệt"
    PROVINCE_REPORT = "province_report", "Báo cáo UBND tỉnh sau trả lời"
    EXTEND = "extend", "Gia hạn lần đầu, nhiều nhất"
    EXTEND_TOTAL = "extend_total", "Gia hạn cả hai lần, nhiều nhất"
    PROGRESS_NOTE = "progress_note", "Báo tiến độ khi đã quá hạn, mỗi"
    REOPEN = "reopen", "Mở lại sau khi kết thúc, trong"
    STALE = "stale", "Coi là lâu không cập nhật sau"
    LONG_AGO = "long_ago", "Coi là đã lâu (tồn đọng B3) sau"


class TermUnit(Term):
    """In what a term is counted."""

    WORKING_DAYS = "working_days", "Ngày làm việc"
    CALENDAR_DAYS = "calendar_days", "Ngày"
    HOURS = "hours", "Giờ"
