"""Versions of directives, the trash, and what leads to a directive."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import directives, pages, queries
from documents.directives import DirectiveFields, RelationFields
from documents.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    OutOfDate,
    StillNeeded,
    TransitionRefused,
)
from documents.models import Directive, DirectiveAddress
from documents.pages import PageFields
from documents.vocabulary import (
    ContentAction,
    ContentState,
    DirectiveRelationKind,
    IssuerLevel,
    PageKind,
    Role,
)
from tests.factories import People

A = ContentAction
TAKEN_DOWN = queries.DirectiveFilter(state=ContentState.ARCHIVED)
TYPED = DirectiveFields(
    "Công văn",
    "12154/UBND-VP",
    "UBND tỉnh",
    IssuerLevel.PROVINCE,
    date(2019, 11, 22),
    abstract="câu đầu",
)


@dataclass(frozen=True)
class Register:
    session: Session
    people: People
    now: datetime

    def told(self, row: Directive, role: Role) -> dict[str, Any]:
        by = self.people[role]
        return {"expected_version": row.version, "by": by, "now": self.now}

    def add(self, *actions: ContentAction, **told: Any) -> Directive:
        by, typed = self.people[Role.CLERK], replace(TYPED, **told)
        row = directives.add(self.session, typed, by=by, now=self.now)
        for action in actions:
            self.move(row, action)
        return row

    def move(self, row: Directive, action: ContentAction, **more: Any) -> None:
        told = self.told(row, Role.CVP)
        directives.advance(self.session, row, action, **told, **more)

    def edit(self, row: Directive, **told: Any) -> None:
        typed = replace(directives.fields_of(row), **told)
        directives.edit(self.session, row, typed, **self.told(row, Role.FOCAL))

    def trash(self, row: Directive, role: Role = Role.CLERK) -> None:
        directives.trash(self.session, row, **self.told(row, role))

    def take_out(self, row: Directive) -> None:
        directives.take_out(self.session, row, **self.told(row, Role.CLERK))


@pytest.fixture
def register(session: Session, people: People, now: datetime) -> Register:
    return Register(session, people, now)


def cites(row: Directive) -> tuple[RelationFields, ...]:
    return (RelationFields(DirectiveRelationKind.CITES, row.id),)


def test_what_was_kept_is_brought_back_and_who_may_read_it_stays(
    register: Register,
) -> None:
    session, row = register.session, register.add(A.PUBLISH)
    register.edit(row, abstract="câu sau", number="12155/UBND-VP", is_public=False)
    register.move(row, A.PUBLISH)
    kept = directives.versions(session, row)
    assert [it.fields.abstract for it in kept] == ["câu đầu", "câu sau"]
    assert [it.by.id for it in kept if it.by] == [
        register.people[role].officer_id for role in (Role.CLERK, Role.FOCAL)
    ]
    told = register.told(row, Role.CLERK)
    directives.restore(session, row, 1, **told)
    # It waits to be published as every change of what is public does.
    assert (row.abstract, row.number) == ("câu sau", "12155/UBND-VP")
    register.move(row, A.PUBLISH)
    assert (row.abstract, row.number) == ("câu đầu", "12154/UBND-VP")
    assert row.slug == "12154-ubnd-vp-2019"
    assert not row.is_public
    assert len(directives.versions(session, row)) == 3
    with pytest.raises(OutOfDate):
        directives.restore(session, row, 1, **told)
    with pytest.raises(NotFound):
        directives.restore(session, row, 9, **register.told(row, Role.CLERK))


def test_a_version_that_relates_to_what_was_thrown_away_is_not_brought_back(
    register: Register,
) -> None:
    cited = register.add(number="1/CV")
    row = register.add(relations=cites(cited))
    register.edit(row, relations=())
    register.trash(cited)
    with pytest.raises(Invalid, match="1/CV nằm trong thùng rác"):
        directives.restore(register.session, row, 1, **register.told(row, Role.CLERK))


def test_what_leads_to_a_directive_is_named_before_it_is_taken_down(
    register: Register,
) -> None:
    session, row = register.session, register.add(A.PUBLISH)
    session.add(DirectiveAddress(slug="12153-ubnd-vp-2019", directive_id=row.id))
    register.add(A.PUBLISH, number="2401/SGTVT-VP", relations=cites(row))
    register.add(A.PUBLISH, A.ARCHIVE, number="7/CŨ", relations=cites(row))
    by = register.people[Role.CLERK]
    for title, link in (
        ("Về đường dây nóng", "[công văn](/van-ban/12153-ubnd-vp-2019#tep)"),
        ("Văn bản khác", "[kia](/van-ban/12154-ubnd-vp-2019-2)"),
    ):
        fields = PageFields(PageKind.PAGE, title, body=link)
        pages.add(session, fields, by=by, now=register.now)
    with pytest.raises(StillNeeded) as refusal:
        register.move(row, A.ARCHIVE)
    assert "2401/SGTVT-VP; trang dẫn liên kết đến: “Về đường" in refusal.value.message
    assert "7/CŨ" not in refusal.value.message
    assert "Văn bản khác" not in refusal.value.message
    assert row not in queries.directives(session, by, only=TAKEN_DOWN).rows
    register.move(row, A.ARCHIVE, knowing=True)
    assert row in queries.directives(session, by, only=TAKEN_DOWN).rows
    with pytest.raises(TransitionRefused, match="2401/SGTVT-VP"):
        register.trash(row)


def test_what_is_thrown_away_is_nobodys_until_it_is_taken_out(
    register: Register,
) -> None:
    session, staff = register.session, register.people[Role.CVP]
    row = register.add(A.PUBLISH)
    with pytest.raises(TransitionRefused, match="Hãy gỡ xuống rồi mới xóa"):
        register.trash(row)
    register.move(row, A.ARCHIVE)
    with pytest.raises(NotAllowed):
        register.trash(row, Role.DIRECTOR)
    register.trash(row)
    with pytest.raises(NotFound):
        queries.directive(session, row.slug, staff)
    assert list(queries.directives(session, staff).rows) == []
    assert queries.directives_numbered(session, row.number) == []
    assert queries.directive_choices(session, staff)["kind"] == []
    assert list(queries.trashed_directives(session, staff).rows) == [row]
    hidden = queries.trashed_directives(session, register.people[Role.HEAD])
    assert hidden.total == 0
    with pytest.raises(Invalid, match="trong thùng rác"):
        register.add()
    with pytest.raises(TransitionRefused, match="Hãy lấy lại trước"):
        register.edit(row, abstract="khác")
    with pytest.raises(TransitionRefused, match="Hãy lấy lại trước"):
        register.move(row, A.REVIVE)
    register.take_out(row)
    assert queries.directive(session, row.slug, staff) is row
    with pytest.raises(TransitionRefused, match="không nằm trong thùng rác"):
        register.take_out(row)
