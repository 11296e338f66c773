"""Other documents cited: in full at first, by type and number later (Mục II.6).

In full means type, number, date, issuer and subject. The issuer may stand before the
citation ("chỉ đạo của UBND tỉnh tại Công văn số …"). Tables and appendices list
documents in their own ways and are not judged.
"""

import re
from collections.abc import Iterator
from typing import Final

from documents.letters.check.finding import Fault, Rule, Severity, Where
from documents.letters.check.subject import Subject

_CITED: Final = re.compile(
    r"(?:Công văn|Quyết định|Nghị định|Nghị quyết|Thông báo(?: kết luận)?|Thông tư"
    r"(?: liên tịch)?|Kế hoạch|Chỉ thị|Tờ trình|Báo cáo|Công điện|Văn bản|Kết luận"
    r"|Hướng dẫn|Chương trình|Phiếu chuyển|Giấy mời)"
    r"(?: số:? (?P<numbered>\d{1,6}(?:/\d{4})?[-/][\w/-]*\w)"
    r"| (?P<bare>\d{1,6}(?:/\d{4})?[-/](?=[\w/-]*[A-ZĐ])[\w/-]*\w))"
    r"(?=(?P<rest>[^;.]{0,260}))"
)
_DATED: Final = re.compile(r"^\s*,? ngày (?:\d{1,2}[/.-]\d|\d{1,2} tháng)")
_SUBJECT: Final = re.compile(
    r"về việc|về |ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|bổ sung|kết luận"
)
_ISSUED: Final = re.compile(r"\bcủa \w")
_ISSUER: Final = re.compile(
    r"\b(?:UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Chính phủ|Thủ tướng|Quốc hội|Bộ|Sở|Cục"
    r"|Tổng cục|Chi cục|Ban|Văn phòng|Công an|Thanh tra|Giám đốc|Chủ tịch|Viện|Tòa án"
    r"|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Thường trực|Trung tâm|Kho bạc|Bảo hiểm"
    r"|Ngân hàng|Công ty|Tập đoàn|Tổng công ty|Trường)\b"
)
_CLAUSE: Final = re.compile(r"[.;](?=\s)")
_BEFORE: Final = 160
"""Letters in front of a citation within which its issuer is looked for."""

_AGAIN: Final = re.compile(r"^\s*(?:của [^,;.]{2,80}? )?về việc ")


def citations(subject: Subject) -> Iterator[Fault]:
    """The first time a document is cited in full, later by type and number only."""
    seen: set[str] = set()
    for line in (*subject.parts.bases, *subject.body):
        for found in _CITED.finditer(line.text):
            number = found["numbered"] or found["bare"]
            why = (
                _repeated(found["rest"])
                if number in seen
                else _incomplete(line.text[: found.start()], found["rest"])
            )
            seen.add(number)
            if why:
                text = f"{found[0]}{found['rest'][:80]}"
                at = Where("Viện dẫn", line.paragraph.place, text)
                yield Fault(at, told={"number": number, "why": why})


def _repeated(rest: str) -> str:
    again = _DATED.match(rest) or _AGAIN.match(rest)
    return "lần sau chỉ ghi tên loại và số, ký hiệu" if again else ""


def _incomplete(before: str, rest: str) -> str:
    subject = _SUBJECT.search(rest)
    told = rest[: subject.start()] if subject else rest
    clause = _CLAUSE.split(before[-_BEFORE:])[-1]
    parts = {
        "thời gian ban hành": _DATED.match(rest),
        "cơ quan ban hành": _ISSUED.search(told) or _ISSUER.search(clause),
        "trích yếu": subject,
    }
    lacks = [name for name, there in parts.items() if not there]
    return f"lần đầu còn thiếu {', '.join(lacks)}" if lacks else ""


CITATIONS: Final = (
    Rule(
        "citation",
        Severity.ADVICE,
        "sizes.body",
        "Viện dẫn văn bản số {number}: {why}.",
        citations,
    ),
)
