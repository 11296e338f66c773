"""The department's units: added, renamed, put in order, retired by administrators.

A unit is never deleted: cases, letters and officers of the past point to it. Its code
stands in their numbers and never changes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from documents import history, outbox, queries
from documents.database import Queue, wait_turn
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.lifecycles import OPEN
from documents.models import (
    Case,
    CaseUnit,
    FieldSetting,
    Instruction,
    Officer,
    Unit,
)
from documents.ordering import stepped
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role, UnitKind

LONGEST_NAME: Final = 160
LONGEST_CODE: Final = 12
MOST_NAMED: Final = 5
"""Cases and officers that a refusal names; of the others it says how many."""

_CODE: Final = re.compile(r"[A-Za-zĐđÂâÊêÔôƠơƯư0-9]{2,12}")


@dataclass(frozen=True)
class UnitFields:
    """What an administrator types of a unit."""

    name: str
    kind: UnitKind
    english_name: str = ""

    def __post_init__(self) -> None:
        """Refuse what no list could show."""
        wrong: dict[str, str] = {}
        if not self.name.strip():
            wrong["name"] = "Cần nhập tên phòng, đơn vị."
        for name in ("name", "english_name"):
            if len(getattr(self, name)) > LONGEST_NAME:
                wrong[name] = f"Không dài quá {LONGEST_NAME} ký tự."
        if wrong:
            raise Invalid(wrong)


@dataclass(frozen=True)
class Ties:
    """What still hangs on a unit: open cases, active officers, fields it is to lead.

    Cases are told by their codes, officers and fields by their names.
    """

    cases: tuple[str, ...]
    officers: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def told(self) -> str:
        """Say which and how many; "" when nothing does."""
        parts = [
            f"{len(names)} {what} ({_listed(names)})"
            for names, what in (
                (self.cases, "hồ sơ đang mở"),
                (self.officers, "tài khoản cán bộ đang hoạt động"),
                (self.fields, "lĩnh vực giao mặc định cho đơn vị này"),
            )
            if names
        ]
        return "; ".join(parts)


def get(session: Session, unit_id: int) -> Unit:
    """Return a unit, or raise NotFound."""
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise NotFound("Không có phòng, đơn vị này.")
    return unit


def ties(session: Session, unit: Unit) -> Ties:
    """Return what hangs on a unit: cases it leads or owes its part, and its people."""
    own_part = exists(
        select(CaseUnit.id).where(
            CaseUnit.case_id == Case.id,
            CaseUnit.round == Case.round,
            CaseUnit.unit_id == unit.id,
            CaseUnit.settled_at.is_(None),
        )
    )
    told = exists(
        select(Instruction.id).where(
            Instruction.case_id == Case.id,
            Instruction.unit_id == unit.id,
            Instruction.answered_at.is_(None),
            Instruction.taken_back_at.is_(None),
        )
    )
    works = or_(Case.lead_unit_id == unit.id, own_part, told)
    cases = select(Case.code).where(Case.state.in_(OPEN), works).order_by(Case.id)
    staff = select(Officer.full_name).where(Officer.active, Officer.unit_id == unit.id)
    fields = select(FieldSetting.label).where(FieldSetting.unit_id == unit.id)
    asked = (cases, staff.order_by(Officer.id), fields.order_by(FieldSetting.place))
    return Ties(*(tuple(session.scalars(one)) for one in asked))


def add(
    session: Session, code: str, fields: UnitFields, *, by: Viewer, now: datetime
) -> Unit:
    """Add a unit, last in order.

    Raises:
        Invalid: a code that letters could not carry, or a code or name that is taken.
    """
    _must_keep(session, by)
    standing = queries.units(session)
    taken = {unit.code.casefold() for unit in standing}
    wrong = _name_taken(standing, fields, but=None)
    if not _CODE.fullmatch(code):
        wrong["code"] = f"Cần 2 đến {LONGEST_CODE} chữ cái, chữ số, ví dụ KCHT."
    elif code.casefold() in taken:
        wrong["code"] = f"Đã có phòng, đơn vị mã “{code}”."
    if wrong:
        raise Invalid(wrong)
    last = max((unit.place for unit in standing), default=0)
    unit = Unit(code=code, place=last + 1, **vars(fields))
    session.add(unit)
    session.flush()
    _record(session, unit, "Thêm phòng, đơn vị", {"name": ["", unit.name]}, by, now)
    return unit


def edit(
    session: Session,
    unit: Unit,
    fields: UnitFields,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Rename a unit, or let it be of another kind.

    Raises:
        Invalid: the name is taken. OutOfDate: somebody else changed it meanwhile.
    """
    _must_keep(session, by)
    history.expect_version(session, unit, expected_version)
    if wrong := _name_taken(queries.units(session), fields, but=unit):
        raise Invalid(wrong)
    changed = {
        name: [_plain(getattr(unit, name)), _plain(new)]
        for name, new in vars(fields).items()
        if getattr(unit, name) != new
    }
    if not changed:
        return
    unit.name, unit.english_name = fields.name, fields.english_name
    unit.kind = fields.kind
    _record(session, unit, "Sửa phòng, đơn vị", changed, by, now)


