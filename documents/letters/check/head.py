"""The words above the text: nation, motto, number, date, subject."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from documents.letters.check.finding import Fault, Rule, Severity, Where
from documents.letters.check.subject import Subject
from documents.letters.check.type import where
from documents.letters.kinds import Addressed, Signed
from documents.letters.masthead import MOTTO, NATION
from documents.letters.read.mastheads import DATE, type_of

_NUMBER: Final = re.compile(
    r"(?i)(?P<label>số)\s*(?P<colon>[:.]?)(?P<number>[^/]*)/(?P<symbol>.*)$"
)
_BLANK: Final = re.compile(r"[\s.…_]*")
_CODES: Final = re.compile(r"[A-ZĐƯƠÂÊÔĂ0-9&]+(?:-[A-ZĐƯƠÂÊÔĂ0-9&]+)+")
_MIXED: Final = re.compile(r"[^\W_]+(?:-[^\W_&]+)+")
_YEAR: Final = re.compile(r"\d{4}/")
_LETTER_CODES: Final = frozenset({"CV", "CÔNGVĂN"})
_PREFIX: Final = re.compile(r"V/v\s+\S")
_ABOUT: Final = re.compile(r"(?i)(?:v/v|về việc|v/v\.)\s*[:.]?\s*")


def _needs(part: str) -> Callable[[Subject], bool]:
    """Return whether the kind of a letter has a number, a date, a signature."""

    def needed(subject: Subject) -> bool:
        kind = subject.kind
        if kind is None:
            return True
        wanted = {
            "number": kind.numbered,
            "date": kind.dated,
            "signature": kind.signed is not Signed.NONE,
            "address": kind.addressed is Addressed.ALWAYS,
        }
        return wanted[part]

    return needed


def _always(_: Subject) -> bool:
    return True


_Told = Callable[[Subject], object]
_PARTS: Final[tuple[tuple[str, str, _Told, _Told], ...]] = (
    # (what is missing, the letter file's key, where it is found, when it is needed)
    ("Quốc hiệu", "", lambda s: s.parts.masthead.nation, _always),
    ("Tiêu ngữ", "", lambda s: s.parts.masthead.motto, _always),
    ("tên cơ quan ban hành", "profile", lambda s: s.parts.masthead.agency, _always),
    ("số, ký hiệu", "number", lambda s: s.parts.masthead.number, _needs("number")),
    (
        "địa danh và thời gian ban hành",
        "date",
        lambda s: s.parts.masthead.date,
        _needs("date"),
    ),
    (
        "trích yếu (công văn: “V/v …” dưới số; văn bản khác: dưới tên loại)",
        "subject",
        lambda s: s.parts.masthead.about or (s.named and s.parts.heading),
        _always,
    ),
    ("“Kính gửi”", "addressees", lambda s: s.parts.address, _needs("address")),
    ("nội dung", "body", lambda s: s.parts.body, _always),
    (
        "chức vụ người ký",
        "signer",
        lambda s: s.parts.ending.positions,
        _needs("signature"),
    ),
    ("họ tên người ký", "signer", lambda s: s.parts.ending.name, _needs("signature")),
    (
        "“Nơi nhận”",
        "recipients",
        lambda s: s.parts.ending.label,
        _needs("signature"),
    ),
)


def missing(subject: Subject) -> Iterator[Fault]:
    """Every component of Điều 8 khoản 2 is there."""
    for label, key, get, needed in _PARTS:
        if needed(subject) and not get(subject):
            yield Fault(Where("Thể thức", field=key), told={"part": label})


def nation(subject: Subject) -> Iterator[Fault]:
    """The nation's name in its own words."""
    found = subject.parts.masthead.nation
    if found and found.text.upper() != NATION:
        yield Fault(where("Quốc hiệu", found, whole=True), NATION)


def motto(subject: Subject) -> Iterator[Fault]:
    """The motto letter by letter; nobody but a person corrects it."""
    found = subject.parts.masthead.motto
    if found and found.text != MOTTO:
        dashed = "–" in found.text or "—" in found.text
        why = "dùng gạch nối (-), không dùng gạch ngang (–); " if dashed else ""
        yield Fault(where("Tiêu ngữ", found), told={"why": why})


