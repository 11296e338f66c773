"""What the templates of contacts are given. No database row goes further."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from documents import contacts, hours, phones
from documents.contacts import ContactFields
from documents.hours import Hours
from documents.models import Contact
from documents.viewer import Viewer
from documents.vocabulary import PhoneKind
from portal.contacts.forms import ContactForm
from portal.pages import Page
from portal.publishing import Lines, StaffSide, staff_side


@dataclass(frozen=True)
class Number:
    """A telephone number as written, and what a tap on it dials."""

    raw: str
    href: str
    warning: str
    card_type: str
    public: bool


@dataclass(frozen=True)
class Card:
    """A person to call; `staff` is None for visitors."""

    contact_id: int
    position: str
    name: str
    email: str
    phones: tuple[Number, ...]
    updated_at: datetime | None
    valid_from: date | None = None
    valid_to: date | None = None
    email_warning: str = ""
    hours: Hours | None = None
    staff: StaffSide | None = None

    @property
    def best_phone(self) -> Number | None:
        """Return the number to show largest: the first that can be dialled."""
        sound = (phone for phone in self.phones if not phone.warning)
        return next(sound, self.phones[0] if self.phones else None)


@dataclass(frozen=True)
class Former:
    """Somebody who held a post, from when to when."""

    position: str
    name: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class ContactsPage(Page):
    """The notice of the hotline, and for staff its workshop.

    `changed_on` is the day from which what visitors read stands; `not_up_to_date` are,
    for staff, the places where another notice hangs than is read; `structured` is for
    search engines, which see what visitors see.
    """

    template: ClassVar[str] = "contacts/index.html"
    today: date
    cards: tuple[Card, ...]
    former: tuple[Former, ...]
    changed_on: date | None
    not_up_to_date: tuple[str, ...]
    posted_at: tuple[str, ...]
    may_add: bool
    structured: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class ContactFormPage(Page):
    """Adding or changing a contact; `conflict` tells what others changed.

    `follows` names whose post is taken over.
    """

    template: ClassVar[str] = "contacts/form.html"
    form: ContactForm
    card: Card | None
    follows: str = ""
    conflict: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def number_of(raw: str, *, public: bool) -> Number:
    """Return a number ready to be shown and tapped."""
    phone = phones.read(raw)
    return Number(
        raw=raw,
        href=f"tel:{phone.dialled}",
        warning=phone.warning,
        card_type="cell" if phone.kind is PhoneKind.MOBILE else "voice",
        public=public,
    )


def card_of(row: Contact, viewer: Viewer | None) -> Card:
    """Return a contact as the viewer may see it; staff see every number."""
    staff = staff_side(
        row,
        viewer,
        published=lines_of(contacts.published_fields(row)),
        proposed=lines_of(contacts.fields_of(row)),
    )
    return Card(
        contact_id=row.id,
        position=row.position,
        name=row.name,
        email=row.email,
        phones=tuple(
            number_of(phone.raw, public=phone.public)
            for phone in row.phones
            if phone.public or staff
        ),
        updated_at=row.published_at,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        email_warning=contacts.email_warning(row.email),
        hours=hours.read(row.hours),
        staff=staff,
    )


def lines_of(fields: ContactFields) -> Lines:
    """Return what a reader sees of a contact, line by line."""
    numbers = (
        phone.raw if phone.public else f"{phone.raw} (không công khai)"
        for phone in fields.phones
    )
    return [
        ("Chức vụ", fields.position),
        ("Họ và tên", fields.name),
        ("Điện thoại", "; ".join(numbers)),
        ("Thư điện tử", fields.email),
        ("Giờ trực", _words(fields.hours)),
        ("Thứ tự", str(fields.place + 1)),
        ("Từ ngày", _day(fields.valid_from)),
        ("Đến hết ngày", _day(fields.valid_to)),
    ]


def _words(notation: str) -> str:
    told = hours.read(notation)
    return told.words if told else ""


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def former_of(row: Contact) -> Former:
    """Return who held a post, as officers read it."""
    return Former(row.position, row.name, row.valid_from, row.valid_to)
