"""Addresses of the calendar: a year's days, decisions about them, its confirmation."""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import DataRequired, InputRequired, Length

from documents import calendars
from documents.calendars import FIRST_YEAR, LAST_YEAR
from documents.deadlines import OFFICIAL, Calendar, Override, local_day
from documents.errors import Invalid
from documents.vocabulary import Role
from portal import db, wiring
from portal.due import CELLS, WEEKDAYS, day_words
from portal.forms import (
    Line,
    PortalForm,
    VietnameseDate,
    blame,
    checked,
    choice,
)
from portal.pages import Page
from portal.security import acting, officers

_OFF, _WORKED = "nghi", "lam"


class DayForm(PortalForm):
    """A decision that a day is worked, or is not (domain.md §3.6)."""

    on = VietnameseDate("Ngày", validators=[InputRequired()])
    works = RadioField(
        "Ngày này",
        choices=[choice(_OFF, "Nghỉ"), choice(_WORKED, "Làm việc (làm bù)")],
        default=_OFF,
    )
    name = Line(
        "Tên",
        description="Ví dụ: Nghỉ bù dịp Quốc khánh.",
        validators=[DataRequired(), Length(max=120)],
    )
    basis = Line(
        "Căn cứ",
        description="Số, ngày của văn bản cho nghỉ hoặc làm bù.",
        validators=[DataRequired(), Length(max=300)],
    )

    def decision(self) -> Override:
        """Return what was typed, as the domain takes it."""
        return Override(
            works=self.works.data == _WORKED,
            name=self["name"].data or "",
            basis=self.basis.data or "",
        )


@dataclass(frozen=True)
class YearDay:
    """A day in its month: `said` is all of it in words."""

    number: int
    kind: str
    said: str
    is_decided: bool


@dataclass(frozen=True)
class Month:
    """A month by weeks from Monday; None stands where it has no day."""

    name: str
    weeks: tuple[tuple[YearDay | None, ...], ...]


@dataclass(frozen=True)
class Decision:
    """A day that is not what its weekday or the state's holidays make it."""

    on: date
    works: bool
    name: str
    basis: str
    back_url: str


@dataclass(frozen=True, kw_only=True)
class CalendarPage(Page):
    """A year's days, the decisions about them, and whether it was looked through."""

    template: ClassVar[str] = "admin/calendar.html"
    year: int
    weekdays: tuple[str, ...]
    months: tuple[Month, ...]
    decisions: tuple[Decision, ...]
    confirmed: str
    before_url: str
    after_url: str
    form: DayForm


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the calendar to the blueprint of administration."""
    blueprint.get("/quan-tri/lich")(calendar)
    blueprint.post("/quan-tri/lich")(decide_day)
    blueprint.post("/quan-tri/lich/ngay/<id:day_id>/bo")(take_back_day)
    blueprint.post("/quan-tri/lich/<int:year>/xac-nhan")(confirm_year)


@officers(Role.ADMIN)
def calendar() -> Response:
    """Show a year's days."""
    return _page(DayForm(formdata=None)).render()


@officers(Role.ADMIN)
def decide_day() -> Response:
    """Decide that a day is worked, or is not."""
    form = DayForm()
    if not checked(form):
        return _page(form).render(status=422)
    on, now = form["on"].data, wiring.current().clock()
    try:
        calendars.decide_day(db.session(), on, form.decision(), by=acting(), now=now)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(form).render(status=422)
    flash(f"Đã đặt ngày {on:%d/%m/%Y}.", "success")
    return _back(on.year)


@officers(Role.ADMIN)
def take_back_day(day_id: int) -> Response:
    """Take a decision back."""
    now = wiring.current().clock()
    row = calendars.take_back_day(db.session(), day_id, by=acting(), now=now)
    flash(f"Đã bỏ quyết định về ngày {row.on:%d/%m/%Y}.", "success")
    return _back(row.on.year)


@officers(Role.ADMIN)
def confirm_year(year: int) -> Response:
    """Say that a year's days have been looked through."""
    now = wiring.current().clock()
    try:
        calendars.confirm_year(db.session(), year, by=acting(), now=now)
    except Invalid as refusal:
        flash(" ".join(refusal.fields.values()), "error")
        return _back(local_day(now).year)
    flash(f"Đã xác nhận lịch làm việc năm {year}.", "success")
    return _back(year)


def _back(year: int) -> Response:
    return redirect(url_for("admin.calendar", nam=year), 303)


def _page(form: DayForm) -> CalendarPage:
    typed = request.args.get("nam", type=int)
    on = form["on"].data
    year = on.year if on else typed or local_day(wiring.current().clock()).year
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    standing = tuple(_decisions(year))
    decided = frozenset(one.on for one in standing)
    return CalendarPage(
        title=f"Lịch làm việc năm {year}",
        year=year,
        weekdays=WEEKDAYS,
        months=tuple(_months(wiring.current().calendar, year, decided)),
        decisions=standing,
        confirmed=_confirmed(year),
        before_url=_url(year - 1),
        after_url=_url(year + 1),
        form=form,
    )


def _url(year: int) -> str:
    within = FIRST_YEAR <= year <= LAST_YEAR
    return url_for("admin.calendar", nam=year) if within else ""


def _decisions(year: int) -> Iterator[Decision]:
    """Yield what the portal ships, then what was decided here."""
    own = {row.on: row for row in calendars.standing(db.session(), year)}
    for on, told in OFFICIAL.items():
        if on.year == year and on not in own:
            yield Decision(on, told.works, told.name, told.basis, back_url="")
    for on, row in own.items():
        back_url = url_for("admin.take_back_day", day_id=row.id)
        yield Decision(on, row.works, row.name, row.basis, back_url)


def _months(calendar: Calendar, year: int, decided: frozenset[date]) -> Iterator[Month]:
    def day_of(month: int, number: int) -> YearDay | None:
        if not number:
            return None
        day = calendar.day(date(year, month, number))
        return YearDay(number, CELLS[day.kind], day_words(day), day.on in decided)

    for month in range(1, 13):
        weeks = months.monthcalendar(year, month)
        yield Month(
            f"Tháng {month}",
            tuple(tuple(day_of(month, number) for number in week) for week in weeks),
        )


def _confirmed(year: int) -> str:
    """Return who confirmed a year and when; "" while nobody has."""
    row = calendars.confirmation(db.session(), year)
    if row is None:
        return ""
    on = local_day(row.confirmed_at)
    return f"{row.confirmed_by.full_name} xác nhận ngày {on:%d/%m/%Y}"