def move(
    session: Session,
    unit: Unit,
    *,
    up: bool,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Let a unit stand one place higher or lower; at the end it stays.

    Raises:
        OutOfDate: somebody else changed it meanwhile.
    """
    _must_keep(session, by)
    history.expect_version(session, unit, expected_version)
    order = queries.units(session)
    places = stepped(order, unit, up=up)
    if places is None:
        return
    for place, one in enumerate(order, start=1):
        if one.place != place:
            one.place = place
    told = {"place": [*map(str, places)]}
    _record(session, unit, "Đổi thứ tự phòng, đơn vị", told, by, now)


def retire(
    session: Session, unit: Unit, *, expected_version: int, by: Viewer, now: datetime
) -> None:
    """Let a unit be given nothing more, from now on.

    Raises:
        TransitionRefused: it is retired; or cases or officers hang on it, and the
        message says which and how many. OutOfDate.
    """
    _must_keep(session, by)
    history.expect_version(session, unit, expected_version)
    today = local_day(now)
    if not unit.stands_on(today):
        raise TransitionRefused("Phòng, đơn vị này đã thôi hoạt động.")
    if told := ties(session, unit).told:
        raise TransitionRefused(
            f"Chưa cho “{unit.name}” thôi hoạt động được: còn {told}."
            " Hãy giao lại các việc này hoặc khóa tài khoản trước."
        )
    unit.until = today - timedelta(days=1)
    said = {"until": ["", f"{unit.until:%d/%m/%Y}"]}
    _record(session, unit, "Cho thôi hoạt động", said, by, now)


def bring_back(
    session: Session, unit: Unit, *, expected_version: int, by: Viewer, now: datetime
) -> None:
    """Let a retired unit stand again.

    Raises:
        TransitionRefused: it stands. OutOfDate.
    """
    _must_keep(session, by)
    history.expect_version(session, unit, expected_version)
    if unit.until is None:
        raise TransitionRefused("Phòng, đơn vị này đang hoạt động.")
    told = {"until": [f"{unit.until:%d/%m/%Y}", ""]}
    unit.until = None
    _record(session, unit, "Cho hoạt động lại", told, by, now)


def _must_keep(session: Session, by: Viewer) -> None:
    if by.role is not Role.ADMIN:
        raise NotAllowed("Chỉ quản trị được sửa phòng, đơn vị.")
    # Two who add the same name at once go one by one.
    wait_turn(session, Queue.OUTBOX)


def _name_taken(
    standing: Iterable[Unit], fields: UnitFields, *, but: Unit | None
) -> dict[str, str]:
    wanted = fields.name.casefold()
    names = {unit.name.casefold() for unit in standing if unit is not but}
    return {"name": "Đã có phòng, đơn vị tên này."} if wanted in names else {}


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} và {more} nữa" if more > 0 else shown


def _plain(value: str | UnitKind) -> str:
    return value.label if isinstance(value, UnitKind) else value


def _record(
    session: Session,
    unit: Unit,
    note: str,
    data: Mapping[str, list[str]],
    by: Viewer,
    now: datetime,
) -> None:
    history.record(
        session, unit, EventKind.EDITED, by=by, now=now, note=note, data=dict(data)
    )
    outbox.announce(session, f"unit:{unit.id}")
