"""A letter as a frozen value: everything that is printed and nothing else.

What the words say is the officer's; how numbers, dates, recipients and signatures
are written is the decree's (NĐ 30/2020, Phụ lục I) and lives here. Where a part
stands on the page and how it looks is in `forms` and `render`.
"""

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Final, Self

from documents.errors import Invalid
from documents.letters.body import WIDEST_TABLE, widest_table
from documents.letters.kinds import Addressed, Kind, Signed, Stamp, symbol
from documents.letters.profiles import Profile
from documents.text import clean

AUTHORITIES: Final = ("TM", "KT", "TL", "TUQ", "Q")
"""For the collective, for the head, by order, by authorisation, acting (Điều 13)."""

_MAY_HAVE_DEPUTY: Final = frozenset({"TM", "TL"})
"""An authorisation must not be passed on, nor a deputy's place (Điều 13)."""

BLANK_NUMBER: Final = " " * 12
BLANK_DAY: Final = " " * 7

_ABOUT: Final = re.compile(r"^(?:V/v|Về việc)\b[\s:]*", re.IGNORECASE)
_CODE: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_END: Final = " .;,"


def without_about(subject: str) -> str:
    """Return what a subject is about, without "V/v" or "Về việc"."""
    return _ABOUT.sub("", subject)


@dataclass(frozen=True)
class LetterDate:
    """The day of a letter, or its month while the day is blank."""

    year: int
    month: int
    day: int | None = None

    @classmethod
    def of(cls, on: date) -> Self:
        """Return the full date of a day."""
        return cls(on.year, on.month, on.day)

    @property
    def latest(self) -> date:
        """Return the last day it can mean."""
        if self.day is not None:
            return date(self.year, self.month, self.day)
        after = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return date.fromordinal(after.toordinal() - 1)

    def __str__(self) -> str:
        """Write it as Phụ lục I, Mục II.4b wants: 0 before days 1-9, months 1-2."""
        day = BLANK_DAY if self.day is None else f" {self.day:02} "
        month = f"{self.month:02}" if self.month <= 2 else str(self.month)
        return f"ngày{day}tháng {month} năm {self.year}"


