"""What is attached to a case."""

from documents.vocabulary.term import Term


class FileKind(Term):
    """Where a file of a case comes from (domain.md §5.2 X01, X05, X09)."""

    FROM_SENDER = "from_sender", "Người gửi kèm theo"
    SUPPLEMENT = "supplement", "Người gửi bổ sung"
    FINDING = "finding", "Kết quả của đơn vị"
    EVIDENCE = "evidence", "Tài liệu khác"
