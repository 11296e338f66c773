"""The drafting screen: the matter and past answers beside result and reply."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from documents import history, standing
from documents.models import Instruction, Officer
from documents.vocabulary import CaseAction, Decision
from portal import wiring
from portal.desk.forms import Opened, StepForm
from portal.desk.rounds import UnitRow, units_of
from portal.desk.telling import Told
from portal.due import Due, due_of
from portal.pages import Page
from portal.trouble import NO_TROUBLE, Trouble
from portal.workbench.bench import Bench, bench_of
from portal.workbench.cited import OutdatedRow

_GIVES_ORDERS = frozenset({CaseAction.ASSIGN, CaseAction.REASSIGN})


@dataclass(frozen=True, kw_only=True)
class DraftPage(Page):
    """The matter and the workbench on one side, result and draft on the other."""

    template: ClassVar[str] = "desk/draft.html"
    code: str
    heading: str
    place: str
    content: str
    due: Due
    units: tuple[UnitRow, ...]
    orders: tuple[Told, ...]
    returned: tuple[Told, ...]
    bench: Bench
    form: StepForm
    keep_url: str
    restored_at: datetime | None
    is_typed: bool
    trouble: Trouble


@dataclass(frozen=True, kw_only=True)
class KeptPart(Page):
    """That what is typed was kept, for the script that sent it."""

    template: ClassVar[str] = "desk/_kept.html"
    kept_at: datetime
    cited: tuple[OutdatedRow, ...]


def draft_page(
    opened: Opened,
    form: StepForm,
    *,
    restored_at: datetime | None = None,
    trouble: Trouble = NO_TROUBLE,
    status: int = 200,
) -> Response:
    """Return the screen with the form as it stands or came back."""
    case, wired = opened.case, wiring.current()
    return DraftPage(
        title=f"Kết quả và dự thảo, hồ sơ {case.code}",
        code=case.code,
        heading=case.title,
        place=case.location,
        content=case.content,
        due=due_of(
            case,
            wired.calendar,
            today=opened.today,
            paused_since=standing.paused_since(opened.session, [case]).get(case.id),
        ),
        units=units_of(case, opened.today),
        orders=tuple(_orders(opened)),
        returned=_returned(opened),
        bench=_bench(opened, form),
        form=form,
        keep_url=url_for("desk.keep_draft", code=case.code),
        restored_at=restored_at,
        is_typed=request.method == "POST",
        trouble=trouble,
    ).render(status=status)


def _bench(opened: Opened, form: StepForm) -> Bench:
    subject, body = form["subject"].data or "", form["body"].data or ""
    return bench_of(
        opened.session,
        opened.case,
        standing.current_letter(opened.session, opened.case),
        form="du-thao",
        texts=(subject, body),
        body=body,
    )


def _orders(opened: Opened) -> Iterator[Told]:
    """Yield what leaders want done about the case, oldest first."""
    for event in history.of(opened.session, opened.case):
        if event.action in _GIVES_ORDERS and event.note:
            yield Told(event.note, event.actor_name, event.at)
    rows = (
        select(Instruction, Officer.full_name)
        .join(Officer, Officer.id == Instruction.by_id)
        .where(
            Instruction.case_id == opened.case.id, Instruction.taken_back_at.is_(None)
        )
        .order_by(Instruction.id)
    )
    for row, who in opened.session.execute(rows):
        yield Told(row.text, who, row.at)


def _returned(opened: Opened) -> tuple[Told, ...]:
    """Return what leaders asked to have changed, newest first."""
    rows = standing.approvals(opened.session, opened.case)
    return tuple(
        Told(row.comment, row.by.full_name, row.at)
        for row in reversed(rows)
        if row.decision is Decision.RETURNED and row.round == opened.case.round
    )
