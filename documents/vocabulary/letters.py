"""Outgoing letters, their numbers and their signed copies."""

from documents.vocabulary.term import Term


class LetterState(Term):
    """Where an outgoing letter stands (domain.md §13)."""

    DRAFT = "draft", "Dự thảo"
    PENDING = "pending", "Đã trình, chờ duyệt"
    APPROVED = "approved", "Đã duyệt, chờ cấp số"
    ISSUED = "issued", "Đã ban hành"
    DISCARDED = "discarded", "Đã bỏ"


class LetterAction(Term):
    """What somebody does to a letter that no case moves (NĐ 30/2020, Điều 10-18)."""

    SUBMIT = "submit", "Trình duyệt"
    TAKE_BACK = "take_back", "Rút về sửa"
    RETURN = "return", "Trả lại dự thảo"
    APPROVE = "approve", "Phê duyệt"
    RECALL = "recall", "Thu hồi phê duyệt"
    ISSUE = "issue", "Cấp số, ban hành"
    DISCARD = "discard", "Bỏ dự thảo"
    RESTORE = "restore", "Khôi phục dự thảo"


class LetterLink(Term):
    """How a letter follows an issued one, which never changes (Điều 18)."""

    CORRECTS = "corrects", "Đính chính"
    REPLACES = "replaces", "Thay thế"


class CopyVerdict(Term):
    """How the text of a signed copy stands to the letter that was issued."""

    SAME = "same", "Nội dung trùng khớp với văn bản đã ban hành."
    DIFFERENT = "different", "Nội dung có chỗ khác với văn bản đã ban hành."
    NO_TEXT = (
        "no_text",
        "Bản quét không có lớp chữ: không đối chiếu tự động được, hãy đọc đối chiếu.",
    )


class EntryState(Term):
    """What a number of a letter book was given for; none is given twice (§3.5)."""

    RESERVED = "reserved", "Đã giữ số"
    ISSUED = "issued", "Đã ban hành"
    VOIDED = "voided", "Hủy số"
