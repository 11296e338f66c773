"""Rows as the API tells them: nothing that the public pages do not show."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from documents import models, phones, queries
from documents.queries import Tie
from portal import wiring
from portal.api import resources
from portal.contacts.pages import Card, Number
from portal.found import Found
from portal.public_answers import answer_view


def absolute(endpoint: str, **values: Any) -> str:
    """Return the whole address of an endpoint."""
    return wiring.current().settings.public_url + url_for(endpoint, **values)


def contact(card: Card) -> resources.Contact:
    """Return a contact; `card` is as visitors see it."""
    return resources.Contact(
        id=card.contact_id,
        url=f"{absolute('contacts.index')}#dau-moi-{card.contact_id}",
        position=card.position,
        name=card.name,
        phones=tuple(_phone(number) for number in card.phones if number.public),
        email=card.email,
        hours=card.hours.notation if card.hours else "",
        vcard=absolute("contacts.download", contact_id=card.contact_id),
        published_at=card.updated_at,
    )


def _phone(number: Number) -> resources.Phone:
    dialled = None if number.warning else phones.read(number.raw).dialled
    return resources.Phone(number.raw, dialled)


def directive_line(row: models.Directive) -> resources.DirectiveLine:
    """Return a directive as a list names it."""
    return resources.DirectiveLine(**_line(row))


def directive(session: Session, row: models.Directive) -> resources.Directive:
    """Return a directive with its text, its file and the relations visitors see."""
    chain = queries.chain_of(session, row, None)
    return resources.Directive(
        **_line(row),
        citation=row.citation,
        text=row.body,
        file=_file(row),
        relations=(
            *_related(row, chain.above, is_from_other=False),
            *_related(row, chain.below, is_from_other=True),
        ),
    )


def _line(row: models.Directive) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "url": absolute("directives.show", slug=row.slug),
        "kind": row.kind,
        "number": row.number,
        "issuer": row.issuer,
        "issued_on": row.issued_on,
        "effective_on": row.effective_on,
        "expires_on": row.expires_on,
        "force": row.force.value,
        "abstract": row.abstract,
        "published_at": row.published_at,
    }


def _file(row: models.Directive) -> resources.DirectiveFile | None:
    if row.file is None:
        return None
    return resources.DirectiveFile(
        url=absolute("directives.download", slug=row.slug),
        name=row.file.name,
        media_type=row.file.media_type,
        size=row.file.size,
    )


def _related(
    row: models.Directive, ties: Iterable[Tie], *, is_from_other: bool
) -> Iterator[resources.Related]:
    """Yield the directive's own relations; those further off are not its own."""
    for tie in ties:
        if tie.nearer.id == row.id:
            other = tie.directive
            url = absolute("directives.show", slug=other.slug)
            for kind in tie.kinds:
                yield resources.Related(kind.value, is_from_other, other.slug, url)


def answer_line(row: models.Publication) -> resources.AnswerLine:
    """Return a published answer as a list names it."""
    return resources.AnswerLine(**_answer(row))


def answer(row: models.Publication) -> resources.Answer:
    """Return a published answer."""
    return resources.Answer(**_answer(row), content=row.content, answer=row.answer)


def _answer(row: models.Publication) -> dict[str, Any]:
    view, field = answer_view(row), row.case.field
    return {
        "code": view.code,
        "url": absolute("answers.show", code=view.code.lower()),
        "title": view.title,
        "field": field.value if field else "",
        "received_on": view.received_on,
        "answered_on": view.answered_on,
        "released_on": view.released_on,
    }


def hit(found: Found) -> resources.Hit:
    """Return a result of a search."""
    return resources.Hit(
        kind=found.key.partition(":")[0],
        url=wiring.current().settings.public_url + found.url,
        title=found.title,
        number=found.number,
        on=found.on,
        snippet=found.marked.striptags(),
    )
