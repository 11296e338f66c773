"""Who works here, where, and in whose place they sign."""

from documents.vocabulary.term import Term


class Role(Term):
    """Who an officer is (domain.md §6)."""

    CLERK = "clerk", "Văn thư"
    FOCAL = "focal", "Công chức đầu mối"
    HANDLER = "handler", "Công chức xử lý"
    HEAD = "head", "Trưởng phòng, thủ trưởng đơn vị"
    CVP = "cvp", "Chánh Văn phòng"
    DIRECTOR = "director", "Lãnh đạo Sở"
    ADMIN = "admin", "Quản trị hệ thống"


class UnitKind(Term):
    """What a unit of the department is (domain.md T24)."""

    OFFICE = "office", "Văn phòng"
    INSPECTORATE = "inspectorate", "Thanh tra"
    DIVISION = "division", "Phòng chuyên môn nghiệp vụ"
    SERVICE = "service", "Đơn vị sự nghiệp trực thuộc"


class Authority(Term):
    """In whose place somebody signs (NĐ 30/2020, Điều 13; Phụ lục I, Mục II.7)."""

    TM = "tm", "Thay mặt tập thể"
    KT = "kt", "Ký thay cấp trưởng"
    TL = "tl", "Thừa lệnh"
    TUQ = "tuq", "Thừa ủy quyền"
    Q = "q", "Quyền cấp trưởng"
