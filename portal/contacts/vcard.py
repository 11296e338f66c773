"""Contacts as vCard 4.0 (RFC 6350): what a telephone takes with one tap."""

import re
from collections.abc import Iterable
from typing import Final

from portal.contacts.pages import Card

_LONGEST: Final = 75
"""Octets a line may have before it is folded (RFC 6350 §3.2)."""


def vcards(cards: Iterable[Card], *, organisation: str) -> bytes:
    """Return the cards one after the other, lines ended by CRLF."""
    lines = [line for card in cards for line in _card(card, organisation)]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _card(card: Card, organisation: str) -> list[str]:
    name = _escaped(card.name)
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"FN:{name}",
        f"N:{_names(card.name)}",
        f"TITLE:{_escaped(card.position)}",
        f"ORG:{_escaped(organisation)}",
    ]
    for phone in card.phones:
        if phone.warning:
            # Not a number anybody can vouch for: given as text, as written.
            lines.append(f"TEL;VALUE=text:{_escaped(phone.raw)}")
        else:
            lines.append(f"TEL;VALUE=uri;TYPE={phone.card_type}:{phone.href}")
    if card.email:
        lines.append(f"EMAIL:{_escaped(card.email)}")
    if card.hours:
        lines.append(f"NOTE:{_escaped(f'Trực máy: {card.hours.words}')}")
    if card.updated_at:
        lines.append(f"REV:{card.updated_at:%Y%m%dT%H%M%SZ}")
    return [*lines, "END:VCARD"]


def _names(full_name: str) -> str:
    """Return family;given;additional: a Vietnamese name begins with the family."""
    family, *rest = full_name.split() or [""]
    given = rest.pop() if rest else ""
    return ";".join(
        [_escaped(family), _escaped(given), _escaped(" ".join(rest)), "", ""]
    )


def _escaped(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Break a long line between characters, never inside one."""
    parts, width = [b""], 0
    for char in line:
        octets = char.encode()
        if width + len(octets) > _LONGEST:
            parts.append(b" ")
            width = 1
        parts[-1] += octets
        width += len(octets)
    return b"\r\n".join(parts)
