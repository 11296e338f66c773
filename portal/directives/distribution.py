"""To whom a directive was passed on, as its page shows it, and the forms beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Length

from documents import distributions, history, queries
from documents.deadlines import local_day
from documents.models import Directive, Distribution, Officer
from documents.viewer import Viewer
from documents.vocabulary import ContentState, EventKind, Purpose
from portal import wiring
from portal.forms import Line, PortalForm, Prose, choice, choices_of
from portal.jinja import moment_vi

_NOT_YET: Final = "Chưa"
_NOTHING: Final = "–"
_RECALLED: Final = frozenset({EventKind.RECALLED})


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


class RecallForm(PortalForm):
    """From which units that have not read it a directive is taken back, and why."""

    rows = SelectMultipleField(
        "Thu hồi từ", coerce=int, validators=[InputRequired()], validate_choice=False
    )
    why = Line("Lý do thu hồi", validators=[Length(max=300)])

    def offer(self, rows: list[Distribution]) -> None:
        """Give what nobody has read; who read it meanwhile is told when it is sent."""
        self.rows.choices = [
            choice(str(one.id), f"{one.unit.name} ({one.purpose.label.lower()})")
            for one in rows
            if one.read_at is None
        ]


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

    `form` and `recall` are for who passes it on, `done` for who says what his unit did.
    """

    rows: tuple[UnitRow, ...]
    unread: tuple[str, ...]
    recalled: tuple[str, ...]
    sees_all: bool
    may_read: bool
    distribute_url: str
    recall_url: str
    read_url: str
    done_url: str
    form: DistributeForm | None
    recall: RecallForm | None
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
        recalled=tuple(_recalled(session, row)) if sees_all else (),
        sees_all=sees_all,
        may_read=any(one.read_at is None for one in mine),
        distribute_url=url_for("directives.distribute", slug=row.slug),
        recall_url=url_for("directives.recall", slug=row.slug),
        read_url=url_for("directives.acknowledge", slug=row.slug),
        done_url=url_for("directives.finish", slug=row.slug),
        form=_form(session, came_back) if sees_all else None,
        recall=_recall(every, came_back) if sees_all else None,
        done=_done(mine, viewer, came_back),
    )


def _form(session: Session, came_back: PortalForm | None) -> DistributeForm:
    if isinstance(came_back, DistributeForm):
        return came_back
    form = DistributeForm(formdata=None)
    form.offer(session)
    return form


def _recalled(session: Session, row: Directive) -> Iterator[str]:
    """Yield what was taken back, and why, as the history tells it."""
    for line in history.of(session, row, kinds=_RECALLED):
        yield f"{moment_vi(line.at)}, {line.actor_name}: {line.note}"


def _recall(
    every: list[Distribution], came_back: PortalForm | None
) -> RecallForm | None:
    if isinstance(came_back, RecallForm):
        came_back.offer(every)
        return came_back
    form = RecallForm(formdata=None)
    form.offer(every)
    return form if form.rows.choices else None


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