@dataclass(frozen=True)
class Signer:
    """Who signs, and in whose place (Phụ lục I, Mục II.7).

    `deputy_for` makes a chain: whoever has the order or speaks for the collective
    is away, and a deputy signs for him (TL. … / KT. … / PHÓ …).
    """

    position: str = ""
    name: str = ""
    authority: str | None = None
    behalf: str = ""
    deputy_for: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the authority and position above the signature."""
        position = self.position.upper()
        if self.authority is None:
            return (position,)
        if self.authority == "Q":
            return (f"Q. {position}",)
        chain = (f"KT. {self.deputy_for.upper()}",) if self.deputy_for else ()
        return (f"{self.authority}. {self.behalf.upper()}", *chain, position)


@dataclass(frozen=True)
class Recipient:
    """One line of "Nơi nhận": who gets a copy, and what for."""

    name: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.note})" if self.note else self.name


@dataclass(frozen=True)
class Archive:
    """Who keeps a copy, who drafted, how many copies (Mục II.9b, III.3).

    The drafter's mark is printed as it is given, on the line of the archive: a
    letter that was typed with a line of its own for it ("- Phương – PC.") keeps
    the words and loses the line.
    """

    units: tuple[str, ...] = ("VT",)
    drafter: str = ""
    copies: int | None = None

    def __str__(self) -> str:
        """Write the last line of "Nơi nhận": `Lưu: VT, VP. PC.(15)`."""
        kept = f"Lưu: {', '.join(self.units)}"
        if self.drafter:
            copies = f".({self.copies})" if self.copies else "."
            return f"{kept}. {self.drafter}{copies}"
        return f"{kept} ({self.copies})." if self.copies else f"{kept}."


@dataclass(frozen=True)
class Appendix:
    """A "Phụ lục": pages of its own behind the signature (Mục III.1).

    One with a wide table may lie (Mục I.2).
    """

    title: str
    body: str
    landscape: bool = False


@dataclass(frozen=True)
class Letter:
    """A letter of an agency, from draft (no number, no day) to issue.

    Raises:
        Invalid: a part that its kind needs is missing, or one that it cannot have
            is there, or a text is not clean (`documents.text.clean`).
    """

    profile: Profile
    kind: Kind
    subject: str
    body: str
    signer: Signer
    secretary: str = ""
    unit: str = ""
    number: int | None = None
    dated: LetterDate | None = None
    urgency: Stamp | None = None
    circulation: Stamp | None = None
    with_address: bool = False
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    proposal: str = ""
    recipients: tuple[Recipient, ...] = ()
    archive: Archive = Archive()
    appendices: tuple[Appendix, ...] = ()

    def __post_init__(self) -> None:
        wrong = dict(self._faults())
        if wrong:
            raise Invalid(wrong)

    def _faults(self) -> Iterator[tuple[str, str]]:
        if not self.about:
            yield "subject", "Thiếu trích yếu."
        if not self.body.strip():
            yield "body", "Thiếu nội dung văn bản."
        if not self.kind.named and not _CODE.fullmatch(self.unit):
            yield "unit", "Cần ký hiệu đơn vị soạn thảo viết liền, như VP."
        if self.number is not None and not self.kind.numbered:
            yield "number", f"{self.kind.name} không lấy số."
        if self.with_address and not self.profile.contact:
            yield "address", "Cơ quan chưa có địa chỉ để in."
        yield from self._faults_of_the_signature()
        yield from self._faults_of_the_address()
        yield from self._faults_of_the_tables()
        if not all(text == clean(text) for text in _texts(astuple(self))):
            yield "body", "Văn bản có ký tự không in được."

    def _faults_of_the_signature(self) -> Iterator[tuple[str, str]]:
        kind, signer = self.kind, self.signer
        if kind.signed is Signed.NONE:
            if signer.name or self.recipients:
                yield "signer", f"{kind.name} không có phần ký và nơi nhận."
        elif not signer.position or not signer.name:
            yield "signer", "Thiếu chức vụ hoặc họ tên người ký."
        if signer.deputy_for and signer.authority not in _MAY_HAVE_DEPUTY:
            yield "signer", "Chỉ người ký TM. hoặc TL. mới có người ký thay tiếp."
        if (kind.signed is Signed.TWO) != bool(self.secretary):
            wants = "cần có" if kind.signed is Signed.TWO else "không có"
            yield "secretary", f"{kind.name} {wants} thư ký ký cùng."

    def _faults_of_the_address(self) -> Iterator[tuple[str, str]]:
        if self.kind.addressed is Addressed.ALWAYS and not self.addressees:
            yield "addressees", f"{self.kind.name} cần có nơi kính gửi."
        if self.kind.addressed is Addressed.NEVER and self.addressees:
            yield (
                "addressees",
                f"{self.kind.name} không có phần kính gửi.",
            )

    def _faults_of_the_tables(self) -> Iterator[tuple[str, str]]:
        for appendix in self.appendices:
            if not appendix.title or not appendix.body.strip():
                yield "appendices", "Phụ lục cần có tên và nội dung."
        texts = {"body": [self.body], "appendices": [a.body for a in self.appendices]}
        for field, bodies in texts.items():
            if any(widest_table(body) > WIDEST_TABLE for body in bodies):
                yield field, f"Bảng nhiều nhất {WIDEST_TABLE} cột."

    @property
    def symbol(self) -> str:
        """Return what follows the number: SGTVT-VP, TB-SGTVT (Mục II.3b)."""
        return symbol(self.kind, code=self.profile.code, unit=self.unit)

    @property
    def number_line(self) -> str:
        """Return `Số: 05/SGTVT-VP`, or a visible gap while it has no number."""
        return f"Số:{self._number}/{self.symbol}" if self.kind.numbered else ""

    @property
    def _number(self) -> str:
        return BLANK_NUMBER if self.number is None else f" {self.number:02}"

    @property
    def place_and_date(self) -> str:
        """Return the line under the motto; blank where nothing is fixed yet."""
        return f"{self.profile.place}, {self._day}" if self.kind.dated else ""

    @property
    def _day(self) -> str:
        return str(self.dated or f"ngày{BLANK_DAY}tháng{BLANK_DAY}năm{BLANK_DAY}")

    @property
    def citation(self) -> str:
        """Return how an appendix names its letter (Mục III.1)."""
        number = f" số{self._number}/{self.symbol}" if self.kind.numbered else ""
        return f"{self.kind.name}{number} {self._day} của {self.profile.full_name}"

    @property
    def about(self) -> str:
        """Return the subject without the "V/v" or "Về việc" it may be typed with.

        A named document keeps its "Về việc": there it is part of the subject.
        """
        typed = self.subject if self.kind.named else without_about(self.subject)
        return typed.rstrip(_END)

    @property
    def grounds(self) -> tuple[str, ...]:
        """Return what a decision rests on, the proposal last, without end marks."""
        given = (*self.bases, self.proposal)
        return tuple(text.rstrip(_END) for text in given if text.rstrip(_END))

    def numbered(self, *, number: int, on: date) -> "Letter":
        """Return the letter with the number and day it is issued under."""
        return replace(self, number=number, dated=LetterDate.of(on))

    def expected(self, *, in_month_of: date) -> "Letter":
        """Return the draft with the month it will be issued in, the day blank."""
        month = LetterDate(in_month_of.year, in_month_of.month)
        return replace(self, dated=self.dated or month)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
