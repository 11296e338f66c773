"""The hotline's contacts: who answers, under which numbers (domain.md §1.2)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from documents import contact_sets, content, history, outbox, phones
from documents.content import Values
from documents.deadlines import local_day
from documents.errors import Invalid, NotFound, TransitionRefused
from documents.models import Contact, ContactPhone
from documents.viewer import Viewer
from documents.vocabulary import ContentAction, ContentState, EventKind

OFFICIAL: Final = ".gov.vn"
"""What the addresses of state agencies end with (domain.md T15)."""

_DAYS: Final = ("valid_from", "valid_to")


@dataclass(frozen=True)
class PhoneFields:
    """A number as typed, and whether visitors may see it (domain.md §12)."""

    raw: str
    public: bool = True


@dataclass(frozen=True)
class ContactFields:
    """What an editor types of a contact, with his first and last day in the post.

    `hours` are in the notation of `documents.hours`.
    """

    position: str
    name: str
    email: str = ""
    place: int = 0
    phones: tuple[PhoneFields, ...] = ()
    hours: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse what no notice could show."""
        wrong = {
            field: message
            for field, message in (
                ("position", "Cần nhập chức vụ."),
                ("name", "Cần nhập họ và tên."),
            )
            if not getattr(self, field).strip()
        }
        if self.email and "@" not in self.email.strip("@"):
            wrong["email"] = "Địa chỉ thư điện tử cần có dạng ten@coquan.gov.vn."
        if not self.phones and not self.email:
            wrong["phones"] = "Cần ít nhất một số điện thoại hoặc thư điện tử."
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            wrong["valid_to"] = "Ngày cuối cùng không thể trước ngày bắt đầu."
        if wrong:
            raise Invalid(wrong)


def fields_of(contact: Contact) -> ContactFields:
    """Return what an editor should find in the form: the waiting change, if any."""
    if contact.proposal is not None:
        return _from_values(contact.proposal)
    return published_fields(contact)


def published_fields(contact: Contact) -> ContactFields:
    """Return what stands, whatever change waits on it."""
    return ContactFields(
        position=contact.position,
        name=contact.name,
        email=contact.email,
        place=contact.place,
        phones=tuple(PhoneFields(p.raw, p.public) for p in contact.phones),
        hours=contact.hours,
        valid_from=contact.valid_from,
        valid_to=contact.valid_to,
    )


def email_warning(email: str) -> str:
    """Say in Vietnamese what staff should check of an address; "" when all is well."""
    if not email or email.casefold().rstrip(".").endswith(OFFICIAL):
        return ""
    return (
        f"Địa chỉ không thuộc tên miền của cơ quan nhà nước (…{OFFICIAL})."
        " Chỉ công bố thư điện tử công vụ; giữ nguyên như đã nhập, cần kiểm tra lại."
    )


def _from_values(values: Values) -> ContactFields:
    numbers = tuple(PhoneFields(**phone) for phone in values["phones"])
    days = {name: _day(values.get(name)) for name in _DAYS}
    return ContactFields(**{**values, **days, "phones": numbers})


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def get(session: Session, contact_id: int) -> Contact:
    """Return a contact, or raise NotFound."""
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise NotFound("Không có đầu mối liên hệ này.")
    return contact


def add(
    session: Session,
    fields: ContactFields,
    *,
    follows: Contact | None = None,
    by: Viewer,
    now: datetime,
) -> Contact:
    """Make a draft contact; one who `follows` another takes his post over on a day.

    Raises:
        Invalid: who takes a post over begins on a day that is not told.
    """
    content.must_be_editor(by)
    if follows is not None:
        if follows.state is not ContentState.PUBLISHED:
            raise TransitionRefused("Đầu mối này không còn công bố.")
        _must_come_after(follows, fields)
    contact = Contact(edited_at=now, edited_by_id=by.officer_id, position="", name="")
    contact.follows_id = follows.id if follows else None
    _apply(contact, _values(fields))
    session.add(contact)
    history.record(
        session, contact, EventKind.EDITED, by=by, now=now, data=_values(fields)
    )
    _announce(session, contact, now)
    return contact


