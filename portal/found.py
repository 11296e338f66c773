"""What a search may still show: the database's last word on what was found.

The index may be a moment behind. A hit whose thing is gone from the viewer's
sight is dropped here; one that changed keeps its place but loses the old
words quoted from it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from flask import url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import outbox, pages, queries
from documents.deadlines import local_day
from documents.models import Case, CaseFile, Contact, Directive, Outbox, SignedCopy
from documents.viewer import Viewer
from documents.vocabulary import ContentState
from portal import wiring
from portal.attached import UNNAMED, address_in, file_of
from portal.indexing import directive_title, letter_title
from search import FoundPart, Hit

KINDS: Final = {
    "contact": "Đầu mối liên hệ",
    "directive": "Văn bản chỉ đạo",
    "case": "Hồ sơ phản ánh",
    "letter": "Văn bản đi",
    "answer": "Hỏi đáp",
    "page": "Trang, tin tức",
}


_OfFile = TypeVar("_OfFile", SignedCopy, CaseFile)


@dataclass(frozen=True)
class FoundIn:
    """The file, and the place in it, where the words stand; and where it is shown."""

    title: str
    url: str


@dataclass(frozen=True)
class Found:
    """A thing as a line of the results; `snippet` is escaped HTML with marks."""

    key: str
    kind: str
    url: str
    title: str
    number: str
    on: date | None
    state: str
    is_internal: bool = False
    snippet: str = ""
    part: FoundIn | None = None

    @property
    def marked(self) -> Markup:
        """Return the snippet for a template: search escapes all but its marks."""
        return Markup(self.snippet)  # noqa: S704 - escaped by search.highlight


def look_up(
    session: Session, keys: Sequence[str], viewer: Viewer | None
) -> dict[str, Found]:
    """Return those of the keys that the viewer may see, as they are now."""
    return {
        found.key: found
        for found in (
            *_contacts(session, _names(keys, "contact")),
            *_directives(session, _names(keys, "directive"), viewer),
            *_answers(session, _names(keys, "answer")),
            *_pages(session, _names(keys, "page"), viewer),
            *(_cases(session, _names(keys, "case"), viewer) if viewer else ()),
            *(_letters(session, _names(keys, "letter"), viewer) if viewer else ()),
        )
    }


def places_of(
    session: Session, hits: Sequence[Hit], visible: Mapping[str, Found]
) -> dict[str, FoundIn]:
    """Return in which file those stand that were found in one, by key.

    The file of a directive opens at the page; of others the way ends at the file.
    """
    files = {hit.key: file_of(hit.part.key) for hit in hits if hit.part}
    copies = _by_file(session, SignedCopy, files.values())
    attached = _by_file(session, CaseFile, files.values())
    return {
        hit.key: _named(visible[hit.key], hit.part.title, attached[files[hit.key]])
        if files[hit.key] in attached
        else FoundIn(
            hit.part.title,
            _place(visible[hit.key], hit.part, copies.get(files[hit.key])),
        )
        for hit in hits
        if hit.part
    }


def _by_file(
    session: Session, model: type[_OfFile], file_ids: Collection[str]
) -> dict[str, _OfFile]:
    if not file_ids:
        return {}
    rows = session.scalars(select(model).where(model.file_id.in_(file_ids)))
    return {row.file_id: row for row in rows}


def _named(found: Found, title: str, file: CaseFile) -> FoundIn:
    """Name a case's file, which the index does not: who sees this sees the case."""
    place = title.removeprefix(UNNAMED)
    return FoundIn(f"{file.file.name}{place}", f"{found.url}/tep-dinh-kem/{file.id}")


def _place(found: Found, part: FoundPart, copy: SignedCopy | None) -> str:
    if found.key.startswith("directive:"):
        return address_in(f"{found.url}/xem", part.key, part.title)
    if copy is not None:
        return url_for("studio.signed", letter_id=copy.letter_id, copy_id=copy.id)
    return f"{found.url}#tra-loi"


def changed_since(session: Session, keys: Sequence[str], cursor: int) -> set[str]:
    """Return which of the keys changed after the index last looked."""
    rows = select(Outbox.key).where(Outbox.key.in_(keys), Outbox.seq > cursor)
    return set(session.scalars(rows))


def _names(keys: Sequence[str], kind: str) -> list[str]:
    parts = (key.partition(":") for key in keys)
    return [name for prefix, _, name in parts if prefix == kind]


def _contacts(session: Session, names: list[str]) -> Iterator[Found]:
    today = local_day(wiring.current().clock())
    wanted = Contact.id.in_([int(name) for name in names])
    rows = select(Contact).where(wanted, queries.is_shown(today))
    for row in session.scalars(rows) if names else ():
        yield Found(
            key=outbox.contact_key(row),
            kind=KINDS["contact"],
            url=f"{url_for('contacts.index')}#dau-moi-{row.id}",
            title=f"{row.position}: {row.name}",
            number="; ".join(phone.raw for phone in row.phones if phone.public),
            on=local_day(row.published_at) if row.published_at else None,
            state="",
        )


def _directives(
    session: Session, names: list[str], viewer: Viewer | None
) -> Iterator[Found]:
    wanted = Directive.id.in_([int(name) for name in names])
    for row in session.scalars(select(Directive).where(wanted)) if names else ():
        published = row.state is ContentState.PUBLISHED
        if published and queries.may_see_directive(row, viewer):
            yield Found(
                key=outbox.directive_key(row),
                kind=KINDS["directive"],
                url=url_for("directives.show", slug=row.slug),
                title=directive_title(row),
                number=row.number,
                on=row.issued_on,
                state=row.validity.label,
                is_internal=not row.is_public,
            )


def _answers(session: Session, names: list[str]) -> Iterator[Found]:
    for row in queries.answers_among(session, names) if names else ():
        yield Found(
            key=outbox.answer_key(row.case),
            kind=KINDS["answer"],
            url=url_for("answers.show", code=row.case.code.lower()),
            title=row.title,
            number=row.case.code,
            on=local_day(row.released_at) if row.released_at else None,
            state="",
        )


def _pages(
    session: Session, names: list[str], viewer: Viewer | None
) -> Iterator[Found]:
    now, ids = wiring.current().clock(), map(int, names)
    seen = queries.pages_among(session, ids, viewer, now=now) if names else ()
    for row in seen:
        is_live = queries.is_live(row, now)
        yield Found(
            key=outbox.page_key(row),
            kind=KINDS["page"],
            url=pages.address(row),
            title=row.title,
            number="",
            on=local_day(row.dated_at),
            state="" if is_live else row.state.label,
            is_internal=not is_live,
        )


def _cases(session: Session, names: list[str], viewer: Viewer) -> Iterator[Found]:
    rows = select(Case).where(Case.code.in_(names), queries.visible_cases(viewer))
    for row in session.scalars(rows) if names else ():
        yield Found(
            key=outbox.case_key(row),
            kind=KINDS["case"],
            url=f"/ho-so/{row.code}",
            title=row.title,
            number=row.code,
            on=local_day(row.received_at),
            state=row.state.label,
        )


def _letters(session: Session, names: list[str], viewer: Viewer) -> Iterator[Found]:
    for row in queries.letters_among(session, map(int, names), viewer):
        yield Found(
            key=outbox.letter_key(row),
            kind=KINDS["letter"],
            url=url_for("studio.show", letter_id=row.id),
            title=letter_title(row),
            number=row.printed_number,
            on=row.issued_on,
            state=row.state.label,
        )
