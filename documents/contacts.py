"""The hotline's contacts: who answers, under which numbers (domain.md §1.2)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from documents import content, history, outbox, phones
from documents.content import Values
from documents.errors import Invalid, NotFound
from documents.models import Contact, ContactPhone
from documents.viewer import Viewer
from documents.vocabulary import ContentAction, EventKind


@dataclass(frozen=True)
class PhoneFields:
    """A number as typed, and whether visitors may see it (domain.md §12)."""

    raw: str
    public: bool = True


@dataclass(frozen=True)
class ContactFields:
    """What an editor types of a contact."""

    position: str
    name: str
    email: str = ""
    place: int = 0
    phones: tuple[PhoneFields, ...] = ()

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
        if wrong:
            raise Invalid(wrong)


def fields_of(contact: Contact) -> ContactFields:
    """Return what an editor should find in the form: the waiting change, if any."""
    if contact.proposal is not None:
        return _from_values(contact.proposal)
    return ContactFields(
        position=contact.position,
        name=contact.name,
        email=contact.email,
        place=contact.place,
        phones=tuple(PhoneFields(p.raw, p.public) for p in contact.phones),
    )


def _from_values(values: Values) -> ContactFields:
    numbers = tuple(PhoneFields(**phone) for phone in values["phones"])
    return ContactFields(**{**values, "phones": numbers})


def get(session: Session, contact_id: int) -> Contact:
    """Return a contact, or raise NotFound."""
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise NotFound("Không có đầu mối liên hệ này.")
    return contact


def add(
    session: Session, fields: ContactFields, *, by: Viewer, now: datetime
) -> Contact:
    """Make a draft contact."""
    content.must_be_editor(by)
    contact = Contact(edited_at=now, edited_by_id=by.officer_id, position="", name="")
    _apply(contact, _values(fields))
    session.add(contact)
    history.record(
        session, contact, EventKind.EDITED, by=by, now=now, data=_values(fields)
    )
    outbox.announce(session, outbox.contact_key(contact))
    return contact


def _values(fields: ContactFields) -> Values:
    return {**asdict(fields), "phones": [asdict(phone) for phone in fields.phones]}


def _apply(contact: Contact, values: Values) -> None:
    fields = _from_values(values)
    contact.position, contact.name = fields.position, fields.name
    contact.email, contact.place = fields.email, fields.place
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
    content.edit(
        session,
        contact,
        _values(fields),
        apply=lambda values: _apply(contact, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    outbox.announce(session, outbox.contact_key(contact))


def advance(
    session: Session,
    contact: Contact,
    action: ContentAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Submit, publish, return or archive a contact."""
    content.advance(
        session,
        contact,
        action,
        apply=lambda values: _apply(contact, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    outbox.announce(session, outbox.contact_key(contact))
