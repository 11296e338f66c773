"""The backlog: its four kinds, what officers mark for them, what a sitting decides."""

from documents.vocabulary.term import Term


class BacklogKind(Term):
    """Which of the four kinds of the seed letter a standing case is (domain.md §8)."""

    B1 = "b1", "Đã tiếp nhận, chưa giải quyết"
    B2 = "b2", "Đã giải quyết, chưa cập nhật kết quả"
    B3 = "b3", "Hết giá trị xử lý hoặc đã lâu không phản ánh lại"
    B4 = "b4", "Không thuộc thẩm quyền"


class AgeBand(Term):
    """How many days a case has stood since it was received (domain.md §8)."""

    TEN = "ten", "Đến 10 ngày"
    THIRTY = "thirty", "Từ 11 đến 30 ngày"
    NINETY = "ninety", "Từ 31 đến 90 ngày"
    HALF_YEAR = "half_year", "Từ 91 đến 180 ngày"
    LONGER = "longer", "Trên 180 ngày"


class BacklogMark(Term):
    """What an officer says of a case that its moves do not tell (domain.md §8)."""

    RESOLVED_OFFLINE = "resolved_offline", "Đã xử lý xong ngoài hệ thống"
    OUT_OF_COMPETENCE = "out_of_competence", "Không thuộc thẩm quyền"
    NO_LONGER_RELEVANT = "no_longer_relevant", "Không còn giá trị xử lý"


class ReviewDecision(Term):
    """What a sitting on the backlog says of a case (domain.md T38)."""

    CLOSE = "close", "Kết thúc, nêu rõ lý do"
    TRANSFER = "transfer", "Chuyển, trả cơ quan có thẩm quyền"
    URGE = "urge", "Đôn đốc, giao thời hạn mới"
    LEAVE = "leave", "Để lại, tiếp tục giải quyết"