def number(subject: Subject) -> Iterator[Fault]:
    """`Số: 05/SGTVT-VP`: colon, leading zero, no spaces, capitals."""
    piece = subject.parts.masthead.number
    found = _NUMBER.match(piece.text) if piece else None
    if piece is None or found is None:
        return
    at = where("Số, ký hiệu", piece, whole=True)
    digits, symbol = found["number"].strip(), found["symbol"].strip()
    blank = bool(_BLANK.fullmatch(digits))
    shown = found["number"] if blank else f" {_padded(digits)}"
    right = f"Số:{shown}/{''.join(symbol.split())}"
    if found["colon"] != ":":
        yield Fault(at, right, told={"why": "sau “Số” có dấu hai chấm"})
    elif not blank and digits.isdecimal() and len(digits) == 1 and digits != "0":
        yield Fault(at, right, told={"why": "số nhỏ hơn 10 ghi thêm số 0 ở trước"})
    elif " " in symbol or (not blank and found["number"] != found["number"].rstrip()):
        why = "giữa số, dấu gạch chéo, ký hiệu và dấu gạch nối không có khoảng trống"
        yield Fault(at, right, told={"why": why})
    elif not blank and not digits.isdecimal():
        yield Fault(at, told={"why": "số ghi bằng chữ số Ả Rập"})


def _padded(digits: str) -> str:
    return digits.zfill(2) if digits.isdecimal() else digits


def symbol(subject: Subject) -> Iterator[Fault]:
    """A công văn carries agency and unit, another document its type and agency."""
    piece = subject.parts.masthead.number
    found = _NUMBER.match(piece.text) if piece else None
    if piece is None or found is None:
        return
    at, told = where("Số, ký hiệu", piece), "".join(found["symbol"].split())
    if _YEAR.match(told):
        # "12/2025/QĐ-UBND" is a legal text, whose form is another law's.
        return
    kind = subject.kind
    if kind is None or not kind.named:
        if told.split("-")[0].upper() in _LETTER_CODES:
            yield Fault(at, told={"why": "ký hiệu công văn không ghi tên loại"})
        elif kind is not None and not _CODES.fullmatch(told):
            why = "ký hiệu gồm chữ viết tắt cơ quan và đơn vị soạn thảo, in hoa"
            yield Fault(at, told={"why": f"{why}, nối bằng gạch nối"})
    elif not _MIXED.fullmatch(told) or told.split("-")[0] != kind.abbreviation:
        wanted = f"{kind.abbreviation}-<cơ quan>"
        yield Fault(at, told={"why": f"ký hiệu của {kind.name.lower()} là {wanted}"})


def date(subject: Subject) -> Iterator[Fault]:
    """`Bà Rịa - Vũng Tàu, ngày 05 tháng 6 năm 2026`."""
    piece = subject.parts.masthead.date
    found = DATE.search(piece.plain) if piece else None
    if piece is None or found is None:
        return
    at = where("Địa danh, ngày tháng", piece, whole=True)
    day, month = found["day"].strip(" ."), found["month"].strip(" .")
    right = _with_date(piece.text, found, day, month)
    if day.isdecimal() and len(day) == 1:
        yield Fault(at, right, told={"why": "ngày nhỏ hơn 10 ghi thêm số 0"})
    if month in {"1", "2"}:
        yield Fault(at, right, told={"why": "tháng 1, tháng 2 ghi thêm số 0"})
    elif re.fullmatch(r"0[3-9]", month):
        yield Fault(at, right, told={"why": "từ tháng 3 trở đi không ghi số 0"})
    place = piece.text[: found.start()]
    if place.strip() and not place.rstrip().endswith(","):
        right = f"{place.rstrip()}, {piece.text[found.start() :]}"
        yield Fault(at, right, told={"why": "sau địa danh có dấu phẩy"})


