"""The pages of the sittings on the backlog: all of them, and one with its cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import backlog
from documents.backlog import minutes, reviews
from documents.deadlines import local_day
from documents.errors import DomainError
from documents.models import BacklogReview, Case, ReviewedCase
from documents.vocabulary import BacklogKind, CaseAction, ReviewDecision, Role
from portal import wiring
from portal.desk.backlog import many
from portal.desk.backlog.lists import BacklogRow, rows_of
from portal.desk.backlog.sitting_forms import EndForm, RulingForm, SittingForm
from portal.desk.backlog.workbench import as_of_today
from portal.desk.instructions import ForWhom, for_whom
from portal.desk.steps.step import proposing
from portal.jinja import date_vi, moment_vi
from portal.pages import Page
from portal.security import acting


@dataclass(frozen=True)
class SittingRow:
    """A sitting as a line: when, who chaired, how it went."""

    url: str
    on: date
    chair: str
    told: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class SittingsPage(Page):
    """Every sitting, and the form that opens one."""

    template: ClassVar[str] = "desk/backlog/sittings.html"
    rows: tuple[SittingRow, ...]
    form: SittingForm | None


@dataclass(frozen=True)
class ToRule:
    """A chosen case that the sitting is to say something of."""

    row: BacklogRow
    form: RulingForm
    problem: str


@dataclass(frozen=True)
class Ruled:
    """A case that the sitting looked at; a sealed one is not named."""

    code: str
    title: str
    url: str
    kind: str
    decision: str
    said: str
    waits: ForWhom | None = None
    result: str = ""


@dataclass(frozen=True)
class FollowUp:
    """Cases whose decisions are still to be carried out, by one step for many."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class SittingPage(Page):
    """One sitting: its figures, the cases it looked at, and what can be added."""

    template: ClassVar[str] = "desk/backlog/sitting.html"
    url: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str, int, int | None], ...]
    ruled: tuple[Ruled, ...]
    to_rule: tuple[ToRule, ...]
    conclusions: str
    end_form: EndForm | None
    minutes_url: str
    follow_ups: tuple[FollowUp, ...]
    may_add: bool
    done: str


def sittings_page(session: Session, form: SittingForm) -> SittingsPage:
    """Return every sitting, with the form that opens one if none is open."""
    form.offer(session)
    may_begin = acting().role in reviews.KEEPERS and not reviews.open_now(session)
    return SittingsPage(
        title="Rà soát tồn đọng",
        rows=tuple(map(_sitting_row, reviews.all_of(session))),
        form=form if may_begin else None,
    )


def _sitting_row(row: BacklogReview) -> SittingRow:
    before = sum(one.count for one in reviews.counts_in(row.opening))
    told = f"Đang họp; khi bắt đầu còn {before} hồ sơ"
    if row.closing is not None:
        after = sum(one.count for one in reviews.counts_in(row.closing))
        told = f"Từ {before} còn {after} hồ sơ"
    return SittingRow(
        url=url_for("desk.review", review_id=row.id),
        on=row.on,
        chair=row.chair.full_name,
        told=told,
        is_open=row.ended_at is None,
    )


def to_rule(session: Session, chosen: Sequence[Case]) -> tuple[ToRule, ...]:
    """Return chosen cases, each with an empty form."""
    lines = rows_of(session, chosen, as_of_today())
    return tuple(
        ToRule(line, RulingForm(line.code, formdata=None), "") for line in lines
    )


def left_of(
    session: Session, refused: Sequence[tuple[tuple[Case, RulingForm], DomainError]]
) -> tuple[ToRule, ...]:
    """Return the cases that were refused, each with what was typed and why."""
    lines = rows_of(session, [case for (case, _), _ in refused], as_of_today())
    return tuple(
        ToRule(line, form, many.told(form, why))
        for line, ((_, form), why) in zip(lines, refused, strict=True)
    )


def sitting_page(
    session: Session,
    row: BacklogReview,
    waiting: Sequence[ToRule],
    *,
    end_form: EndForm | None = None,
    done: str = "",
) -> SittingPage:
    """Return one sitting, with the cases that wait for a word."""
    is_open = row.ended_at is None
    may_end = is_open and acting().role is Role.CVP and bool(row.looked_at)
    return SittingPage(
        title=f"Rà soát tồn đọng ngày {date_vi(row.on)}",
        url=url_for("desk.review", review_id=row.id),
        facts=tuple(_facts(row)),
        figures=tuple(_figures(session, row)),
        ruled=tuple(map(_ruled, row.looked_at)),
        to_rule=tuple(waiting) if is_open else (),
        conclusions=row.conclusions,
        end_form=(end_form or _end_form(row)) if may_end else None,
        minutes_url="" if is_open else url_for("desk.review_minutes", review_id=row.id),
        follow_ups=tuple(_follow_ups(row)),
        may_add=is_open and acting().role in reviews.KEEPERS,
        done=done,
    )


def _end_form(row: BacklogReview) -> EndForm:
    form = EndForm(formdata=None)
    form.version.data = str(row.version)
    return form


def _facts(row: BacklogReview) -> Iterator[tuple[str, str]]:
    yield "Bắt đầu", moment_vi(row.begun_at)
    yield "Kết thúc", moment_vi(row.ended_at) if row.ended_at else "Đang họp"
    yield "Địa điểm", row.place
    yield "Chủ trì", row.chair.full_name
    yield "Thư ký", row.secretary.full_name
    yield "Tham dự", "; ".join(row.present.splitlines())


def _figures(
    session: Session, row: BacklogReview
) -> Iterator[tuple[str, str, int, int | None]]:
    """Yield each kind's count at the opening, and at the closing or now."""
    before = reviews.counts_in(row.opening)
    after = (
        reviews.counts_in(row.closing)
        if row.closing is not None
        else backlog.counted(session, acting(), as_of_today())
    )
    for kind in BacklogKind:
        counts = [
            sum(one.count for one in told if one.kind is kind)
            for told in (before, after)
        ]
        yield kind.name, kind.label, counts[0], counts[1]


def _ruled(row: ReviewedCase) -> Ruled:
    until = f", đến hết ngày {date_vi(row.due_on)}" if row.due_on else ""
    decision = f"{row.decision.label}{until}"
    if row.case.sealed:
        return Ruled("", minutes.SEALED, "", row.kind.name, decision, "")
    url = url_for("desk.show", code=row.case.code)
    order, wired = row.instruction, wiring.current()
    today = local_day(wired.clock())
    return Ruled(
        code=row.case.code,
        title=row.case.title,
        url=url,
        kind=row.kind.name,
        decision=decision,
        said=row.said,
        waits=for_whom(order, wired.calendar, today=today) if order else None,
        result=order.result if order else "",
    )


_STEPS: Final = {
    ReviewDecision.CLOSE: ("kết thúc có lý do", CaseAction.CLOSE_UNRESOLVED),
    ReviewDecision.TRANSFER: ("chuyển, trả", CaseAction.TRANSFER),
}


def _follow_ups(row: BacklogReview) -> Iterator[FollowUp]:
    """Yield what was decided and is still to be proposed, for who proposes."""
    if acting().role is not Role.FOCAL:
        return
    for decision, (name, action) in _STEPS.items():
        codes = [
            it.case.code
            for it in row.looked_at
            if it.decision is decision and it.case.done_at is None
        ]
        if codes:
            url = many.step_url(proposing(action), codes)
            yield FollowUp(f"Đề nghị {name} {len(codes)} hồ sơ", url)
