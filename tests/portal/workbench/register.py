"""Directives that replaced each other, for tests of what cites them."""

from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import directives
from documents.directives import DirectiveFields, RelationFields
from documents.models import Directive
from documents.vocabulary import (
    ContentAction,
    DirectiveRelationKind,
    IssuerLevel,
    Role,
)
from tests.conftest import NOW
from tests.portal.office import Office

OLD: Final = DirectiveFields(
    kind="Công văn",
    number="12154/UBND-VP",
    issuer="UBND tỉnh",
    issuer_level=IssuerLevel.PROVINCE,
    issued_on=date(2019, 11, 22),
    abstract="nâng cao chất lượng Đường dây nóng",
)
NEW: Final = replace(
    OLD, kind="Quyết định", number="88/QĐ-UBND", issued_on=date(2019, 12, 2)
)
CITED: Final = "Thực hiện Công văn số 12154/UBND-VP ngày 22/11/2019, Sở đã vá ổ gà."
TOLD: Final = "Công văn số 12154/UBND-VP đã được thay thế bằng Quyết định số 88/QĐ-UBND"


def enter(office: Office) -> None:
    """Publish a directive, and another that replaces it, if nobody did yet."""
    with office.writing() as session:
        if session.scalars(select(Directive.id)).first() is not None:
            return
        old = _published(office, session, OLD)
        relation = RelationFields(DirectiveRelationKind.REPLACES, old)
        _published(office, session, replace(NEW, relations=(relation,)))


def _published(office: Office, session: Session, fields: DirectiveFields) -> int:
    row = directives.add(session, fields, by=office.people[Role.CLERK], now=NOW)
    session.flush()
    directives.advance(
        session,
        row,
        ContentAction.PUBLISH,
        expected_version=row.version,
        by=office.people[Role.CVP],
        now=NOW,
    )
    session.flush()
    return row.id
