"""What a case would tell in public: its own words, and what in them tells of people.

Who sent the case is opened for the comparison only and leaves no trace of itself.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import agency, queries, redaction, standing
from documents.models import Case, Complainant, Contact, Publication
from documents.redaction import Kind, Published, Reading, Sender
from documents.text import nfc
from documents.vault import Vault
from documents.vocabulary import ContentState, LetterState


@dataclass(frozen=True)
class Words:
    """The three texts that visitors read: what it is about, asked, answered."""

    title: str
    content: str
    answer: str

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield each text under the name of its place."""
        yield from asdict(self).items()


@dataclass(frozen=True)
class Finding:
    """Something in a text that looks like a person's, or is the sender's own."""

    place: str
    text: str
    kind: Kind
    is_senders: bool

    @property
    def key(self) -> str:
        """Return what names it among all that was looked at."""
        return f"{self.kind.value}:{self.text}"


class Comparison:
    """A case's words held against who sent it, and against what is published."""

    def __init__(self, session: Session, case: Case, *, vault: Vault) -> None:
        row = session.get_one(Complainant, case.id)
        identity = vault.open(row.sealed, code=case.code)
        self._sender = Sender(**asdict(identity))
        self._published = published(session)

    def read(self, text: str) -> Reading:
        """Return a text with what tells of a person in it."""
        return redaction.read(text, sender=self._sender, published=self._published)

    def masked(self, words: Words) -> Words:
        """Return the words with all that was found masked, to begin with."""
        told = {name: self.read(text).masked for name, text in words.named()}
        return Words(**told)

    def findings(self, words: Words) -> list[Finding]:
        """Return what still stands in words that are to be published."""
        return [
            finding
            for place, text in words.named()
            for finding in self._findings(place, text)
        ]

    def _findings(self, place: str, text: str) -> Iterator[Finding]:
        reading = self.read(text)
        own = redaction.tells_of(text, self._sender, published=self._published)
        for span in reading.spans:
            is_senders = any(span.meets(one) for one in own)
            told = reading.text[span.start : span.end]
            yield Finding(place, told, span.kind, is_senders)


def published(session: Session) -> Published:
    """Return what the agency has published of its own people, which is no secret."""
    shown = Contact.state == ContentState.PUBLISHED
    rows = session.scalars(select(Contact).where(shown)).all()
    office = agency.current(session).phone
    phones = (phone.raw for row in rows for phone in row.phones if phone.public)
    return Published(
        phones=tuple(filter(None, (*phones, office))),
        emails=tuple(row.email for row in rows if row.email),
        names=tuple(row.name for row in rows if row.name),
    )


def original(session: Session, case: Case) -> Words | None:
    """Return what a case says and was answered with; None before it is answered."""
    told = _reply(session, case)
    if case.state not in queries.ANSWERED or not told:
        return None
    return Words(nfc(case.title), nfc(case.content), nfc(told))


def _reply(session: Session, case: Case) -> str:
    """Return the words of the reply that was issued, or of a past case's."""
    letter = standing.current_letter(session, case)
    if letter is not None and letter.state is LetterState.ISSUED:
        return str(letter.content.get("body") or "")
    past = standing.past_reply(session, case)
    return past.text if past and past.round == case.round else ""


def of(row: Publication) -> Words:
    """Return the words of a publication."""
    return Words(row.title, row.content, row.answer)
