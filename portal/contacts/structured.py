"""The hotline in the words of schema.org, as search engines read it off the pages."""

from collections.abc import Iterable
from typing import Any, Final

from documents import phones
from documents.hours import DAY, Hours
from portal import db, wiring
from portal.contacts.pages import Card, Number

_WEEK: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_OPEN: Final = {"Mo-Fr": 5, "Mo-Sa": 6, "Mo-Su": 7}
"""Of the week, how many days from its first."""


def organisation(cards: Iterable[Card]) -> dict[str, Any]:
    """Return the agency and who answers for it; `cards` are as visitors see them."""
    agency = db.site().profile
    public_url = wiring.current().settings.public_url
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": f"{public_url}/#co-quan",
        "name": agency.full_name,
        "alternateName": agency.name,
        "url": f"{public_url}/",
        **({"sameAs": agency.website} if agency.website else {}),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": agency.address,
            "addressCountry": "VN",
        },
        "telephone": agency.phone,
        "faxNumber": agency.fax,
        "email": agency.email,
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": agency.superior,
        },
        "contactPoint": [_point(card) for card in cards],
    }


def _point(card: Card) -> dict[str, Any]:
    """Return one contact; a number that nobody can vouch for stays as written."""
    public = [number for number in card.phones if number.public]
    return {
        "@type": "ContactPoint",
        "contactType": "Đường dây nóng",
        "name": f"{card.position}: {card.name}",
        "telephone": [_number(number) for number in public],
        **({"email": card.email} if card.email else {}),
        "availableLanguage": "vi",
        **({"hoursAvailable": _open(card.hours)} if card.hours else {}),
    }


def _open(hours: Hours) -> list[dict[str, Any]]:
    """Return when somebody answers; a whole day ends with its last minute."""
    days = _WEEK[: _OPEN[hours.days]]
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{day}" for day in days],
            "opens": _clock(span.opens),
            "closes": _clock(min(span.closes, DAY - 1)),
        }
        for span in hours.spans
    ]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _number(number: Number) -> str:
    return number.raw if number.warning else phones.read(number.raw).dialled
