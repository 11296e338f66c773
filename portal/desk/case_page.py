"""A case's page: what happened on the left, what to do next on the right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from flask import url_for
from sqlalchemy.orm import Session

from documents import drafting, identities, standing
from documents.deadlines import local_day
from documents.lifecycles import TAKERS, TERMINAL
from documents.models import Case, Complainant
from documents.remembering import remembering
from documents.vault import Identity
from documents.viewer import Viewer
from documents.vocabulary import Source
from portal import wiring
from portal.desk import telling
from portal.desk.forms import Opened, StepForm, UnsealForm, texts_in
from portal.desk.once import Once
from portal.desk.panels import CameBack, Place, Shown, shown
from portal.desk.proposed import Proposed, proposed_of
from portal.desk.receipt import has_receipt
from portal.desk.steps import Step, open_to
from portal.desk.turn import turn_of
from portal.due import Due, Working, due_of, working_of
from portal.jinja import moment_vi
from portal.pages import Page
from portal.road import Stop
from portal.security import acting
from portal.trouble import NO_TROUBLE, Trouble


@dataclass(frozen=True)
class StepView:
    """A move with its form, as the page shows it."""

    action: str
    label: str
    hint: str
    url: str
    form: StepForm
    is_primary: bool
    is_open: bool


@dataclass(frozen=True)
class Next:
    """What the officer at work can do now; `waits` says whose turn it is if not his.

    What was `proposed` is shown above it, to everybody.
    """

    proposed: Proposed | None
    waits: str
    primary: StepView | None
    quiet: tuple[StepView, ...]
    draft_url: str
    draft_is_primary: bool
    again_url: str


@dataclass(frozen=True)
class Sealed:
    """Who sent the case: closed until somebody opens it, and then on this page only.

    `whole` says that the case is sealed too, and not only who sent it (§12).
    """

    whole: bool
    kind: str
    has_address: bool
    anonymous: bool
    may_unseal: bool
    needs_reason: bool
    url: str
    form: UnsealForm
    identity: Identity | None = None


@dataclass(frozen=True, kw_only=True)
class CasePage(Page):
    """A case, without who sent it; its sections by where they stand."""

    template: ClassVar[str] = "desk/case.html"
    code: str
    heading: str
    receipt_url: str
    may_record: bool
    new_pin: Once | None
    content: str
    state: str
    again: str
    due: Due
    working: Working
    facts: tuple[tuple[str, str], ...]
    classified: tuple[tuple[str, str], ...]
    panels: Mapping[str, tuple[Shown, ...]]
    road: tuple[Stop, ...]
    next: Next
    sealed: Sealed
    trouble: Trouble = field(default=NO_TROUBLE)


def case_page(
    session: Session,
    case: Case,
    *,
    failed: tuple[Step, StepForm] | None = None,
    trouble: Trouble = NO_TROUBLE,
    sealed: Sealed | None = None,
    came_back: CameBack | None = None,
    new_pin: Once | None = None,
) -> CasePage:
    """Return the page of a case for the officer at work.

    A form that `failed` is shown as it came, or what was typed in it, to be copied;
    one that `came_back` stands in its section again. `new_pin` is told this once.
    """
    with remembering(session):
        viewer = acting()
        opened = Opened(session, case, local_day(wiring.current().clock()))
        due, working = _due(opened)
        steps = tuple(_step_views(opened, failed))
        return CasePage(
            title=f"Hồ sơ {case.code}",
            code=case.code,
            heading=case.title,
            receipt_url=_receipt_url(case),
            may_record=viewer.role in TAKERS,
            new_pin=new_pin,
            content=case.content,
            state=case.state.label,
            again=telling.again_of(session, [case]).get(case.id, ""),
            due=due,
            working=working,
            facts=tuple(_facts(case)),
            classified=tuple(_classified(case)),
            panels=_panels(opened, came_back),
            road=telling.road_of(session, case, due),
            next=_next(session, case, viewer, steps),
            sealed=sealed or sealed_of(session, case, viewer),
            trouble=_kept(trouble, failed, steps),
        )


def _panels(opened: Opened, came_back: CameBack | None) -> dict[str, tuple[Shown, ...]]:
    """Return the sections by the name of the place where they stand."""
    return {
        place.value: tuple(shown(opened, place, came_back=came_back)) for place in Place
    }


def _receipt_url(case: Case) -> str:
    return url_for("desk.receipt", code=case.code) if has_receipt(case) else ""


def _kept(
    trouble: Trouble,
    failed: tuple[Step, StepForm] | None,
    steps: Sequence[StepView],
) -> Trouble:
    """Return the trouble, with what was typed for a move that is no longer open."""
    if failed is None or failed[1] in [step.form for step in steps]:
        return trouble
    return replace(trouble, form=None, typed=tuple(texts_in(failed[1])))


def _due(opened: Opened) -> tuple[Due, Working]:
    """Return how the case stands, and how its due date came about."""
    case, calendar = opened.case, wiring.current().calendar
    asked = standing.pauses(opened.session, case)
    waits = next((pause.since for pause in asked if pause.until is None), None)
    return (
        due_of(case, calendar, today=opened.today, paused_since=waits),
        working_of(case, calendar, pauses=[(one.since, one.until) for one in asked]),
    )


def _step_views(
    opened: Opened, failed: tuple[Step, StepForm] | None
) -> Iterator[StepView]:
    for step in open_to(opened.session, opened.case):
        came_back = failed[1] if failed is not None and failed[0] is step else None
        label, hint = step.said(opened)
        yield StepView(
            action=step.action,
            label=label,
            hint=hint,
            url=url_for("desk.advance", code=opened.case.code, action=step.action),
            form=came_back or empty(step.form, opened),
            is_primary=step.is_primary,
            is_open=came_back is not None,
        )


def empty(kind: type[StepForm], opened: Opened) -> StepForm:
    """Return a form that holds what is likely, whatever the request carries."""
    form = kind(formdata=None)
    form.offer(opened)
    form.suggest(opened)
    form.version.data = str(opened.case.version)
    return form


def _next(
    session: Session, case: Case, viewer: Viewer, steps: Sequence[StepView]
) -> Next:
    proposed = proposed_of(session, case, viewer)
    primary = next((step for step in steps if step.is_primary), None)
    drafts = drafting.can_draft(case, viewer)
    to_write = drafts and drafting.waits_for_draft(session, case)
    turn = proposed.turn if proposed else turn_of(session, case)
    return Next(
        proposed=proposed,
        waits="" if primary or to_write else turn,
        primary=primary,
        quiet=tuple(step for step in steps if step is not primary),
        draft_url=url_for("desk.write_draft", code=case.code) if drafts else "",
        draft_is_primary=to_write and primary is None,
        again_url=_again_url(case, viewer),
    )


def _again_url(case: Case, viewer: Viewer) -> str:
    """Return where the sender's next call about an ended case is taken down (X17)."""
    if case.sealed or case.state not in TERMINAL or viewer.role not in TAKERS:
        return ""
    return f"{url_for('desk.new')}?phan-anh-lai={case.code}"


