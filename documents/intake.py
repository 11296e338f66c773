"""A case begins: what a clerk keys in of a call or letter, what a visitor sends."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import case_files, cases, likeness, linking, marking, register
from documents.case_files import Enclosure
from documents.deadlines import HANOI, Calendar, due_of_case
from documents.errors import Invalid
from documents.guards import CaseFacts
from documents.lifecycles import CASE, OPEN
from documents.likeness import Alike, Sought
from documents.models import Case, CaseRound, Complainant
from documents.vault import Identity, Vault
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseAction,
    CaseState,
    Channel,
    ComplainantKind,
    Field,
    FileKind,
    LinkKind,
    Source,
    Urgency,
)

PHYSICAL_FACTS: Final = frozenset(
    {Field.ROADS, Field.MAINTENANCE, Field.WATERWAYS, Field.SAFETY, Field.OVERLOAD}
)
"""Fields in which a report without a name is taken (domain.md §3.2)."""

SHORTEST_CONTENT: Final = 20
LONGEST_CONTENT: Final = 20_000


NO_IDENTITY: Final = Identity()


@dataclass(frozen=True)
class Intake:
    """What is keyed in of a call, visit or letter (X02), or sent by a visitor (X01).

    `key` names the filled form it came from; keying one form in twice makes
    one case. Without a key every intake is another case. `ties` are the codes of other
    cases with what this one is to each of them.
    """

    title: str
    content: str
    received_at: datetime
    channel: Channel = Channel.PHONE
    source: Source = Source.DEPARTMENT
    external_ref: str = ""
    external_due: date | None = None
    location: str = ""
    field: Field | None = None
    anonymous: bool = False
    opted_out: bool = False
    complainant_kind: ComplainantKind = ComplainantKind.CITIZEN
    identity: Identity = NO_IDENTITY
    key: str | None = None
    ties: tuple[tuple[str, LinkKind], ...] = ()


def record(
    session: Session,
    intake: Intake,
    *,
    vault: Vault,
    calendar: Calendar,
    by: Viewer,
    now: datetime,
    enclosed: Enclosure | None = None,
) -> Case:
    """Take a case down as received; its code and due date are given here.

    The term runs from `received_at`, not from the moment of keying in. A form
    sent twice gives the case it made the first time.

    Raises:
        Invalid: what domain.md §5.2 X02 requires is missing.
        NotAllowed: the role takes no cases down.
    """
    move = CASE.step(None, CaseAction.RECORD, role=by.role, facts=CaseFacts())
    check(intake, now)
    others = _others(session, intake, by)
    case = _case(intake, move.target, calendar=calendar, by=by, now=now)
    row = Complainant(kind=intake.complainant_kind)
    made_before = _add(session, case, intake)
    if made_before is not None:
        return made_before
    _begin(session, case, intake, row, vault)
    cases.tell(session, case, move.action, None, by=by, now=now)
    _attach(session, case, enclosed, by=by, now=now)
    for other, what in others:
        linking.tie(session, case, other, what, by=by, now=now)
    return case


def send(
    session: Session,
    intake: Intake,
    consent: str,
    *,
    vault: Vault,
    calendar: Calendar,
    now: datetime,
    enclosed: Enclosure | None = None,
) -> Case:
    """Keep what somebody sent by himself; it waits to be taken (X01).

    `consent` is the version of the notice that he agreed to (domain.md §3.4). A form
    sent twice gives the case it made the first time.

    Raises:
        Invalid: what domain.md §5.2 X01 requires is missing.
    """
    move = CASE.step_of_sender(None, CaseAction.SUBMIT, facts=CaseFacts())
    check(intake, now)
    case = _case(intake, move.target, calendar=calendar, by=None, now=now)
    case.rounds[0].accepted = False
    row = Complainant(
        kind=intake.complainant_kind,
        consent_at=intake.received_at,
        consent_version=consent,
    )
    made_before = _add(session, case, intake)
    if made_before is not None:
        return made_before
    _begin(session, case, intake, row, vault)
    cases.tell(session, case, move.action, None, by=None, now=now)
    _attach(session, case, enclosed, by=None, now=now)
    return case


def made_of(session: Session, key: str | None) -> Case | None:
    """Return the case that a filled form has made already."""
    if key is None:
        return None
    return session.scalar(select(Case).where(Case.intake_key == key))


def like_ones(
    session: Session, intake: Intake, *, vault: Vault, by: Viewer
) -> list[Alike]:
    """Return the open cases that seem to be the same caller's on the same matter.

    Whoever takes the case says of them what it is (domain.md T56, §5.2 X03).
    """
    if intake.ties or made_of(session, intake.key) is not None:
        return []
    phone_key = vault.phone_key(intake.identity.phone)
    told = intake.title, intake.content, intake.location
    sought = Sought(*told, intake.field, phone_key)
    found = likeness.alike(session, sought, viewer=by, only=Case.state.in_(OPEN))
    return [one for one in found if one.is_strong]


def _others(
    session: Session, intake: Intake, by: Viewer
) -> list[tuple[Case, LinkKind]]:
    return [
        (linking.other_case(session, code, viewer=by), kind)
        for code, kind in intake.ties
    ]


def _case(
    intake: Intake,
    state: CaseState | None,
    *,
    calendar: Calendar,
    by: Viewer | None,
    now: datetime,
) -> Case:
    due = due_of_case(
        calendar,
        intake.received_at,
        Urgency.NORMAL,
        source=intake.source,
        external_due=intake.external_due,
    )
    return Case(
        source=intake.source,
        external_ref=intake.external_ref,
        external_due=intake.external_due,
        channel=intake.channel,
        title=intake.title,
        content=intake.content,
        location=intake.location,
        field=intake.field,
        state=state,
        received_at=intake.received_at,
        recorded_at=now,
        recorded_by_id=by.officer_id if by else None,
        intake_key=intake.key,
        due_on=due.due_on,
        calendar_version=calendar.version,
        anonymous=intake.anonymous,
        opted_out=intake.opted_out,
        rounds=[CaseRound(n=1, received_at=intake.received_at, due_on=due.due_on)],
    )


def _add(session: Session, case: Case, intake: Intake) -> Case | None:
    """Give the case its code and add it; return the one its form made before.

    The database decides which of two came first. The savepoint gives a code
    taken in vain back to the book.
    """
    try:
        with session.begin_nested():
            year = intake.received_at.astimezone(HANOI).year
            case.code = register.case_code(session, year)
            session.add(case)
    except IntegrityError:
        if (found := made_of(session, intake.key)) is None:
            raise
        return found
    return None


def _begin(
    session: Session, case: Case, intake: Intake, row: Complainant, vault: Vault
) -> None:
    """Seal who sent a case that has just come, and keep what it names."""
    row.case_id = case.id
    row.sealed = vault.seal(intake.identity, code=case.code)
    row.has_address = intake.identity.can_be_reached
    row.phone_key = vault.phone_key(intake.identity.phone)
    session.add(row)
    marking.mark_new(session, case)


def _attach(
    session: Session,
    case: Case,
    enclosed: Enclosure | None,
    *,
    by: Viewer | None,
    now: datetime,
) -> None:
    if enclosed is not None:
        kind = FileKind.FROM_SENDER
        case_files.attach(session, case, kind, enclosed, by=by, now=now)


def check(intake: Intake, now: datetime) -> None:
    """Refuse what domain.md §5.2 X01 and X02 do not take; raises Invalid."""
    wrong: dict[str, str] = {}
    if not intake.title.strip():
        wrong["title"] = "Cần nhập trích yếu nội dung."
    if len(intake.content.strip()) < SHORTEST_CONTENT:
        wrong["content"] = f"Nội dung cần ít nhất {SHORTEST_CONTENT} ký tự."
    if len(intake.content) > LONGEST_CONTENT:
        wrong["content"] = f"Nội dung dài quá {LONGEST_CONTENT} ký tự."
    if intake.received_at > now:
        wrong["received_at"] = "Thời điểm tiếp nhận không thể ở tương lai."
    if intake.source is Source.PROVINCE and not intake.external_ref.strip():
        wrong["external_ref"] = "Hồ sơ của Đường dây nóng tỉnh cần mã số trên hệ thống."
    wrong |= _check_identity(intake)
    if wrong:
        raise Invalid(wrong)


def _check_identity(intake: Intake) -> dict[str, str]:
    who = intake.identity
    if intake.anonymous:
        if intake.field not in PHYSICAL_FACTS:
            return {"field": "Chỉ nhận phản ánh ẩn danh về hiện trường (đường, cầu …)."}
        return {}
    if not who.full_name and not who.organisation:
        return {"full_name": "Cần họ tên hoặc tên tổ chức, hoặc chọn “ẩn danh”."}
    if intake.complainant_kind is ComplainantKind.ORGANISATION and (
        not who.organisation
    ):
        return {"organisation": "Cần tên tổ chức."}
    if not who.can_be_reached:
        return {"phone": "Cần ít nhất số điện thoại, thư điện tử hoặc địa chỉ."}
    return {}