def _must_come_after(before: Contact, fields: ContactFields) -> None:
    """Refuse a change of post that no day divides."""
    if fields.valid_from is None:
        raise Invalid({"valid_from": "Cần nhập ngày bắt đầu giữ chức vụ."})
    if before.valid_from and fields.valid_from <= before.valid_from:
        day = f"{before.valid_from:%d/%m/%Y}"
        raise Invalid({"valid_from": f"Cần sau ngày {day}, khi người trước bắt đầu."})


def _values(fields: ContactFields) -> Values:
    days = {name: getattr(fields, name) for name in _DAYS}
    return {
        **asdict(fields),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "phones": [asdict(phone) for phone in fields.phones],
    }


def _apply(contact: Contact, values: Values) -> None:
    fields = _from_values(values)
    contact.position, contact.name = fields.position, fields.name
    contact.email, contact.place = fields.email, fields.place
    contact.hours = fields.hours
    contact.valid_from, contact.valid_to = fields.valid_from, fields.valid_to
    contact.phones = [
        ContactPhone(
            raw=phone.raw,
            public=phone.public,
            kind=phones.read(phone.raw).kind,
            place=place,
        )
        for place, phone in enumerate(fields.phones)
    ]


def edit(
    session: Session,
    contact: Contact,
    fields: ContactFields,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Change a contact; a published one keeps showing until it is published anew."""
    if contact.follows is not None:
        _must_come_after(contact.follows, fields)
    content.edit(
        session,
        contact,
        _values(fields),
        apply=lambda values: _apply(contact, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    _announce(session, contact, now)


def advance(
    session: Session,
    contact: Contact,
    action: ContentAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Submit, publish, return or archive a contact.

    Who is published to take a post over ends the time of who holds it; who is taken
    down before his day leaves it to him.
    """
    had_begun = contact.valid_from is None or contact.valid_from <= local_day(now)
    content.advance(
        session,
        contact,
        action,
        apply=lambda values: _apply(contact, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    if action is ContentAction.PUBLISH:
        _hand_over(session, contact, by=by, now=now)
    if action is ContentAction.ARCHIVE and not had_begun:
        _leave_to_predecessor(session, contact, by=by, now=now)
    _announce(session, contact, now)
    contact_sets.recount(session, now=now)


def _hand_over(
    session: Session, contact: Contact, *, by: Viewer, now: datetime
) -> None:
    before, begins = contact.follows, contact.valid_from
    if before is not None and begins is not None:
        _end(session, before, begins - timedelta(1), by=by, now=now)


def _leave_to_predecessor(
    session: Session, contact: Contact, *, by: Viewer, now: datetime
) -> None:
    before, begins = contact.follows, contact.valid_from
    if before and begins and before.valid_to == begins - timedelta(1):
        _end(session, before, None, by=by, now=now)


def _end(
    session: Session, contact: Contact, day: date | None, *, by: Viewer, now: datetime
) -> None:
    """Let somebody's time end on a day, in what stands and in a change that waits."""
    if contact.valid_to == day:
        return
    if day and contact.valid_from and day < contact.valid_from:
        raise TransitionRefused("Người trước bắt đầu giữ chức vụ sau ngày này.")
    contact.valid_to = day
    told = {"valid_to": day.isoformat() if day else None}
    if contact.proposal is not None:
        contact.proposal = {**contact.proposal, **told}
    history.record(session, contact, EventKind.EDITED, by=by, now=now, data=told)
    _announce(session, contact, now)


def _announce(session: Session, contact: Contact, now: datetime) -> None:
    contact.told_on = local_day(now)
    outbox.announce(session, outbox.contact_key(contact))


def tell_turns(session: Session, *, now: datetime) -> int:
    """Let search follow who began or ended since it was last told; return how many.

    Pages look at the day themselves.
    """
    today = local_day(now)
    begun = and_(Contact.valid_from <= today, Contact.told_on < Contact.valid_from)
    ended = and_(Contact.valid_to < today, Contact.told_on <= Contact.valid_to)
    turned = select(Contact).where(
        Contact.state == ContentState.PUBLISHED, or_(begun, ended)
    )
    rows = list(session.scalars(turned))
    for row in rows:
        _announce(session, row, now)
    return len(rows)
