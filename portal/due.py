"""How a due date is shown: lateness in icon, word and colour, and its working."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from documents.deadlines import (
    Calendar,
    Day,
    DayKind,
    DueDate,
    PausedSpan,
    counted_until,
    due_of_case,
    lateness,
    later,
    local_day,
    unit_due,
)
from documents.models import Case
from documents.vocabulary import CaseState, Lateness

_DRESS: Final = {
    Lateness.ON_TRACK: ("clock", "green"),
    Lateness.DUE_SOON: ("warning", "yellow"),
    Lateness.OVERDUE: ("alert", "red"),
    Lateness.LONG_OVERDUE: ("stop", "crimson"),
    Lateness.DONE_ON_TIME: ("check-circle", "blue"),
    Lateness.DONE_LATE: ("history", "violet"),
    Lateness.PAUSED: ("pause", "outline"),
}
"""Icon and tone of each standing; the word is the label (domain.md §7)."""

WEEKDAYS: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_SPOKEN: Final = (
    "Thứ Hai",
    "Thứ Ba",
    "Thứ Tư",
    "Thứ Năm",
    "Thứ Sáu",
    "Thứ Bảy",
    "Chủ nhật",
)
CELLS: Final = {
    DayKind.START: "start",
    DayKind.WORKING: "working",
    DayKind.SWAPPED: "swap",
    DayKind.WEEKEND: "weekend",
    DayKind.HOLIDAY: "holiday",
    DayKind.PAUSED: "paused",
}
"""What a day is dressed as, on a strip and in a year."""

_NOTES: Final = {
    DayKind.START: "nhận",
    DayKind.HOLIDAY: "lễ",
    DayKind.WEEKEND: "nghỉ",
    DayKind.PAUSED: "dừng",
}


@dataclass(frozen=True)
class Due:
    """A due date against today."""

    on: date
    icon: str
    tone: str
    label: str


@dataclass(frozen=True)
class Cell:
    """One day of the strip under a due date; `said` is all of it in words."""

    label: str
    day: str
    kind: str
    note: str
    is_due: bool
    said: str


@dataclass(frozen=True)
class Working:
    """How a due date came about: the sentence, the days, the rule behind them.

    `doubt` says which years of it nobody has confirmed.
    """

    sentence: str
    cells: tuple[Cell, ...]
    basis: str
    unit_due: date | None
    doubt: str = ""


def due_of(
    case: Case, calendar: Calendar, *, today: date, paused_since: date | None = None
) -> Due:
    """Return how a case stands against its due date.

    `paused_since` is the day since which it waits for its sender, if it does: see
    `documents.standing.paused_since`.
    """
    # A letter that was signed outside answered the case before it was entered.
    ended = case.done_at and (case.answered_at or case.done_at)
    done_on = local_day(ended) if ended else None
    standing = lateness(
        calendar,
        due_on=case.due_on,
        today=today,
        done_on=done_on,
        paused_since=paused_since,
    )
    counted = min(today, paused_since) if paused_since else today
    icon, tone = _DRESS[standing]
    if standing is Lateness.ON_TRACK and case.state is CaseState.RECEIVED:
        icon, tone = "inbox", "grey"
    return Due(case.due_on, icon, tone, _words(case, calendar, standing, counted))


def _words(case: Case, calendar: Calendar, standing: Lateness, today: date) -> str:
    days = calendar.working_days_between(today, case.due_on)
    if standing in {Lateness.OVERDUE, Lateness.LONG_OVERDUE}:
        return f"{standing.label} {max(1, -days)} ngày"
    if standing in {Lateness.ON_TRACK, Lateness.DUE_SOON}:
        left = "Đến hạn hôm nay" if case.due_on == today else f"Còn {days} ngày"
        return f"Chưa giao · {left.lower()}" if _waits(case, standing) else left
    return standing.label


def _waits(case: Case, standing: Lateness) -> bool:
    return case.state is CaseState.RECEIVED and standing is Lateness.ON_TRACK


def working_of(
    case: Case, calendar: Calendar, *, pauses: Sequence[PausedSpan] = ()
) -> Working:
    """Return the working behind a case's due date.

    A calendar changed since leaves the stored date standing (domain.md §7); the
    strip, which would show another, is then left out.
    """
    current = case.rounds[-1]
    found = due_of_case(
        calendar,
        current.received_at,
        case.urgency,
        source=case.source,
        kind=case.kind,
        external_due=case.external_due,
    )
    waits_since = next((since for since, until in pauses if until is None), None)
    moved = case.due_on != (current.original_due_on or case.due_on)
    agrees = (current.original_due_on or case.due_on) == found.due_on
    shown = counted_until(calendar, found.start, case.due_on, pauses=pauses)
    return Working(
        sentence=" ".join(
            (*_sentences(case, calendar, found, agrees=agrees), *_stands(waits_since))
        ),
        cells=tuple(
            _cells(shown.days if moved or waits_since else found.days, case.due_on)
        )
        if agrees
        else (),
        basis=found.basis,
        unit_due=unit_due(calendar, case.due_on, case.urgency)
        if case.lead_unit_id
        else None,
        doubt=doubt_of(calendar, found.start, case.due_on),
    )


def _sentences(
    case: Case, calendar: Calendar, found: DueDate, *, agrees: bool
) -> Iterator[str]:
    """Yield how the date came about, then what moved it."""
    if not agrees:
        yield "Hạn này tính theo lịch làm việc khi tiếp nhận; lịch đã thay đổi sau đó."
        return
    yield found.sentence()
    current = case.rounds[-1]
    if current.paused_days:
        yield f"Tạm dừng {current.paused_days} ngày làm việc chờ bổ sung."
    if case.due_on != later(calendar, found.due_on, current.paused_days):
        yield f"Đã gia hạn đến {case.due_on:%d/%m/%Y}."


def _stands(waits_since: date | None) -> Iterator[str]:
    """Yield that the clock stands still, if it does."""
    if waits_since is not None:
        yield (
            f"Tạm dừng từ {waits_since:%d/%m/%Y}: khi người gửi trả lời, hạn lùi theo"
            " số ngày làm việc đã chờ."
        )


def doubt_of(calendar: Calendar, start: date, end: date) -> str:
    """Return which years of a span no administrator has confirmed; "" if none."""
    years = calendar.unconfirmed(start, end)
    if not years:
        return ""
    told = " và ".join(map(str, years))
    return (
        f"Lịch làm việc năm {told} chưa được quản trị xác nhận; ngày nghỉ, ngày làm bù"
        " có thể còn thay đổi."
    )


def _cells(days: Sequence[Day], due_on: date) -> Iterator[Cell]:
    """Yield the strip; a month is named where it begins."""
    for place, day in enumerate(days):
        named = place == 0 or day.on.day == 1
        is_due = day.on == due_on
        yield Cell(
            label=WEEKDAYS[day.on.weekday()],
            day=f"{day.on.day}/{day.on.month}" if named else str(day.on.day),
            kind=CELLS[day.kind],
            note=str(day.count) if day.count is not None else _NOTES.get(day.kind, ""),
            is_due=is_due,
            said=day_words(day, is_due=is_due),
        )


def day_words(day: Day, *, is_due: bool = False) -> str:
    """Return "Thứ Tư 01/01/2020: nghỉ lễ, Tết Dương lịch"."""
    told = f"{_SPOKEN[day.on.weekday()]} {day.on:%d/%m/%Y}: {day.kind.label.lower()}"
    if day.note:
        told += f", {day.note}"
    if day.count is not None:
        told += f", tính là ngày thứ {day.count}"
    return f"{told}, đến hạn" if is_due else told
