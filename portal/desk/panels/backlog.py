"""The section of a case's page that tells its kind of backlog, and takes its marks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import url_for
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from documents import backlog
from documents.backlog import Marking
from documents.models import BacklogMarking
from documents.vocabulary import BacklogMark
from portal import wiring
from portal.desk.forms import Opened, StepForm
from portal.desk.panels.panel import Panel, Place
from portal.forms import PortalForm, Prose, begin_ids, choice
from portal.security import acting

TAKE_BACK: Final = "-"
"""Before the name of a mark: it is to be taken back."""


class MarkForm(StepForm):
    """What is said of a case for the backlog, or taken back, and why."""

    mark = SelectField("Đánh dấu", validators=[InputRequired()])
    reason = Prose(
        "Vì sao",
        description="Ít nhất 10 ký tự; ghi vào diễn biến.",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )
    version = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_ids(self, "mark")

    def offer(self, opened: Opened) -> None:
        """Give the marks that the officer may set, or take back where they stand."""
        said = {row.mark for row in backlog.standing(opened.session, opened.case)}
        self.mark.choices = [
            choice(f"{TAKE_BACK}{mark.value}", f"Bỏ dấu “{mark.label}”")
            if mark in said
            else choice(mark.value, mark.label)
            for mark in backlog.may_mark(opened.case, acting())
        ]

    @property
    def takes_back(self) -> bool:
        """Say whether a mark is taken back."""
        return str(self.mark.data).startswith(TAKE_BACK)

    def marking(self) -> Marking:
        """Return what was typed, as the domain takes it."""
        mark = BacklogMark(str(self.mark.data).removeprefix(TAKE_BACK))
        return Marking(mark, self.reason.data or "")


@dataclass(frozen=True)
class MarkView:
    """A mark that stands: what it says, why, who said it and when."""

    label: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True)
class BacklogView:
    """Which kind of backlog a case is, what ends it, and what is said of it."""

    kind: str
    age: int
    missing: str
    marks: tuple[MarkView, ...]
    form: MarkForm | None
    url: str
    is_open: bool


def _read(opened: Opened, form: PortalForm | None) -> BacklogView | None:
    as_of = backlog.as_of(wiring.current().calendar, opened.today)
    situation = backlog.situation(opened.session, opened.case, as_of)
    if situation.kind is None:
        return None
    return BacklogView(
        kind=f"{situation.kind.name} – {situation.kind.label}",
        age=situation.facts.age,
        missing=backlog.missing(opened.case, situation).words,
        marks=tuple(map(_mark, situation.marks)),
        form=form if isinstance(form, MarkForm) else _empty(opened),
        url=url_for("desk.backlog_mark", code=opened.case.code),
        is_open=form is not None,
    )


def _mark(row: BacklogMarking) -> MarkView:
    return MarkView(row.mark.label, row.reason, row.by.full_name, row.at)


def _empty(opened: Opened) -> MarkForm | None:
    if not backlog.may_mark(opened.case, acting()):
        return None
    form = MarkForm(formdata=None)
    form.offer(opened)
    form.version.data = str(opened.case.version)
    return form


BACKLOG: Final = Panel(Place.ABOUT, "desk/panels/backlog.html", _read)
