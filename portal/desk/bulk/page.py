"""The pages of many cases: which step, what is said for all, and each with its own."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField

from documents import queries
from documents.deadlines import local_day
from documents.models import Case
from portal import wiring
from portal.desk import steps
from portal.desk.bulk.offered import BULK, own_names
from portal.desk.bulk.rows import ALL, Row, form_as, row_of, told_once
from portal.desk.bulk.sent import Refused, Typed, opened_of, own_name
from portal.desk.forms import Opened, StepForm
from portal.desk.rows import CaseRow, rows_of
from portal.desk.steps import Step
from portal.pages import Page
from portal.security import acting


@dataclass(frozen=True)
class Offer:
    """A step as a button: to how many of the chosen cases it is open."""

    action: str
    label: str
    count: int
    is_primary: bool


@dataclass(frozen=True, kw_only=True)
class BulkChoicePage(Page):
    """The chosen cases, and what can be done with them."""

    template: ClassVar[str] = "desk/bulk_choice.html"
    rows: tuple[CaseRow, ...]
    offers: tuple[Offer, ...]
    back: str


@dataclass(frozen=True, kw_only=True)
class BulkPage(Page):
    """One step for many cases.

    `rows` can be sent, `closed` cannot; `lost` are codes that are no longer the
    officer's, with what he had typed for them.
    """

    template: ClassVar[str] = "desk/bulk.html"
    action: str
    label: str
    hint: str
    marks_optional: bool
    shared: tuple[Field, ...]
    fills: tuple[Field, ...]
    rows: tuple[Row, ...]
    closed: tuple[Row, ...]
    lost: tuple[tuple[str, str], ...]
    done: str
    back: str


def choice_page(session: Session, codes: Sequence[str], back: str) -> BulkChoicePage:
    """Return the page on which a step is chosen."""
    cases = queries.chosen_cases(session, acting(), codes)
    open_to = Counter(
        step.action for case in cases for step in steps.open_to(session, case)
    )
    offers = (_offer(one, open_to[one.action], len(cases)) for one in BULK)
    return BulkChoicePage(
        title=f"Xử lý {len(cases)} hồ sơ cùng lúc",
        rows=_lines(session, cases),
        offers=tuple(offer for offer in offers if offer.count),
        back=back,
    )


def _offer(step: Step, count: int, chosen: int) -> Offer:
    return Offer(step.action, step.label, count, step.is_primary and count == chosen)


def _lines(session: Session, cases: Sequence[Case]) -> tuple[CaseRow, ...]:
    wired = wiring.current()
    today = local_day(wired.clock())
    return rows_of(session, cases, wired.calendar, today=today)


def bulk_page(
    session: Session,
    step: Step,
    codes: Sequence[str],
    *,
    back: str,
    typed: Typed | None = None,
    left: Mapping[str, Refused] | None = None,
    done: str = "",
) -> BulkPage:
    """Return the page of a step for these cases; `left` are those that were refused.

    Without `typed` every field holds what is likely.
    """
    cases = queries.chosen_cases(session, acting(), codes)
    opened = [opened_of(session, case) for case in cases]
    forms = [form_as(step, one, typed) for one in opened]
    refused, everywhere = told_once(step, left or {})
    rows = [
        row_of(step, one, form, line, refused.get(line.code), is_back=bool(left))
        for one, form, line in zip(opened, forms, _lines(session, cases), strict=True)
    ]
    first = next((at for at, row in enumerate(rows) if row.is_open), 0)
    shared = _shared(step, opened[first], forms, typed) if opened else None
    label = step.said(opened[first])[0] if opened else step.label
    return BulkPage(
        title=f"{label} cho nhiều hồ sơ",
        action=step.action,
        label=label,
        hint="" if step.words else step.hint,
        marks_optional=step.form.marks_optional,
        shared=tuple(_said_once(step, shared, everywhere)) if shared else (),
        fills=tuple(_fills(step, opened[first], typed)) if len(rows) > 1 else (),
        rows=tuple(row for row in rows if row.is_open),
        closed=tuple(row for row in rows if not row.is_open),
        lost=tuple(_lost(step, codes, cases, typed)),
        done=done,
        back=back,
    )


def _shared(
    step: Step, opened: Opened, forms: Sequence[StepForm], typed: Typed | None
) -> StepForm:
    """Return the form of what is said for all: every choice that any case leaves.

    What is likely for one case and not for another is left to the officer.
    """
    shared = form_as(step, opened, typed)
    for one in shared:
        others = [form[one.name] for form in forms if one.name in form]
        if isinstance(one, SelectField):
            left = {it.value: it for other in others for it in other.choices}
            one.choices = list(left.values())
        if typed is None and any(other.data != one.data for other in others):
            one.data = one.default or ""
    return shared


def _said_once(
    step: Step, shared: StepForm, errors: Mapping[str, Sequence[str]]
) -> Iterator[Field]:
    own = own_names(step)
    for one in shared:
        if one.name in own or one.type in {"HiddenField", "CSRFTokenField"}:
            continue
        one.errors = list(errors.get(one.name, ()))
        yield one


def _fills(step: Step, opened: Opened, typed: Typed | None) -> Iterator[Field]:
    """Yield the fields whose text is put into every case's empty ones."""
    form = step.form(formdata=None)
    form.offer(opened)
    for name in own_names(step):
        if name in form:
            one = form[name]
            one.name = one.id = f"{ALL}-{name}"
            if typed is not None:
                one.process(typed)
            yield one


def _lost(
    step: Step, codes: Sequence[str], cases: Sequence[Case], typed: Typed | None
) -> Iterator[tuple[str, str]]:
    known = {case.code for case in cases}
    for code in codes:
        if code not in known:
            told = typed if typed is not None else MultiDict[str, str]()
            texts = [told.get(own_name(code, name), "") for name in own_names(step)]
            yield code, "\n".join(text for text in texts if text)
