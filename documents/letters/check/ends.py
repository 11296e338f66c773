"""Who signs, and what follows: authority, name, appendices."""

import re
from collections.abc import Iterator
from typing import Final

from documents.letters.check.finding import LONGEST_TEXT, Fault, Rule, Severity, Where
from documents.letters.check.subject import Subject
from documents.letters.check.type import where
from documents.letters.passages import roman

_APPENDIX: Final = re.compile(r"(?i)phụ lục\b(.{0,12})$")
_TITLED: Final = re.compile(
    r"(?:GS|PGS|TS|ThS|BS|KS|CN|LS|Ths|Ông|Bà|Đ/c|NGƯT|NGND)\b\.?(?:\s*\.?\s*)"
)
_AUTHORITY: Final = re.compile(
    r"(?P<word>(?:T/M|K/T|T/L)(?=\W)|(?:TM|KT|TL|TUQ)(?=[\s.])|Q(?=\s*\.))"
    r"[\s.]*(?P<rest>\S.*)$"
)


def authority(subject: Subject) -> Iterator[Fault]:
    """`KT. GIÁM ĐỐC`: no stroke, a stop and a space."""
    for line in subject.parts.ending.positions:
        found = _AUTHORITY.match(line.text)
        right = (
            f"{found['word'].replace('/', '')}. {found['rest']}" if found else line.text
        )
        if line.text != right:
            told = {"right": right}
            yield Fault(where("Quyền hạn ký", line, whole=True), right, told=told)


def authority_alone(subject: Subject) -> Iterator[Fault]:
    """Beneath the authority stands the position of who signs."""
    lines = subject.parts.ending.positions
    found = _AUTHORITY.match(lines[-1].text) if lines else None
    if found and found["word"] != "Q":
        yield Fault(where("Quyền hạn ký", lines[-1]))


def titled_name(subject: Subject) -> Iterator[Fault]:
    """No title or degree stands before the name."""
    name = subject.parts.ending.name
    if name and _TITLED.match(name.text):
        right = _TITLED.sub("", name.text, count=1)
        yield Fault(where("Họ tên người ký", name, whole=True), right)


def appendix(subject: Subject) -> Iterator[Fault]:
    """The text names an appendix that follows it."""
    head = subject.parts.rest[0].paragraphs[0].text if subject.parts.rest else ""
    named = any("phụ lục" in p.text.casefold() for p in subject.prose)
    if re.match(r"(?i)\s*phụ lục\b", head) and not named:
        yield Fault(Where("Phụ lục", subject.parts.rest[0].paragraphs[0].place))


def appendix_numbers(subject: Subject) -> Iterator[Fault]:
    """Several appendices are numbered in Roman figures, one alone is not."""
    heads = [
        (found[1].strip(" .:"), passage.paragraphs[0])
        for passage in subject.parts.rest
        if (found := _APPENDIX.match(passage.paragraphs[0].text.strip()))
    ]
    for number, head in heads if len(heads) > 1 else []:
        if not re.fullmatch(r"[IVX]+", number):
            text = " ".join(head.text.split())
            at = Where("Phụ lục", head.place, text)
            arabic = re.fullmatch(r"[1-9]\d?", number) and text.endswith(number)
            fix = f"{text.removesuffix(number)}{roman(int(number))}" if arabic else None
            yield Fault(at, fix)


def appendix_pages(subject: Subject) -> Iterator[Fault]:
    """Each appendix has pages of its own, counted from 1."""
    sections = subject.paper.sections
    for passage in subject.parts.rest:
        head = passage.paragraphs[0]
        within = min(head.section, len(sections) - 1)
        if _APPENDIX.match(head.text.strip()) and not sections[within].counts_anew:
            yield Fault(Where("Phụ lục", head.place, head.text.strip()[:LONGEST_TEXT]))
            return


ENDS: Final = (
    Rule(
        "authority-format",
        Severity.WARNING,
        "sizes.signature",
        "Quyền hạn ký ghi là “{right}”.",
        authority,
    ),
    Rule(
        "authority-position",
        Severity.ERROR,
        "sizes.signature",
        "Dưới quyền hạn ký phải ghi chức vụ của người ký.",
        authority_alone,
    ),
    Rule(
        "signer-title",
        Severity.WARNING,
        "sizes.signature",
        "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu.",
        titled_name,
    ),
    Rule(
        "appendix-named",
        Severity.WARNING,
        "appendix",
        "Nội dung văn bản phải nhắc đến phụ lục kèm theo.",
        appendix,
    ),
    Rule(
        "appendix-number",
        Severity.WARNING,
        "appendix",
        "Văn bản có từ hai phụ lục trở lên thì đánh số phụ lục bằng chữ số La Mã.",
        appendix_numbers,
    ),
    Rule(
        "appendix-pages",
        Severity.ADVICE,
        "appendix",
        "Số trang của phụ lục được đánh riêng, bắt đầu từ 1.",
        appendix_pages,
    ),
)