def _facts(case: Case) -> Iterator[tuple[str, str]]:
    yield "Tiếp nhận", moment_vi(case.received_at)
    yield "Hình thức", case.channel.label
    yield "Nguồn", case.source.label
    is_province = case.source is Source.PROVINCE
    yield "Mã của tỉnh" if is_province else "Mã hồ sơ cũ", case.external_ref
    yield "Địa điểm", case.location
    yield "Người nhập", case.recorded_by.full_name if case.recorded_by else ""


def _classified(case: Case) -> Iterator[tuple[str, str]]:
    yield "Loại", case.kind.label if case.kind else "Chưa phân loại"
    yield "Lĩnh vực", case.field.label if case.field else "Chưa rõ"
    yield "Mức độ", case.urgency.label
    yield "Chủ trì", case.lead_unit.name if case.lead_unit else "Chưa giao"
    yield "Công chức xử lý", case.handler.full_name if case.handler else ""
    yield "Lượt xử lý", f"Lần {case.round}" if case.round > 1 else ""


def sealed_of(session: Session, case: Case, viewer: Viewer) -> Sealed:
    """Return the panel of who sent the case, closed."""
    row = session.get_one(Complainant, case.id)
    return Sealed(
        whole=case.sealed,
        kind=row.kind.label,
        has_address=row.has_address,
        anonymous=case.anonymous,
        may_unseal=identities.may_unseal(viewer) and not case.anonymous,
        needs_reason=identities.needs_reason(viewer),
        url=url_for("desk.unseal", code=case.code),
        form=UnsealForm(formdata=None),
    )
