"""What is written in figures: telephones, papers, plates, accounts, days of birth."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from documents.redaction.kinds import Kind, Published, Span
from documents.redaction.letters import GAP, any_of

_BETWEEN: Final = r"[^\S\n]?[.\-–)]?[^\S\n]?"
"""What may stand between two figures of one number."""

_MORE: Final = rf"(?:{_BETWEEN}\d)"
_ALONE: Final = r"(?<!\d)(?<!\d[.,/])"
_ENDS: Final = r"(?!\d)"
_ABROAD: Final = (
    r"\(?(?:\+|00)\s?84\)?[^\S\n]?(?:\(0\))?[.\-–]?[^\S\n]?"
    r"|84[ .-]?(?=[35789](?:[ .-]?\d){8}(?!\d))"
)
_NATIONAL: Final = (
    rf"[35789]{_MORE}{{8}}|1{_MORE}{{9}}|2{_MORE}{{9,10}}|[246-9]{_MORE}{{7,8}}"
)
_PHONE: Final = re.compile(
    rf"(?:{_ALONE}\(?0{_BETWEEN}|(?<![\d+])(?:{_ABROAD}))(?:{_NATIONAL}){_ENDS}"
)
_SLIPPED: Final = re.compile(r"(?<!\w)[Oo][35789]\d{8}(?!\w)")
"""A letter O typed for the zero."""
_HIDDEN_PHONE: Final = re.compile(r"(?<!\d)0\d{2,3}[ .]?[*xX•]{2,5}[ .]?\d{2,4}(?!\d)")
_TAIL: Final = re.compile(
    any_of(("số cuối", "số đuôi", "đuôi", "đuôi số"))
    + rf"(?:{GAP}{any_of(('điện thoại', 'máy', 'của', 'tôi', 'số', 'sđt'))})*"
    rf"(?:{GAP}là|\s?:)?{GAP}(?P<told>\d{{2,5}})(?![\d.]*\d)"
)
_FIGURES: Final = any_of(
    (
        "không", "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy",
        "bẩy", "tám", "chín",
    )
)  # fmt: skip
_SPELLED: Final = re.compile(rf"{_FIGURES}(?:[ ,.]+{_FIGURES}){{7,}}")

_PAPERS: Final = any_of(
    (
        "cccd", "cmnd", "cmt", "căn cước", "căn cước công dân", "chứng minh",
        "chứng minh nhân dân", "chứng minh thư", "giấy phép lái xe", "gplx",
        "bằng lái", "bằng lái xe", "định danh", "số định danh", "bhxh", "bhyt",
        "bảo hiểm xã hội", "bảo hiểm y tế",
    )
)  # fmt: skip
_SAYING: Final = rf"(?:{GAP}(?:số|mã|là|của|tôi|mình)|\s?:)*\s*"
_ID: Final = re.compile(
    rf"{_PAPERS}{_SAYING}(?P<told>\d{_MORE}{{8}}(?:{_MORE}(?:{_MORE}{{2}})?)?){_ENDS}"
)
_PLAIN_ID: Final = re.compile(
    rf"{_ALONE}(?:\d{{12}}|\d{{9}}|\d{{3}}(?: \d{{3}}){{3}})(?![\d/]|[.,]\d)"
)
_PASSPORT: Final = re.compile(
    rf"{any_of(('hộ chiếu', 'passport'))}{_SAYING}(?P<told>[A-Z]\d{{7,8}}){_ENDS}"
)

_SERIES: Final = r"\d{2}-?(?:[A-Za-z]{1,2}|MĐ|Mđ|mđ|[A-Z]Đ)\d?"
_PLATE: Final = re.compile(
    rf"(?<![\w.]){_SERIES}[ .-]{{0,2}}(?:\d{{3}}[. ]?\d{{2}}|\d{{4}})(?![\w/])"
)
_TOLD_PLATE: Final = re.compile(
    any_of(("biển số", "biển số xe", "biển kiểm soát", "bks", "biển", "bs"))
    + rf"(?:{GAP}{any_of(('xe', 'cuối', 'đuôi', 'số', 'là'))})*\s?:?\s*"
    r"(?P<told>(?:[A-ZĐ0-9]{1,4}[ .-]){0,2}\d{2,5}(?:\.\d{2})?)(?![\w/])"
)

_ACCOUNT: Final = re.compile(
    any_of(("số tài khoản", "stk", "tài khoản", "số tk", "số thẻ", "thẻ atm"))
    + rf"(?:{GAP}(?:ngân{GAP}hàng|của|tôi|mình|này|số|là|\w+(?i:bank))|\s?:)*\s*"
    rf"(?P<told>\d{_MORE}{{5,18}}){_ENDS}"
)
_BIRTH: Final = re.compile(
    any_of(("sinh ngày", "sinh năm", "sinh", "ngày sinh", "năm sinh", "sn"))
    + r"(?:\s?:)?\s*(?P<told>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|(?:19|20)\d{2})(?![\d/])"
)
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]+\s?(?:@|\((?i:at)\)|\[(?i:at)\])\s?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
)

_FOUND: Final = (
    (_ACCOUNT, Kind.ACCOUNT),
    (_BIRTH, Kind.BIRTH),
    (_ID, Kind.ID),
    (_PASSPORT, Kind.ID),
    (_TOLD_PLATE, Kind.PLATE),
    (_PLATE, Kind.PLATE),
    (_EMAIL, Kind.EMAIL),
    (_PHONE, Kind.PHONE),
    (_SLIPPED, Kind.PHONE),
    (_HIDDEN_PHONE, Kind.PHONE),
    (_TAIL, Kind.PHONE),
    (_SPELLED, Kind.PHONE),
    (_PLAIN_ID, Kind.ID),
)

_KEPT: Final = tuple(
    map(
        re.compile,
        (
            r"(?<!\w)\d{1,5}[A-Z]?(?:/\d{4})?(?:-[A-ZĐ]+)?/[A-ZĐ][\w-]*",  # 9/QĐ-UBND
            r"(?<!\w)DDN-\d{4}-\d{6,9}",
            r"(?<!\w)\d[\d.,]*\s?(?i:đồng|đ|vnđ|vnd|triệu|tỷ|tỉ|nghìn|ngàn)(?!\w)",
            r"(?<!\d)1[89]00[ .]?\d{2,4}(?:[ .]?\d{2,4})?(?!\d)",
        ),
    )
)
"""Numbers of documents and cases, sums of money, and the lines of call centres."""


def numbers(text: str) -> Iterator[Span]:
    """Yield what is written in figures, and tells of a person."""
    for shape, kind in _FOUND:
        for found in shape.finditer(text):
            place = "told" if "told" in shape.groupindex else 0
            if kind is not Kind.PLATE or len(digits(found[place])) >= 4:
                yield Span(*found.span(place), kind)


def digits(text: str) -> str:
    """Return the figures of a text."""
    return "".join(char for char in text if char.isdecimal())


def spellings(told: Iterable[str]) -> re.Pattern[str] | None:
    """Return the pattern of these numbers however they are spaced; None of none.

    A number of Vietnam is met with its 0 or with the country's code.
    """
    known = sorted({digits(one) for one in told} - {""}, key=len, reverse=True)
    shapes = [_spelled(number) for number in known if len(number) >= 6]
    return re.compile("|".join(shapes)) if shapes else None


def _spelled(number: str) -> str:
    if number.startswith("84") and len(number) == 11:
        number = f"0{number[2:]}"
    figures = _BETWEEN.join(number.removeprefix("0"))
    if not number.startswith("0"):
        return rf"(?<!\d){figures}(?!\d)"
    return rf"(?:(?<!\d)\(?0{_BETWEEN}|{_ABROAD}|(?<!\d)){figures}(?!\d)"


def kept(text: str, published: Published) -> Iterator[tuple[int, int]]:
    """Yield where a text tells what is never masked."""
    shapes = list(_KEPT)
    if known := spellings(published.phones):
        shapes.append(known)
    words = (*published.emails, *published.names)
    shapes += [re.compile(rf"(?<!\w)(?i:{re.escape(told)})(?!\w)") for told in words]
    return (found.span() for shape in shapes for found in shape.finditer(text))
