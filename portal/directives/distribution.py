"""To whom a directive was passed on, as its page shows it, and the forms beside it."""

from dataclasses import dataclass
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Length

from documents import distributions, queries
from documents.deadlines import local_day
from documents.models import Directive, Distribution, Officer
from documents.viewer import Viewer
from documents.vocabulary import ContentState, Purpose
from portal import wiring
from portal.forms import Line, PortalForm, Prose, choice, choices_of
from portal.jinja import moment_vi

_NOT_YET: Final = "Chưa"
_NOTHING: Final = "–"


class DistributeForm(PortalForm):
    """Which units a directive is passed on to, and for what."""

    units = SelectMultipleField(
        "Phòng, đơn vị", coerce=int, validators=[InputRequired()]
    )
    purpose = RadioField(
        "Mục đích", choices=choices_of(Purpose), default=Purpose.INFORM.value
    )
    note = Line("Ghi chú cho đơn vị", validators=[Length(max=300)])

    def offer(self, session: Session) -> None:
        """Give the units that stand today."""
        on = local_day(wiring.current().clock())
        units = queries.units_in_service(session, on=on)
        self.units.choices = [choice(unit.id, unit.name) for unit in units]  # type: ignore[arg-type]  # stubs want text, WTForms takes what it coerces to


class DoneForm(PortalForm):
    """What a unit has done about a directive."""

    result = Prose(
        "Kết quả thực hiện", validators=[Length(max=2000)], render_kw={"rows": 3}
    )


@dataclass(frozen=True)
class UnitRow:
    """A unit and a purpose: when it was sent, who read it, what was done."""

    unit: str
    purpose: str
    sent: str
    note: str
    read: str
    done: str
    is_unread: bool


@dataclass(frozen=True)
class Passed:
    """A directive's distribution as one officer sees it.

    `form` is for who passes it on, `done` for who says what his unit did.
    """

    rows: tuple[UnitRow, ...]
    unread: tuple[str, ...]
    sees_all: bool
    may_read: bool
    distribute_url: str
    read_url: str
    done_url: str
    form: DistributeForm | None
    done: DoneForm | None


def passed_of(
    session: Session,
    row: Directive,
    viewer: Viewer | None,
    came_back: PortalForm | None = None,
) -> Passed | None:
    """Return what an officer sees of it; a unit sees its own rows only."""
    if viewer is None or row.state is not ContentState.PUBLISHED:
        return None
    sees_all = distributions.may_distribute(viewer)
    every = distributions.of(session, row)
    mine = [one for one in every if distributions.is_of(one, viewer)]
    shown = every if sees_all else mine
    if not shown and not sees_all:
        return None
    return Passed(
        rows=tuple(map(_row, shown)),
        unread=tuple(_unread(shown)),
        sees_all=sees_all,
        may_read=any(one.read_at is None for one in mine),
        distribute_url=url_for("directives.distribute", slug=row.slug),
        read_url=url_for("directives.acknowledge", slug=row.slug),
        done_url=url_for("directives.finish", slug=row.slug),
        form=_form(session, came_back) if sees_all else None,
        done=_done(mine, viewer, came_back),
    )


def _form(session: Session, came_back: PortalForm | None) -> DistributeForm:
    if isinstance(came_back, DistributeForm):
        return came_back
    form = DistributeForm(formdata=None)
    form.offer(session)
    return form


def _done(
    mine: list[Distribution], viewer: Viewer, came_back: PortalForm | None
) -> DoneForm | None:
    is_his = distributions.speaks_for_unit(viewer)
    if not is_his or not any(map(distributions.is_due, mine)):
        return None
    return came_back if isinstance(came_back, DoneForm) else DoneForm(formdata=None)


def _unread(rows: list[Distribution]) -> list[str]:
    """Return the units that have not read it, each once."""
    return list(dict.fromkeys(one.unit.name for one in rows if one.read_at is None))


def _row(one: Distribution) -> UnitRow:
    return UnitRow(
        unit=one.unit.name,
        purpose=one.purpose.label,
        sent=_told(one.sent_by, moment_vi(one.sent_at)),
        note=one.note,
        read=_told(one.read_by, moment_vi(one.read_at)) if one.read_at else _NOT_YET,
        done=_done_how(one),
        is_unread=one.read_at is None,
    )


def _done_how(one: Distribution) -> str:
    if one.purpose is Purpose.INFORM:
        return _NOTHING
    if one.done_at is None:
        return _NOT_YET
    return f"{_told(one.done_by, moment_vi(one.done_at))}: {one.result}"


def _told(who: Officer | None, at: str) -> str:
    return f"{at}, {who.full_name}" if who else at
