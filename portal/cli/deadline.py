"""`flask deadline YYYY-MM-DD N`: the due date, and the working behind it."""

from datetime import date, datetime

import click
from flask.cli import with_appcontext

from documents.deadlines import LONGEST_TERM, Day, due_after
from portal import wiring
from portal.due import doubt_of
from portal.forms import EARLIEST, LATEST


@click.command("deadline")
@with_appcontext
@click.argument("start", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("working_days", type=click.IntRange(1, LONGEST_TERM))
def command(start: datetime, working_days: int) -> None:
    """In hạn sau N ngày làm việc kể từ một ngày, và cách tính."""
    if not EARLIEST <= start.year <= LATEST:
        raise click.BadParameter(f"Năm phải từ {EARLIEST} đến {LATEST}.")
    calendar = wiring.current().calendar
    due = due_after(calendar, start.date(), working_days)
    click.echo(due.due_on.isoformat())
    click.echo(due.sentence())
    for day in due.days:
        click.echo(_line(day))
    if doubt := doubt_of(calendar, due.start, due.due_on):
        click.echo(doubt)


def _line(day: Day) -> str:
    count = f"{day.count:>3}" if day.count else "  –"
    note = f" ({day.note})" if day.note else ""
    return f"{count}  {_weekday(day.on)} {day.on:%d/%m/%Y}  {day.kind.label}{note}"


def _weekday(on: date) -> str:
    names = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
    return f"{names[on.weekday()]:<8}"
