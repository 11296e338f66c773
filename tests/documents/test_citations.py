"""Citing documents of the register: how, and what is told of those out of force."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from documents import citations, directives
from documents.citations import Outdated
from documents.directives import DirectiveFields, RelationFields
from documents.models import Directive, DirectiveRelation
from documents.vocabulary import (
    ContentAction,
    DirectiveForce,
    DirectiveRelationKind,
    IssuerLevel,
    Role,
)
from tests.factories import People

NUMBER = "12154/UBND-VP"


def directive(number: str = NUMBER) -> Directive:
    return Directive(
        kind="Công văn",
        number=number,
        issuer="UBND tỉnh",
        issued_on=date(2019, 11, 22),
        abstract="nâng cao chất lượng Đường dây nóng",
    )


def test_a_document_is_cited_in_full_once_and_then_by_its_number() -> None:
    full = citations.citation(directive(), after="Thực hiện chỉ đạo của")
    assert full.startswith(f"Công văn số {NUMBER} ngày 22")
    for part in ("UBND tỉnh", "nâng cao chất lượng"):
        assert part in full
    for after in (f"Thực hiện {full}, Sở", f"theo {NUMBER.lower()}"):
        assert citations.citation(directive(), after=after) == f"Công văn số {NUMBER}"


def test_a_number_that_is_only_part_of_another_was_not_cited() -> None:
    for other in (f"1{NUMBER}", f"{NUMBER}2", f"{NUMBER}-KT", f"a/{NUMBER}"):
        after = f"Thực hiện Công văn số {other} ngày"
        assert "ngày" in citations.citation(directive(), after=after)
    for end in ("", ".", ",", ")", " ngày"):
        after = f"Thực hiện Công văn số {NUMBER}{end}"
        assert "ngày" not in citations.citation(directive(), after=after)


OLD: Final = DirectiveFields(
    kind="Công văn",
    number="12154/UBND-VP",
    issuer="UBND tỉnh Bà Rịa - Vũng Tàu",
    issuer_level=IssuerLevel.PROVINCE,
    issued_on=date(2019, 11, 22),
    abstract="nâng cao chất lượng Đường dây nóng",
)
NEW: Final = replace(
    OLD, number="88/QĐ-UBND", kind="Quyết định", issued_on=date(2019, 12, 2)
)
TODAY: Final = date(2019, 12, 17)
CITED: Final = "Thực hiện Công văn số 12154/UBND-VP ngày 22/11/2019, Sở đã xử lý."

Register = Callable[..., Directive]
Judge = Callable[..., list[str]]


@pytest.fixture
def register(session: Session, people: People, now: datetime) -> Register:
    """Enter a published directive; `replaces` names what it takes the place of."""

    def enter(
        fields: DirectiveFields,
        *,
        replaces: Directive | None = None,
        published: bool = True,
        **told: Any,
    ) -> Directive:
        if replaces is not None:
            kind = DirectiveRelationKind.REPLACES
            told["relations"] = (RelationFields(kind, replaces.id),)
        clerk, chief = people[Role.CLERK], people[Role.CVP]
        row = directives.add(session, replace(fields, **told), by=clerk, now=now)
        session.flush()
        if published:
            directives.advance(
                session, row, ContentAction.PUBLISH,
                expected_version=row.version, by=chief, now=now,
            )  # fmt: skip
        session.flush()
        return row

    return enter


@pytest.fixture
def judge(session: Session, people: People) -> Judge:
    """Return what is told of the documents that one text cites."""

    def told(text: str, *, by: Role = Role.HANDLER, on: date = TODAY) -> list[str]:
        return [one.why for one in found(session, people, text, by=by, on=on)]

    return told


def found(
    session: Session,
    people: People,
    text: str,
    *,
    by: Role = Role.HANDLER,
    on: date = TODAY,
) -> tuple[Outdated, ...]:
    (rows,) = citations.outdated(session, [text], seen_by=people[by], on=on)
    return rows


def test_a_document_that_was_replaced_is_told_with_the_newest_in_its_place(
    register: Register, judge: Judge
) -> None:
    first = register(OLD)
    assert judge(CITED) == []
    second = register(NEW, replaces=first)
    third = register(NEW, number="99/QĐ-UBND", replaces=second)
    (why,) = judge(CITED)
    assert "Công văn số 12154/UBND-VP đã được thay thế" in why
    assert third.citation in why
    assert judge("Theo công văn số 12154 / ubnd-vp, Sở trả lời.") == [why]
    assert judge(
        "Theo Công văn số 12154/UBND-VP và lại Công văn số 12154/UBND-VP."
    ) == [why]
    for other in ("ngày 23/11/2019", "-KT ngày 22/11/2019"):
        assert judge(f"Thực hiện Công văn số 12154/UBND-VP{other}.") == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"expires_on": TODAY}, "hết hiệu lực từ ngày 17/12/2019"),
        ({"expires_on": date(2019, 12, 18)}, ""),
        ({"force": DirectiveForce.EXPIRED}, "đã hết hiệu lực"),
        ({"force": DirectiveForce.PARTLY}, "một phần"),
    ],
)
def test_a_document_is_told_once_it_no_longer_holds(
    register: Register, judge: Judge, fields: dict[str, Any], why: str
) -> None:
    register(OLD, **fields)
    told = judge(CITED)
    assert (why in told[0]) if why else told == []


def test_what_is_not_published_or_not_yet_in_force_replaces_nothing(
    register: Register, judge: Judge
) -> None:
    old = register(OLD)
    register(NEW, replaces=old, published=False)
    register(NEW, number="90/QĐ-UBND", replaces=old, effective_on=date(2020, 1, 1))
    for role in (Role.HANDLER, Role.CLERK):
        assert judge(CITED, by=role) == []
    assert "90/QĐ-UBND" in judge(CITED, on=date(2020, 1, 1))[0]


def test_a_text_that_says_itself_what_replaced_what_is_not_corrected(
    register: Register, judge: Judge
) -> None:
    register(NEW, replaces=register(OLD))
    text = "Quyết định số 88/QĐ-UBND thay thế Công văn số 12154/UBND-VP."
    assert judge(text) == []


def test_a_number_that_two_documents_bear_is_doubted_only_with_its_day(
    register: Register, judge: Judge
) -> None:
    register(OLD, expires_on=date(2019, 12, 1))
    register(OLD, issued_on=date(2018, 11, 22))
    assert judge("Theo Công văn số 12154/UBND-VP, Sở trả lời.") == []
    assert len(judge(CITED)) == 1


def test_documents_that_replace_each_other_in_a_circle_end_the_search(
    register: Register, judge: Judge, session: Session
) -> None:
    first = register(OLD)
    second = register(NEW, replaces=first)
    first.relations.append(
        DirectiveRelation(kind=DirectiveRelationKind.REPLACES, target=second)
    )
    session.flush()
    assert "88/QĐ-UBND" in judge(CITED)[0]


@contextmanager
def questions() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_con: object, _cur: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def test_the_register_is_asked_as_often_for_many_texts_as_for_one(
    register: Register, session: Session, people: People
) -> None:
    register(NEW, replaces=register(OLD))
    register(OLD, number="7/UBND-VP", force=DirectiveForce.EXPIRED)
    texts = [CITED, "Theo Công văn số 7/UBND-VP.", "Không viện dẫn gì."]
    with questions() as few:
        citations.outdated(session, texts[:1], seen_by=people[Role.HEAD], on=TODAY)
    with questions() as many:
        rows = citations.outdated(
            session, texts * 9, seen_by=people[Role.HEAD], on=TODAY
        )
    assert [len(row) for row in rows[:3]] == [1, 1, 0]
    assert len(many) == len(few) <= 3
    with questions() as none:
        citations.outdated(session, texts[2:], seen_by=people[Role.HEAD], on=TODAY)
    assert none == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{old.citation}, Sở", "{new.citation}, Sở"),
        ("Công văn số 12154/UBND-VP ngày 22 tháng 11 năm 2019 của UBND tỉnh.",
         "{new.citation}."),
        (("chỉ đạo của UBND tỉnh Bà Rịa - Vũng Tàu tại Công văn số 12154/UBND-VP "
         "ngày 22/11/2019 về việc nâng cao chất lượng Đường dây nóng, Sở"),
         ("chỉ đạo của UBND tỉnh Bà Rịa - Vũng Tàu tại Quyết định số 88/QĐ-UBND "
         "ngày 02/12/2019 về việc nâng cao chất lượng Đường dây nóng, Sở")),
        ("{old.citation}. Theo Công văn số 12154/UBND-VP, Sở",
         "{new.citation}. Theo Quyết định số 88/QĐ-UBND, Sở"),
        ("Công văn số 12154/UBND-VP của Ủy ban về việc khác.",
         "Quyết định số 88/QĐ-UBND ngày 02/12/2019 của Ủy ban về việc khác."),
        ("Công văn số 12154/UBND-KT.", "Công văn số 12154/UBND-KT."),
    ],
)  # fmt: skip
def test_the_new_document_is_put_where_the_old_one_was_cited(
    register: Register, before: str, after: str
) -> None:
    old = register(OLD)
    new = register(NEW, replaces=old)
    text = f"Thực hiện {before.format(old=old, new=new)}"
    changed, count = citations.put_in_place(text, old, new)
    assert changed == f"Thực hiện {after.format(old=old, new=new)}"
    assert count == before.count("12154/UBND-VP") + before.count("{old.citation}")
