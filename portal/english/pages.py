"""What the English templates are given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Final

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from documents.lookups import LONGEST_TYPED
from documents.sights import Sight
from portal.contacts.pages import Card
from portal.english import words
from portal.forms import PortalForm
from portal.jinja import date_en
from portal.pages import Page
from portal.road import Stop

_SHORT: Final = Length(
    max=LONGEST_TYPED, message="This is longer than any code or PIN."
)


@dataclass(frozen=True)
class Named:
    """A post, room or unit: its name here, and in English if that is known."""

    vietnamese: str
    english: str


@dataclass(frozen=True)
class Person:
    """Somebody to call, with his post in both languages and his hours in English."""

    card: Card
    post: Named
    hours: str


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The direction sign in English."""

    template: ClassVar[str] = "en/home.html"
    people: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class ContactsPage(Page):
    """Everybody who answers the hotline, and where it is posted on paper."""

    template: ClassVar[str] = "en/contacts.html"
    people: tuple[Person, ...]
    posted_at: tuple[Named, ...]

    @property
    def updated_at(self) -> datetime | None:
        """Return when the newest of the contacts was published."""
        told = (it.card.updated_at for it in self.people if it.card.updated_at)
        return max(told, default=None)


@dataclass(frozen=True, kw_only=True)
class OrganisationPage(Page):
    """The units of the department: (kind, units of it) in their order."""

    template: ClassVar[str] = "en/organisation.html"
    people: tuple[Person, ...]
    groups: tuple[tuple[str, tuple[Named, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class SendingPage(Page):
    """How a request is sent, about what, and what becomes of it."""

    template: ClassVar[str] = "en/how_to_send.html"
    fields: tuple[str, ...]
    people: tuple[Person, ...]


class TrackForm(PortalForm):
    """The code and PIN of a request, asked for in English."""

    code = StringField(
        "Case code",
        description="For example DDN-2019-000123.",
        validators=[DataRequired("Enter the case code."), _SHORT],
    )
    pin = StringField(
        "PIN",
        description="Eight digits, given to you with the case code.",
        validators=[DataRequired("Enter the PIN."), _SHORT],
    )


@dataclass(frozen=True, kw_only=True)
class TrackPage(Page):
    """The form, and the request that was found with it."""

    template: ClassVar[str] = "en/track.html"
    form: TrackForm
    found: Sight | None = None
    today: date

    @property
    def state(self) -> str:
        """Return where the request stands, in English."""
        return words.progress(self.found.state) if self.found else ""

    @property
    def sent(self) -> str:
        """Return how and when the reply went out."""
        if self.found is None or not self.found.sent_by or not self.found.sent_on:
            return ""
        return f"{words.SENT_BY[self.found.sent_by]}, {date_en(self.found.sent_on)}"

    @property
    def road(self) -> tuple[Stop, ...]:
        """Return what happened and what comes, as a road shows it."""
        return tuple(_road(self.found, self.today)) if self.found else ()


def _road(found: Sight, today: date) -> Iterator[Stop]:
    stops = [Stop(words.progress(one.told), date_en(one.on)) for one in found.stops]
    if found.waits_to_be_taken:
        yield from _to_be_taken(stops)
        return
    if found.expected is None:
        yield from stops
        return
    is_late, day = found.expected < today, date_en(found.expected)
    yield from stops[:-1]
    yield from (replace(one, tone="late" if is_late else "now") for one in stops[-1:])
    due = f"was due on {day}, overdue" if is_late else f"on {day} at the latest"
    yield Stop("Answer", due, tone="next")


def _to_be_taken(stops: Sequence[Stop]) -> Iterator[Stop]:
    """Yield the road of a request that nobody has taken: no day is told yet."""
    yield from stops[:-1]
    yield from (replace(one, tone="now") for one in stops[-1:])
    told = "the office takes it up first; the day of the answer follows from then"
    yield Stop("Taken up", told, tone="next")
