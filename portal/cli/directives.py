"""`flask directives`: letters from files into the register (design.md §4)."""

import sys
from pathlib import Path
from typing import Final

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from documents import incoming
from documents.errors import Invalid
from documents.incoming import Confirmation, Dropped
from documents.letters.incoming import Proposal
from documents.models import Directive, IncomingFile
from documents.sandbox import Unreadable
from documents.vocabulary import IncomingState
from portal import uploads, wiring
from portal.wiring import Wiring

_INBOX: Final = "/van-ban/tiep-nhan"

group = AppGroup("directives", help="Sổ văn bản chỉ đạo.")


class _Refused(Exception):
    """A file that is not taken; the words say why."""


@group.command("import")
@click.argument(
    "sources",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
def import_files(sources: tuple[Path, ...]) -> None:
    """Đưa từng FILE (.docx, .pdf) vào sổ; tệp đọc chưa đủ thì chờ người xác nhận."""
    wired, refused = wiring.current(), 0
    for source in sources:
        try:
            told = _taken(wired, source)
        except _Refused as refusal:
            told, refused = f"không nhận: {refusal}", refused + 1
        click.echo(f"{source}: {told}")
    with wired.search.as_the_indexer() as mine:
        if mine:
            wired.search.catch_up()
    sys.exit(1 if refused else 0)


def _taken(wired: Wiring, source: Path) -> str:
    """Take one file, in a transaction of its own; returns what became of it."""
    dropped = _looked(source)
    with wired.database.writing() as session, session.begin():
        twin = _twin(session, dropped.proposal)
        if twin is not None:
            return f"đã có trong sổ: {twin.citation}."
        taken = incoming.take(
            session, dropped, store=wired.store, by=None, now=wired.clock()
        )
        if not taken.is_new:
            return _known(taken.row)
        return _entered(wired, session, taken.row)


def _twin(session: Session, proposal: Proposal) -> Directive | None:
    if proposal.issued_on is None:
        return None
    return incoming.twin(
        session, proposal.number, issued_on=proposal.issued_on, issuer=proposal.issuer
    )


def _looked(source: Path) -> Dropped:
    try:
        with source.open("rb") as stream:
            upload = FileStorage(stream, filename=source.name)
            content, name, media_type = uploads.read_upload(upload, field="file")
        return incoming.look(content, name=name, media_type=media_type)
    except OSError as error:
        raise _Refused("hãy kiểm tra tên tệp và quyền đọc.") from error
    except (Invalid, Unreadable) as refusal:
        raise _Refused(refusal.message) from refusal


def _known(row: IncomingFile) -> str:
    if row.directive is not None:
        return f"đã có trong sổ: {row.directive.citation}."
    if row.state is IncomingState.DISCARDED:
        return f"đã nhận trước đây và đã bỏ: {row.reason}."
    return f"đã nhận trước đây, đang chờ xác nhận tại {_INBOX}."


def _entered(wired: Wiring, session: Session, row: IncomingFile) -> str:
    """Enter what was read whole; the rest waits in the inbox."""
    proposal = incoming.proposal_of(row)
    lacking = ", ".join(incoming.lacking(proposal).values())
    if proposal.nature or proposal.issued_on is None or lacking:
        why = f"chưa đọc được {lacking}" if lacking else f"là {proposal.nature}"
        return f"chờ xác nhận tại {_INBOX}, vì {why}."
    told = Confirmation(
        incoming.fields_of(session, proposal, file_id=row.file_id),
        proposal.deadlines,
        # When it was received nobody says; its own day is the one that is known.
        received_on=proposal.issued_on,
    )
    directive = incoming.confirm(
        session, row, told, calendar=wired.calendar, by=None, now=wired.clock()
    )
    return f"đã đưa vào sổ, bản nháp {directive.kind} số {directive.number}."