def _with_date(text: str, found: re.Match[str], day: str, month: str) -> str:
    """Return the line with its zeros right; folding kept every place."""
    start, end = found.span("month")
    bare = month.lstrip("0") if month.isdecimal() else month
    right = bare.zfill(2) if bare in {"1", "2"} else bare
    text = f"{text[:start]} {right} {text[end:]}" if month.isdecimal() else text
    start, end = found.span("day")
    return f"{text[:start]} {day.zfill(2)} {text[end:]}" if day.isdecimal() else text


def about(subject: Subject) -> Iterator[Fault]:
    """The subject of a công văn begins with "V/v" and ends without a stop."""
    lines = subject.parts.masthead.about
    if not lines or subject.named:
        return
    first, last = lines[0], lines[-1]
    if not _PREFIX.match(first.text):
        right = _ABOUT.sub("V/v ", first.text, count=1)
        at = where("Trích yếu công văn", first, whole=True)
        yield Fault(at, right, told={"why": "bắt đầu bằng “V/v”, không có dấu"})
    if last.text.endswith((".", ";", ",")):
        at = where("Trích yếu công văn", last, whole=True)
        right = last.text.rstrip(" .;,")
        yield Fault(at, right, told={"why": "không có dấu ở cuối"})


def either(subject: Subject) -> Iterator[Fault]:
    """A document has a "V/v" or the name of its type, not both."""
    top = subject.parts.masthead
    if top.type is not None and top.about:
        told = {"type": type_of(top.type)}
        yield Fault(where("Trích yếu công văn", top.about[0]), told=told)


def stamp(subject: Subject) -> Iterator[Fault]:
    """The decree has three degrees of urgency."""
    for piece in subject.parts.masthead.stamps:
        if subject.form.id != "tt01" and piece.plain.startswith("hoa toc hen"):
            yield Fault(where("Mức độ khẩn", piece))


def authority_line(subject: Subject) -> Iterator[Fault]:
    """A decision names who decides, beneath its subject."""
    kind, lines = subject.kind, subject.parts.authority
    if kind is not None and kind.decides and subject.parts.body and not lines:
        yield Fault(Where("Thẩm quyền ban hành"))


HEAD: Final = (
    Rule(
        "missing",
        Severity.ERROR,
        "components",
        "Thiếu {part}.",
        missing,
    ),
    Rule(
        "nation-text",
        Severity.ERROR,
        "sizes.nation",
        f"Quốc hiệu ghi đúng là “{NATION}”.",
        nation,
    ),
    Rule(
        "motto-text",
        Severity.ERROR,
        "sizes.motto",
        f"Tiêu ngữ ghi đúng là “{MOTTO}”: {{why}}giữa các cụm từ có cách chữ.",
        motto,
    ),
    Rule(
        "number-format",
        Severity.ERROR,
        "sizes.number",
        "Số của văn bản ghi chưa đúng: {why}.",
        number,
    ),
    Rule(
        "symbol-format",
        Severity.ERROR,
        "sizes.number",
        "Ký hiệu của văn bản ghi chưa đúng: {why}.",
        symbol,
    ),
    Rule(
        "date-format",
        Severity.ERROR,
        "sizes.date",
        "Địa danh và thời gian ghi chưa đúng: {why}.",
        date,
    ),
    Rule(
        "about-format",
        Severity.ERROR,
        "sizes.about",
        "Trích yếu công văn: {why}.",
        about,
    ),
    Rule(
        "about-or-type",
        Severity.ERROR,
        "sizes.heading",
        "{type} có tên loại nên không ghi “V/v” dưới số, ký hiệu.",
        either,
    ),
    Rule(
        "urgency",
        Severity.ERROR,
        "sizes.stamp",
        "Mức độ khẩn chỉ gồm hỏa tốc, thượng khẩn và khẩn.",
        stamp,
    ),
    Rule(
        "authority-missing",
        Severity.WARNING,
        "sizes.heading",
        "Thiếu dòng thẩm quyền ban hành dưới trích yếu.",
        authority_line,
    ),
)
