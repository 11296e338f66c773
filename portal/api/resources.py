"""What the API tells: the shapes, each field with what it means.

`portal.api.openapi` describes the answers with these very classes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

Url = Annotated[str, "Địa chỉ đầy đủ của trang cho người đọc"]


@dataclass(frozen=True)
class Phone:
    """A telephone number that visitors may see."""

    raw: Annotated[str, "Số như đã công bố"]
    dialled: Annotated[
        str | None, "Số để gọi, dạng +84…; null khi số không đúng dạng của Việt Nam"
    ]


@dataclass(frozen=True)
class Contact:
    """Somebody who answers the hotline."""

    id: Annotated[int, "Số của đầu mối"]
    url: Url
    position: Annotated[str, "Chức vụ"]
    name: Annotated[str, "Họ và tên"]
    phones: Annotated[tuple[Phone, ...], "Các số điện thoại công khai"]
    email: Annotated[str, "Thư điện tử; có thể trống"]
    hours: Annotated[
        str, "Giờ trực máy, dạng Mo-Fr 07:30-11:30,13:30-17:00; có thể trống"
    ]
    vcard: Annotated[str, "Địa chỉ danh thiếp vCard 4.0"]
    published_at: Annotated[datetime | None, "Công bố lần cuối lúc nào"]


@dataclass(frozen=True)
class Contacts:
    """Everybody who answers the hotline."""

    items: Annotated[tuple[Contact, ...], "Các đầu mối, theo thứ tự niêm yết"]


@dataclass(frozen=True)
class DirectiveLine:
    """A directive as the register lists it."""

    slug: Annotated[str, "Tên trong địa chỉ, không đổi"]
    url: Url
    kind: Annotated[str, "Hình thức văn bản"]
    number: Annotated[str, "Số, ký hiệu"]
    issuer: Annotated[str, "Cơ quan ban hành"]
    issued_on: Annotated[date, "Ngày ban hành"]
    effective_on: Annotated[date | None, "Ngày hiệu lực"]
    expires_on: Annotated[date | None, "Ngày hết hiệu lực"]
    force: Annotated[str, "Tình trạng: in_force, partly hoặc expired"]
    abstract: Annotated[str, "Trích yếu; có thể trống"]
    published_at: Annotated[datetime | None, "Công bố lần cuối lúc nào"]


@dataclass(frozen=True)
class DirectiveFile:
    """The file of a directive."""

    url: Annotated[str, "Địa chỉ để tải tệp"]
    name: Annotated[str, "Tên tệp"]
    media_type: Annotated[str, "Kiểu dữ liệu của tệp"]
    size: Annotated[int, "Số byte"]


@dataclass(frozen=True)
class Related:
    """Another directive, and how this one stands to it."""

    relation: Annotated[
        str, "implements, replies_to, cites, amends, replaces hoặc annexes"
    ]
    is_from_other: Annotated[bool, "true khi văn bản kia nói về văn bản này"]
    slug: Annotated[str, "Tên trong địa chỉ của văn bản kia"]
    url: Url


@dataclass(frozen=True)
class Directive(DirectiveLine):
    """A directive with all that its page tells."""

    citation: Annotated[str, "Cách viện dẫn"]
    text: Annotated[str, "Toàn văn; có thể trống"]
    file: Annotated[DirectiveFile | None, "Tệp kèm theo"]
    relations: Annotated[tuple[Related, ...], "Quan hệ với văn bản khác"]


@dataclass(frozen=True)
class AnswerLine:
    """A published answer as a list names it."""

    code: Annotated[str, "Mã hồ sơ"]
    url: Url
    title: Annotated[str, "Tiêu đề"]
    field: Annotated[str, "Lĩnh vực; có thể trống"]
    received_on: Annotated[date, "Ngày tiếp nhận"]
    answered_on: Annotated[date | None, "Ngày trả lời"]
    released_on: Annotated[date | None, "Ngày công khai"]


@dataclass(frozen=True)
class Answer(AnswerLine):
    """A question and its answer, as they were released."""

    content: Annotated[str, "Nội dung phản ánh, đã che thông tin cá nhân"]
    answer: Annotated[str, "Nội dung trả lời"]


@dataclass(frozen=True)
class Hit:
    """A thing that a search found."""

    kind: Annotated[str, "Loại: contact, directive, answer hoặc page"]
    url: Url
    title: Annotated[str, "Tên, tiêu đề hoặc trích yếu"]
    number: Annotated[str, "Số, ký hiệu, mã hoặc điện thoại; có thể trống"]
    on: Annotated[date | None, "Ngày ban hành hoặc công bố"]
    snippet: Annotated[str, "Đoạn có từ cần tìm; có thể trống"]


@dataclass(frozen=True)
class _Paged:
    total: Annotated[int, "Có bao nhiêu trong tất cả các trang"]
    page: Annotated[int, "Trang này là trang thứ mấy"]
    pages: Annotated[int, "Có bao nhiêu trang, ít nhất là 1"]
    next: Annotated[str | None, "Địa chỉ của trang sau; null ở trang cuối"]


@dataclass(frozen=True)
class Directives(_Paged):
    """A page of the register, the newest first; by likeness when words are asked."""

    items: Annotated[tuple[DirectiveLine, ...], "Các văn bản của trang này"]


@dataclass(frozen=True)
class Answers(_Paged):
    """A page of the published answers, the newest first."""

    items: Annotated[tuple[AnswerLine, ...], "Các câu trả lời của trang này"]


@dataclass(frozen=True)
class Hits(_Paged):
    """A page of what a search found, the likest first."""

    is_relaxed: Annotated[
        bool, "true khi không có gì đủ mọi từ, và đây là những gì có một số từ"
    ]
    items: Annotated[tuple[Hit, ...], "Các kết quả của trang này"]
