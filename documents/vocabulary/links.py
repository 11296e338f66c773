"""What makes two cases alike, and how one is tied to another."""

from documents.vocabulary.term import Term


class MarkKind(Term):
    """What a report names that another report may name too (domain.md §2)."""

    PLATE = "plate", "Biển số"
    ROAD = "road", "Đường, lý trình"
    PLACE = "place", "Địa điểm"


class Likeness(Term):
    """Why a case may be of the same matter as another (domain.md T56, §8 B3)."""

    PHONE = "phone", "Cùng số điện thoại"
    PLATE = "plate", "Cùng biển số"
    TEXT = "text", "Nội dung gần giống"
    ROAD = "road", "Cùng đường, lý trình"
    PLACE = "place", "Cùng địa điểm, lĩnh vực"


class LinkKind(Term):
    """What a case is to another one (domain.md T41, §5.2 X15, X17)."""

    AGAIN = "again", "Phản ánh lại của hồ sơ đó"
    DUPLICATE = "duplicate", "Trùng với hồ sơ đó, chờ gộp"
    RELATED = "related", "Có liên quan"
    APART = "apart", "Không phải cùng việc"
