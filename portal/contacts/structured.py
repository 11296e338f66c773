"""The hotline in the words of schema.org, as search engines read it off the pages."""

from collections.abc import Iterable
from typing import Any

from documents import phones
from portal import db, wiring
from portal.contacts.pages import Card, Number


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
    }


def _number(number: Number) -> str:
    return number.raw if number.warning else phones.read(number.raw).dialled
