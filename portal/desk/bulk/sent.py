"""What one case is told out of a form for many, and carrying it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict

from documents import history, queries
from documents.deadlines import local_day
from documents.errors import DomainError, Invalid, OutOfDate
from documents.models import Case
from portal import db, wiring
from portal.desk import steps
from portal.desk.bulk.offered import own_names, tells
from portal.desk.forms import Opened, StepForm
from portal.desk.steps import Step
from portal.forms import is_typed_well, place, version_in
from portal.security import acting

Typed = MultiDict[str, str]

GONE: Final = "Không có hồ sơ này, hoặc hồ sơ không còn thuộc phạm vi của bạn."

_JUST_NOW: Final = timedelta(minutes=1)
"""Within which the same step by the same officer is a second click."""

_OVERTAKEN: Final = "Hồ sơ vừa được người khác thay đổi. Hãy xem lại rồi gửi lần nữa."


@dataclass(frozen=True)
class Refused:
    """Why a case was not moved: beside its fields, in all, and what others changed."""

    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    is_stale: bool = False


def own_name(code: str, name: str) -> str:
    """Return what a field of one case is called on a page of many."""
    return f"{code}-{name}"


def opened_of(session: Session, case: Case) -> Opened:
    """Return a case as the officer at work opens it now."""
    return Opened(session, case, local_day(wiring.current().clock()))


def form_of(step: Step, opened: Opened, typed: Typed) -> StepForm:
    """Return the form of one case: what was said for all, and what for it alone."""
    told: Typed = MultiDict()
    own = {*own_names(step), "version"}
    for name in (one.name for one in step.form(formdata=None)):
        source = own_name(opened.case.code, name) if name in own else name
        if source in typed:
            told.setlist(name, typed.getlist(source))
    form = step.form(formdata=told)
    form.offer(opened)
    return form


class _Stays(Exception):
    """Ends the transaction of a case that is not moved: nothing of it is kept."""

    def __init__(self, refused: Refused) -> None:
        super().__init__()
        self.refused = refused


def carry_out(
    step: Step, codes: Sequence[str], typed: Typed
) -> Iterator[tuple[str, Refused | None]]:
    """Take a step for each case in a transaction of its own; None: it was taken.

    No two are held at once: each begins when the one before has ended.
    """
    for code in codes:
        yield code, _answer(step, code, typed)
    wiring.current().search.wake()


def _answer(step: Step, code: str, typed: Typed) -> Refused | None:
    try:
        with db.writing_apart() as session:
            _take(session, step, code, typed)
    except _Stays as stays:
        return stays.refused
    except StaleDataError:
        return Refused(told=(_OVERTAKEN,), is_stale=True)
    return None


def _take(session: Session, step: Step, code: str, typed: Typed) -> None:
    """Take a step for one case; raises _Stays with what stands in its way."""
    found = queries.chosen_cases(session, acting(), [code])
    if not found:
        raise _Stays(Refused(told=(GONE,)))
    opened = opened_of(session, found[0])
    form = form_of(step, opened, typed)
    try:
        steps.must_be_open(step, opened, form)
        _must_be_typed_well(form)
        steps.take(step, opened, form)
    except Invalid as refusal:
        raise _Stays(_mistyped(form, *place(form, refusal))) from refusal
    except OutOfDate as refusal:
        if not _was_just_taken(opened, step, version_in(form.version)):
            raise _Stays(_stale(refusal)) from refusal
    except DomainError as refusal:
        raise _Stays(Refused(told=(refusal.message,))) from refusal


def _must_be_typed_well(form: StepForm) -> None:
    if not is_typed_well(form):
        raise _Stays(_mistyped(form))


def _stale(refusal: OutOfDate) -> Refused:
    return Refused(told=(refusal.message,), changed=refusal.changed, is_stale=True)


def _mistyped(form: StepForm, *unplaced: str) -> Refused:
    errors = {one.name: list(map(str, one.errors)) for one in form if one.errors}
    return Refused(errors=errors, told=(*map(str, form.form_errors), *unplaced))


def _was_just_taken(opened: Opened, step: Step, version: int) -> bool:
    """Say whether this officer took this step on this version a moment ago."""
    since = wiring.current().clock() - _JUST_NOW
    me = acting().officer_id
    return any(
        tells(event, step) and event.actor_id == me and event.at >= since
        for event in history.newer(opened.session, opened.case, version)
    )
