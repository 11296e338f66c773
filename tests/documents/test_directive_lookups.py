"""Finding directives by number, and the values that the register is narrowed to."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from documents import directives, incoming, queries
from documents.directives import DirectiveFields
from documents.letters.incoming import Citation, Proposal
from documents.models import Directive
from documents.vocabulary import (
    ContentAction,
    DirectiveRelationKind,
    IssuerLevel,
    Role,
)
from tests.factories import People

TYPED = DirectiveFields(
    "Công văn", "012154/UBND-VP", "UBND tỉnh", IssuerLevel.PROVINCE, date(2019, 11, 22)
)


def entered(
    session: Session, people: People, now: datetime, *, public: bool = True, **told: Any
) -> Directive:
    typed = replace(TYPED, **told)
    row = directives.add(session, typed, by=people[Role.CLERK], now=now)
    if public:
        directives.advance(
            session,
            row,
            ContentAction.PUBLISH,
            expected_version=row.version,
            by=people[Role.CVP],
            now=now,
        )
    session.flush()
    return row


def test_a_number_is_found_however_it_is_spelled_and_by_its_beginning(
    session: Session, people: People, now: datetime
) -> None:
    row = entered(session, people, now)
    later = entered(session, people, now, issued_on=date(2020, 1, 2))
    decision = entered(session, people, now, number="1215/QĐ-UBND", kind="Quyết định")
    for typed in ("12154/UBND-VP", " 12154 / ubnd–vp", "012154/ubnd-vp"):
        assert queries.directives_numbered(session, typed) == [row, later]
    assert queries.directives_numbered(session, later.slug) == [later]
    assert queries.directives_numbered(session, "12154") == []
    assert queries.directives_beginning(session, "1215", 8) == [decision, row, later]
    assert queries.directives_beginning(session, "1215/qđ", 8) == [decision]
    assert len(queries.directives_beginning(session, "01215", 2)) == 2
    assert queries.directives_beginning(session, " 0", 8) == []
    # What a correction makes of the number is what it is found by.
    changed = replace(TYPED, number="99/SGTVT", issued_on=later.issued_on)
    by, version = people[Role.CVP], later.version
    edit, move = directives.edit, directives.advance
    edit(session, later, changed, expected_version=version, by=by, now=now)
    publish, version = ContentAction.PUBLISH, later.version
    move(session, later, publish, expected_version=version, by=by, now=now)
    assert queries.directives_numbered(session, "12154/UBND-VP") == [row]
    assert queries.directives_numbered(session, "99/sgtvt") == [later]


def test_what_came_in_is_tied_to_the_one_document_of_its_number_and_day(
    session: Session, people: People, now: datetime
) -> None:
    row = entered(session, people, now)
    entered(session, people, now, issued_on=date(2020, 1, 2))
    entered(session, people, now, number="7/KH-UBND", issuer="Uỷ ban nhân dân tỉnh")
    told = (
        ("12154/UBND – VP", row.issued_on),
        ("12154/UBND-VP", None),
        ("7/kh-ubnd", None),
        ("8/KH-UBND", None),
    )
    kind = DirectiveRelationKind.CITES
    cites = tuple(Citation("Văn bản", number, on, kind) for number, on in told)
    found = incoming.cited(session, Proposal(citations=cites))
    numbers = [one.directive.number if one.directive else None for one in found]
    assert numbers == ["012154/UBND-VP", None, "7/KH-UBND", None]


def test_the_register_is_narrowed_to_what_its_reader_may_see(
    session: Session, people: People, now: datetime
) -> None:
    entered(session, people, now)
    entered(session, people, now, number="2", kind="Ấn phẩm", issuer="Đài tỉnh")
    entered(session, people, now, number="3", kind="Bản tin", is_public=False)
    entered(session, people, now, number="4", kind="Nháp", public=False)
    entered(session, people, now, number="5", issued_on=date(2016, 2, 29))
    kinds = {None: [], Role.HANDLER: ["Bản tin"], Role.CLERK: ["Bản tin", "Nháp"]}
    for role, more in kinds.items():
        choices = queries.directive_choices(session, people[role] if role else None)
        # Â comes before B, as in a Vietnamese dictionary.
        assert choices["kind"][0] == "Ấn phẩm"
        assert sorted(choices["kind"][1:]) == sorted(["Công văn", *more])
        assert choices["issuer"] == ["Đài tỉnh", "UBND tỉnh"]
        assert choices["year"] == [2019, 2016]
    assert queries.level_of(session, "Đài tỉnh") is IssuerLevel.PROVINCE
    assert queries.level_of(session, "Ai đó") is None
