"""What a row means: a past case, or everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from documents.importing import dates
from documents.importing.columns import BY_NAME
from documents.importing.mending import Mender
from documents.importing.past import PastCase
from documents.importing.raw import Fault, Raw
from documents.importing.terms import Units, choices, is_marked, term_of
from documents.intake import LONGEST_CONTENT
from documents.text import clean, one_line, problems
from documents.vault import Identity
from documents.vocabulary import CaseKind, Channel, Field, PastOutcome, Source, Term

AnyTerm = TypeVar("AnyTerm", bound=Term)

LONGEST_REPLY: Final = 40_000 - 1
LONGEST_LINE: Final = 500
_PROSE: Final = {"content": LONGEST_CONTENT, "reply_text": LONGEST_REPLY}
_SPOILT: Final = "\N{REPLACEMENT CHARACTER}"
_SPOILT_TEXT: Final = "Có ký tự hỏng, không đọc được. Hãy gõ lại ô này."


@dataclass(frozen=True)
class Judged:
    """A row that was read: its case, or its faults; notes are told in either case."""

    line: int
    past: PastCase | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    is_mended: bool = False


class Reader:
    """Reads the rows of one file."""

    def __init__(self, units: Units, *, today: date) -> None:
        self._units = units
        self._today = today
        self._mender = Mender()

    def read(self, raw: Raw) -> Judged:
        """Return what a row means."""
        if any(not fault.column for fault in raw.faults):
            return Judged(raw.line, faults=raw.faults)
        names = list(raw.cells)
        texts, encoding = self._mender.mended([raw.cells[name] for name in names])
        notes = (f"Đã chuyển từ bảng mã {encoding} sang Unicode.",) if encoding else ()
        row = _Row(dict(zip(names, texts, strict=True)), raw, self._units, self._today)
        past = row.past()
        return Judged(
            raw.line,
            past if not row.faults else None,
            tuple(row.faults),
            (*notes, *row.notes),
            is_mended=bool(encoding),
        )


class _Row:
    """One row while it is read."""

    def __init__(
        self, cells: Mapping[str, str], raw: Raw, units: Units, today: date
    ) -> None:
        self.faults = list(raw.faults)
        self.notes: list[str] = []
        self._cells = cells
        self._units = units
        self._today = today
        self._from_1904 = raw.from_1904

    def past(self) -> PastCase | None:
        """Return the case; None, and why in `faults`, when it cannot be one."""
        received_on = self._day("received_on")
        channel = self._term("channel", Channel) or Channel.PHONE
        past = PastCase(
            external_ref=self._text("external_ref"),
            received_on=received_on or self._today,
            channel=channel,
            source=_source(channel),
            kind=self._term("kind", CaseKind),
            field=self._term("field", Field),
            title=self._text("title"),
            content=self._text("content"),
            place=self._text("place"),
            unit_id=self._unit(),
            outcome=self._outcome(),
            reply_number=self._text("reply_number"),
            reply_date=self._day("reply_date"),
            reply_text=self._text("reply_text"),
            closed_on=self._day("closed_on"),
            identity=Identity(
                full_name=self._text("full_name"),
                organisation=self._text("organisation"),
                phone=self._text("phone"),
                email=self._text("email"),
                address=self._text("address"),
            ),
            opted_out=self._mark("opted_out"),
        )
        if not self.faults:
            self.faults.extend(_contradictions(past, self._units))
        return past

    def _fault(self, column: str, message: str) -> None:
        if all(fault.column != column for fault in self.faults):
            self.faults.append(Fault(column, message))

    def _text(self, name: str) -> str:
        raw = self._cells.get(name, "")
        longest = _PROSE.get(name, LONGEST_LINE)
        text = clean(raw).strip() if name in _PROSE else one_line(raw)
        if not text and BY_NAME[name].is_required:
            self._fault(name, "Cột này bắt buộc. Hãy điền rồi gửi lại.")
        elif len(text) > longest:
            self._fault(name, f"Dài quá {longest} ký tự. Hãy rút gọn.")
        elif _SPOILT in text:
            self._fault(name, _SPOILT_TEXT)
        else:
            self._refuse_tricks(name, text)
        return text

    def _refuse_tricks(self, name: str, text: str) -> None:
        found = problems(text)
        if found:
            self._fault(name, found[0])

    def _day(self, name: str) -> date | None:
        typed = one_line(self._cells.get(name, ""))
        if not typed:
            if BY_NAME[name].is_required:
                self._fault(name, "Cột này bắt buộc. Hãy ghi ngày/tháng/năm.")
            return None
        try:
            on = dates.read(typed[:80], from_1904=self._from_1904)
        except dates.NoDate as error:
            self._fault(name, str(error))
            return None
        if on > self._today:
            self._fault(name, f"Ngày {on:%d/%m/%Y} ở tương lai. Hãy kiểm tra lại.")
        return on

    def _term(self, name: str, terms: type[AnyTerm]) -> AnyTerm | None:
        typed = one_line(self._cells.get(name, ""))
        found = term_of(terms, typed[:80]) if typed else None
        if typed and found is None:
            told = f"Không hiểu “{typed[:40]}”. Hãy ghi một trong: {choices(terms)}."
            self._fault(name, told)
        return found

    def _mark(self, name: str) -> bool:
        typed = one_line(self._cells.get(name, ""))
        found = is_marked(typed[:80])
        if found is None:
            told = f"Không rõ “{typed[:40]}”. Ghi “x” khi không đồng ý, hoặc bỏ trống."
            self._fault(name, told)
        return found is not False

    def _unit(self) -> int | None:
        typed = one_line(self._cells.get("unit", ""))
        found = self._units.find(typed[:200])
        if typed and found is None:
            codes = ", ".join(self._units.codes)
            told = f"Không có phòng, đơn vị “{typed[:40]}”. Hãy ghi một mã: {codes}."
            self._fault("unit", told)
        return found

    def _outcome(self) -> PastOutcome:
        told = self._term("outcome", PastOutcome)
        if told is not None:
            return told
        ended = ("reply_number", "reply_date", "reply_text", "closed_on")
        if any(self._cells.get(name, "").strip() for name in ended):
            self.notes.append(
                "Không ghi kết quả; coi là đã giải quyết vì có trả lời hoặc ngày"
                " kết thúc."
            )
            return PastOutcome.RESOLVED
        return PastOutcome.OPEN


def _source(channel: Channel) -> Source:
    is_province = channel is Channel.PROVINCE_SYSTEM
    return Source.PROVINCE if is_province else Source.DEPARTMENT


def _contradictions(past: PastCase, units: Units) -> list[Fault]:
    """Return what the case cannot be, row by row of what the database demands."""
    return [
        fault
        for rule in (_dates, _classified, _ended, _led, _denunciation, _referred)
        for fault in rule(past, units)
    ]


def _dates(past: PastCase, _units: Units) -> list[Fault]:
    return [
        Fault(name, "Ngày này trước ngày tiếp nhận. Hãy kiểm tra lại cả hai.")
        for name, on in (("reply_date", past.reply_date), ("closed_on", past.closed_on))
        if on is not None and on < past.received_on
    ]


def _classified(past: PastCase, _units: Units) -> list[Fault]:
    if past.outcome is not PastOutcome.RESOLVED:
        return []
    told = (("unit", past.unit_id), ("kind", past.kind), ("field", past.field))
    return [
        Fault(name, f"Hồ sơ đã giải quyết phải có {BY_NAME[name].label.lower()}.")
        for name, value in told
        if value is None
    ]


def _ended(past: PastCase, _units: Units) -> list[Fault]:
    if past.outcome is PastOutcome.OPEN:
        if past.closed_on is None:
            return []
        told = "Hồ sơ đang xử lý không có ngày kết thúc. Hãy bỏ ngày, hoặc sửa kết quả."
        return [Fault("closed_on", told)]
    if past.ended_on is None:
        told = "Hồ sơ đã xong phải có ngày kết thúc hoặc ngày trả lời."
        return [Fault("closed_on", told)]
    return []


def _led(past: PastCase, units: Units) -> list[Fault]:
    is_open = past.outcome is PastOutcome.OPEN
    if is_open and past.unit_id is not None and past.unit_id not in units.standing:
        told = "Đơn vị này không còn. Hãy ghi đơn vị đang phụ trách hồ sơ."
        return [Fault("unit", told)]
    return []


def _denunciation(past: PastCase, _units: Units) -> list[Fault]:
    is_kept = past.outcome is PastOutcome.DECLINED
    if past.kind is CaseKind.DENUNCIATION and not is_kept:
        told = (
            "Tố cáo không xử lý qua Đường dây nóng: chỉ nhập với kết quả"
            " “Không tiếp nhận”, và được niêm phong."
        )
        return [Fault("kind", told)]
    return []


def _referred(past: PastCase, _units: Units) -> list[Fault]:
    if past.source is Source.PROVINCE and not past.external_ref:
        told = "Hồ sơ từ hệ thống của tỉnh phải có mã hồ sơ trên hệ thống đó."
        return [Fault("external_ref", told)]
    return []
