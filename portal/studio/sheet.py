"""A draft as a sheet of paper in HTML, for a machine without LibreOffice.

Every line is the letter's own (`documents.letters.Letter`); the stylesheet puts it
where the decree wants it. Page breaks are not shown.
"""

from dataclasses import dataclass

from documents import letters
from documents.letters import Block, Letter, Signed


@dataclass(frozen=True)
class Attached:
    """An appendix of the sheet."""

    label: str
    title: str
    citation: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sheet:
    """What a letter prints, component by component (Phụ lục I, Mục IV)."""

    parent: tuple[str, ...]
    agency: str
    number_line: str
    about: str
    place_and_date: str
    kind: str
    subject: str
    authority: str
    stamps: tuple[str, ...]
    addressees: tuple[str, ...]
    grounds: tuple[str, ...]
    decides: bool
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]
    signer: str
    secretary: str
    recipients: tuple[str, ...]
    appendices: tuple[Attached, ...]
    contact: tuple[str, ...]


def sheet_of(letter: Letter) -> Sheet:
    """Return the sheet of a letter."""
    profile, kind = letter.profile, letter.kind
    stamps = (letter.circulation, letter.urgency)
    copies = (*map(str, letter.recipients), str(letter.archive))
    return Sheet(
        parent=tuple(line.upper() for line in profile.parent.splitlines()),
        agency=profile.name.upper(),
        number_line=letter.number_line,
        about="" if kind.named else f"V/v {letter.about}",
        place_and_date=letter.place_and_date,
        kind=kind.name.upper() if kind.named else "",
        subject=letter.about if kind.named else "",
        authority=profile.head_of_agency.upper() if kind.decides else "",
        stamps=tuple(stamp.word for stamp in stamps if stamp),
        addressees=letter.addressees,
        grounds=letter.grounds,
        decides=kind.decides,
        blocks=letters.blocks(letter.body),
        signature=letter.signer.lines,
        signer=letter.signer.name,
        secretary=letter.secretary,
        recipients=() if kind.signed is Signed.NONE else copies,
        appendices=_attached(letter),
        contact=profile.contact if letter.with_address else (),
    )


def _attached(letter: Letter) -> tuple[Attached, ...]:
    several = len(letter.appendices) > 1
    return tuple(
        Attached(
            label=f"Phụ lục {place}" if several else "Phụ lục",
            title=appendix.title.upper(),
            citation=f"(Kèm theo {letter.citation})",
            blocks=letters.blocks(appendix.body, end=""),
        )
        for place, appendix in enumerate(letter.appendices, start=1)
    )
