"""The register of directives: numbers of every shape, relations, twins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents import directives, queries
from documents.database import Database
from documents.directives import DirectiveFields, RelationFields, public_by_default
from documents.errors import Invalid, NotFound
from documents.models import Directive, DirectiveAddress
from documents.vocabulary import (
    ContentAction,
    ContentState,
    DirectiveForce,
    DirectiveRelationKind,
    IssuerLevel,
    Role,
)
from tests import factories
from tests.factories import People

PROVINCE = "UBND tỉnh Bà Rịa - Vũng Tàu"
CITED = DirectiveFields(
    kind="Công văn",
    number="12154/UBND-VP",
    issuer=PROVINCE,
    issuer_level=IssuerLevel.PROVINCE,
    issued_on=date(2019, 11, 22),
    effective_on=date(2019, 11, 25),
    abstract="tiếp tục thực hiện các giải pháp",
    is_public=True,
    is_deadline_basis=True,
    eoffice_ref="eo-1",
    idesk_ref="id-1",
)
PARTY = replace(CITED, number="405-TB/TU", issuer="Thường trực Tỉnh ủy")
IMPLEMENTS, CITES = DirectiveRelationKind.IMPLEMENTS, DirectiveRelationKind.CITES

Add = Callable[..., Directive]


@pytest.fixture
def add(session: Session, people: People, now: datetime) -> Add:
    def make(fields: DirectiveFields, **told: Any) -> Directive:
        typed = replace(fields, **told)
        return directives.add(session, typed, by=people[Role.CLERK], now=now)

    return make


@pytest.fixture
def edit(session: Session, people: People, now: datetime) -> Callable[..., None]:
    def change(row: Directive, fields: DirectiveFields, **told: Any) -> None:
        directives.edit(
            session,
            row,
            replace(fields, **told),
            expected_version=row.version,
            by=people[Role.CLERK],
            now=now,
        )

    return change


@pytest.fixture
def publish(session: Session, people: People, now: datetime) -> Callable[..., None]:
    def make_public(row: Directive) -> None:
        directives.advance(
            session,
            row,
            ContentAction.PUBLISH,
            expected_version=row.version,
            by=people[Role.CVP],
            now=now,
        )

    return make_public


def related(row: Directive) -> set[tuple[DirectiveRelationKind, int]]:
    return {(relation.kind, relation.to_id) for relation in row.relations}


def test_a_directive_is_kept_as_it_was_typed(session: Session, add: Add) -> None:
    first = add(PARTY)
    typed = replace(CITED, relations=(RelationFields(IMPLEMENTS, first.id),))
    made = add(typed)
    session.expire_all()
    assert directives.fields_of(directives.get(session, made.id)) == typed


def test_a_change_that_waits_is_kept_as_it_was_typed(
    session: Session, add: Add, edit: Any, publish: Any
) -> None:
    row, other = add(CITED), add(PARTY)
    publish(row)
    typed = replace(
        CITED,
        expires_on=date(2020, 1, 1),
        force=DirectiveForce.EXPIRED,
        relations=(RelationFields(CITES, other.id),),
    )
    edit(row, typed)
    session.expire_all()
    assert directives.fields_of(row) == typed
    assert (row.force, row.relations) == (DirectiveForce.IN_FORCE, [])
    publish(row)
    session.expire_all()
    assert directives.fields_of(row) == typed


@pytest.mark.parametrize(
    ("number", "slug"),
    [
        ("12154/UBND-VP", "12154-ubnd-vp-2019"),
        ("405-TB/TU", "405-tb-tu-2019"),
        ("3229/QĐ-UBND", "3229-qd-ubnd-2019"),
        ("30/2020/NĐ-CP", "30-2020-nd-cp-2019"),
        ("<script>/..", "script-2019"),
        ("“ ”", "2019"),
    ],
)
def test_an_address_is_made_of_the_number(
    session: Session, add: Add, number: str, slug: str
) -> None:
    row = add(CITED, number=number)
    assert row.slug == slug
    assert directives.by_slug(session, slug) is row


def test_two_documents_of_one_number_have_two_addresses(add: Add) -> None:
    issuers = (PROVINCE, "Sở Giao thông vận tải", "Sở Nội vụ")
    assert [add(CITED, issuer=issuer).slug for issuer in issuers] == [
        "12154-ubnd-vp-2019",
        "12154-ubnd-vp-2019-2",
        "12154-ubnd-vp-2019-3",
    ]


def test_an_address_follows_a_corrected_number_and_the_old_one_leads_on(
    session: Session, add: Add, edit: Any
) -> None:
    row = add(CITED, number="1215/UBND-VP")
    edit(row, CITED)
    assert row.slug == "12154-ubnd-vp-2019"
    assert queries.directive_once_at(session, "1215-ubnd-vp-2019", None) is None
    row.state = ContentState.PUBLISHED
    session.flush()
    assert queries.directive_once_at(session, "1215-ubnd-vp-2019", None) is row
    edit(row, CITED, abstract="chỉ sửa trích yếu")
    assert row.slug == "12154-ubnd-vp-2019"


def test_an_address_that_was_somebodys_is_nobody_elses(
    session: Session, add: Add, edit: Any
) -> None:
    row = add(CITED, number="1215/UBND-VP")
    edit(row, CITED)
    other = add(CITED, number="1215/UBND-VP")
    assert other.slug == "1215-ubnd-vp-2019-2"
    edit(row, CITED, number="1216/UBND-VP")
    edit(row, CITED)
    assert row.slug == "12154-ubnd-vp-2019"
    kept = set(session.scalars(select(DirectiveAddress.slug)))
    assert kept == {"1215-ubnd-vp-2019", "1216-ubnd-vp-2019"}


def test_the_address_of_what_is_published_follows_only_when_published_anew(
    session: Session, add: Add, edit: Any, publish: Any
) -> None:
    row = add(CITED, number="1215/UBND-VP")
    publish(row)
    edit(row, CITED)
    assert row.slug == "1215-ubnd-vp-2019"
    publish(row)
    assert row.slug == "12154-ubnd-vp-2019"
    assert queries.directive_once_at(session, "1215-ubnd-vp-2019", None) is row


def test_a_document_stands_in_the_register_once(add: Add, edit: Any) -> None:
    add(CITED)
    with pytest.raises(Invalid, match="Sổ đã có văn bản số 12154/UBND-VP"):
        add(CITED, abstract="nhập lần hai")
    other = add(CITED, issued_on=date(2019, 11, 23))
    with pytest.raises(Invalid) as refusal:
        edit(other, CITED)
    assert set(refusal.value.fields) == {"number"}


def test_a_change_cannot_wait_that_would_make_a_twin(
    add: Add, edit: Any, publish: Any
) -> None:
    add(CITED)
    other = add(CITED, issued_on=date(2019, 11, 23))
    publish(other)
    with pytest.raises(Invalid):
        edit(other, CITED)
    assert other.proposal is None


def test_a_form_sent_twice_at_once_makes_one_document(
    database: Database, now: datetime
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        clerk = factories.make_officer(session, Role.CLERK, now=now)
        session.commit()

    def send(_click: int) -> bool:
        with database.writing() as session:
            try:
                directives.add(session, CITED, by=clerk, now=now)
            except Invalid:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [False, False, False, True]
    with database.reading() as session:
        assert session.scalar(select(func.count(Directive.id))) == 1


def test_relations_are_added_kept_and_dropped(
    session: Session, add: Add, edit: Any
) -> None:
    first, second = add(PARTY), add(CITED, number="8712/UBND-VP")
    row = add(
        CITED,
        relations=(
            RelationFields(IMPLEMENTS, first.id),
            RelationFields(CITES, first.id),
        ),
    )
    kept = next(r for r in row.relations if r.kind is IMPLEMENTS)
    edit(
        row,
        CITED,
        relations=(
            RelationFields(IMPLEMENTS, first.id),
            RelationFields(CITES, second.id),
        ),
    )
    session.flush()
    session.expire_all()
    assert related(row) == {(IMPLEMENTS, first.id), (CITES, second.id)}
    assert kept in row.relations


def test_no_document_relates_to_itself_or_to_nothing(
    session: Session, add: Add, edit: Any
) -> None:
    row = add(CITED)
    edit(row, CITED, relations=(RelationFields(CITES, row.id),))
    assert row.relations == []
    with pytest.raises(NotFound), session.begin_nested():
        edit(row, CITED, relations=(RelationFields(CITES, 404),))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": " "}, "kind"),
        ({"number": ""}, "number"),
        ({"issuer": ""}, "issuer"),
        ({"expires_on": date(2019, 11, 21)}, "expires_on"),
    ],
)
def test_what_no_register_could_hold_is_refused(
    told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        replace(CITED, **told)
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize(
    "number", ["405-TB/TU", "12-NQ/TU", "7-QĐ/TU", "405–TB/TU", "405 - tb / tu"]
)
def test_a_party_document_is_internal_unless_decided(add: Add, number: str) -> None:
    assert add(PARTY, number=number, is_public=None).is_public is False
    decided = add(PARTY, number=number, issued_on=date(2016, 9, 22), is_public=True)
    assert decided.is_public is True


@pytest.mark.parametrize(
    "number", ["12154/UBND-VP", "3229/QĐ-UBND", "30/2020/NĐ-CP", "8712/UBND-TU1"]
)
def test_any_other_document_is_public_unless_decided(add: Add, number: str) -> None:
    assert add(CITED, number=number, is_public=None).is_public is True
    decided = add(CITED, number=number, issued_on=date(2016, 9, 22), is_public=False)
    assert decided.is_public is False


def test_whatever_the_party_issues_is_internal() -> None:
    assert not public_by_default("12/CV", IssuerLevel.PARTY)
    assert public_by_default("12/CV", IssuerLevel.COUNCIL)


def test_a_document_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        directives.by_slug(session, "khong-co-2019")
    with pytest.raises(NotFound):
        directives.get(session, 404)


def test_a_citation_names_kind_number_day_and_issuer(add: Add) -> None:
    assert add(CITED).citation == (
        "Công văn số 12154/UBND-VP ngày 22/11/2019 của UBND tỉnh Bà Rịa - Vũng Tàu"
        " về việc tiếp tục thực hiện các giải pháp"
    )
    assert add(PARTY, abstract="").citation.endswith("của Thường trực Tỉnh ủy")
