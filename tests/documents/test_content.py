"""Content on its way to the public: who prepares, who publishes, what waits."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import contacts, content, directives, history, outbox, pages
from documents.contacts import ContactFields, PhoneFields
from documents.content import Content
from documents.directives import DirectiveFields
from documents.errors import DomainError, NotAllowed, OutOfDate, TransitionRefused
from documents.pages import PageFields
from documents.vocabulary import (
    ContentAction,
    ContentState,
    EventKind,
    IssuerLevel,
    PageKind,
    Role,
)
from tests.factories import People

S, A = ContentState, ContentAction
EDITORS = {Role.CLERK, Role.FOCAL, Role.CVP}
PUBLISHERS = {Role.CVP, Role.DIRECTOR}


@dataclass(frozen=True)
class Kind:
    """A noun of content: its verbs, and the one word that these tests change."""

    verbs: Any
    fields: Any
    word: str
    key: Callable[[Any], str]

    def typed(self, word: str = "cũ") -> Any:
        return replace(self.fields, **{self.word: word})

    def shown(self, row: Content) -> str:
        told: str = getattr(row, self.word)
        return told

    def waiting(self, row: Content) -> str:
        told: str = getattr(self.verbs.fields_of(row), self.word)
        return told


CONTACT = Kind(
    contacts,
    ContactFields("Giám đốc Sở", "Trần Văn Mẫu", phones=(PhoneFields("0912345678"),)),
    "name",
    outbox.contact_key,
)
DIRECTIVE = Kind(
    directives,
    DirectiveFields(
        kind="Công văn",
        number="99/SGTVT-VP",
        issuer="Sở Giao thông vận tải",
        issuer_level=IssuerLevel.DEPARTMENT,
        issued_on=date(2019, 12, 2),
    ),
    "abstract",
    outbox.directive_key,
)
PAGE = Kind(
    pages,
    PageFields(PageKind.PAGE, "Giới thiệu", slug="gioi-thieu"),
    "title",
    outbox.page_key,
)


@dataclass(frozen=True)
class Desk:
    """The kind of content under test, and the people who work on it."""

    session: Session
    people: People
    now: datetime
    kind: Kind

    def add(self, role: Role = Role.CLERK) -> Any:
        return self.kind.verbs.add(
            self.session, self.kind.typed(), by=self.people[role], now=self.now
        )

    def edit(
        self,
        row: Content,
        word: str,
        *,
        role: Role = Role.CLERK,
        version: int | None = None,
    ) -> None:
        self.kind.verbs.edit(
            self.session,
            row,
            self.kind.typed(word),
            expected_version=version or row.version,
            by=self.people[role],
            now=self.now,
        )

    def move(
        self,
        row: Content,
        *actions: ContentAction,
        role: Role = Role.CVP,
        version: int | None = None,
    ) -> None:
        for action in actions:
            self.kind.verbs.advance(
                self.session,
                row,
                action,
                expected_version=version or row.version,
                by=self.people[role],
                now=self.now,
            )

    def standing(self, state: ContentState, *, waiting: bool = False) -> Any:
        """Return content in a state, with a change waiting on it if asked."""
        row = self.add()
        road = {
            S.DRAFT: (),
            S.PENDING: (A.SUBMIT,),
            S.PUBLISHED: (A.PUBLISH,),
            S.ARCHIVED: (A.PUBLISH, A.ARCHIVE),
        }
        self.move(row, *road[state])
        if waiting:
            self.edit(row, "mới")
        assert row.state is state
        return row


@pytest.fixture(params=[CONTACT, DIRECTIVE, PAGE], ids=["contact", "directive", "page"])
def desk(
    request: pytest.FixtureRequest, session: Session, people: People, now: datetime
) -> Desk:
    return Desk(session, people, now, request.param)


OPEN: dict[tuple[ContentState, bool], dict[ContentAction, set[Role]]] = {
    (S.DRAFT, False): {A.SUBMIT: EDITORS, A.PUBLISH: PUBLISHERS},
    (S.PENDING, False): {A.PUBLISH: PUBLISHERS, A.RETURN: PUBLISHERS},
    (S.PUBLISHED, False): {A.ARCHIVE: PUBLISHERS},
    (S.PUBLISHED, True): {
        A.PUBLISH: PUBLISHERS,
        A.RETURN: PUBLISHERS,
        A.ARCHIVE: PUBLISHERS,
    },
    (S.ARCHIVED, False): {A.REVIVE: EDITORS},
}
"""Who may do what from where (domain.md §6), and nothing else."""


@pytest.mark.parametrize(("state", "waiting"), OPEN)
def test_the_moves_offered_are_those_of_the_department(
    desk: Desk, state: ContentState, waiting: bool
) -> None:
    row = desk.standing(state, waiting=waiting)
    offered = {
        action: {
            role
            for role in Role
            if action in {m.action for m in content.open_to(row, desk.people[role])}
        }
        for action in A
    }
    assert {a: roles for a, roles in offered.items() if roles} == OPEN[state, waiting]


@pytest.mark.parametrize(("state", "waiting"), OPEN)
def test_every_other_move_is_refused_and_changes_nothing(
    desk: Desk, state: ContentState, waiting: bool
) -> None:
    row = desk.standing(state, waiting=waiting)
    before = (row.state, row.version, row.proposal)
    for action in A:
        for role in set(Role) - OPEN[state, waiting].get(action, set()):
            with pytest.raises((NotAllowed, TransitionRefused)):
                desk.move(row, action, role=role)
    assert (row.state, row.version, row.proposal) == before


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_prepare_content_write_it(desk: Desk, role: Role) -> None:
    row = desk.add()
    refused = 0
    for write in (lambda: desk.add(role), lambda: desk.edit(row, "mới", role=role)):
        try:
            with desk.session.begin_nested():
                write()
        except NotAllowed:
            refused += 1
        except DomainError:
            # The same directive, or a page at this address, is there already.
            assert desk.kind in (DIRECTIVE, PAGE)
    assert refused == (0 if role in EDITORS else 2)


def test_a_draft_changes_at_once(desk: Desk) -> None:
    row = desk.add()
    desk.edit(row, "mới")
    assert (desk.kind.shown(row), row.proposal) == ("mới", None)


def test_a_published_thing_shows_the_old_until_the_new_is_published(
    desk: Desk,
) -> None:
    row = desk.standing(S.PUBLISHED)
    desk.edit(row, "mới")
    assert (desk.kind.shown(row), desk.kind.waiting(row)) == ("cũ", "mới")
    desk.edit(row, "mới hơn", role=Role.FOCAL)
    desk.move(row, A.PUBLISH, role=Role.DIRECTOR)
    assert (desk.kind.shown(row), row.proposal) == ("mới hơn", None)
    assert (row.published_at, row.edited_by_id) == (
        desk.now,
        desk.people[Role.FOCAL].officer_id,
    )


def test_a_returned_change_is_gone_and_the_published_stays(desk: Desk) -> None:
    row = desk.standing(S.PUBLISHED, waiting=True)
    desk.move(row, A.RETURN)
    assert (row.state, row.proposal) == (S.PUBLISHED, None)
    assert desk.kind.waiting(row) == desk.kind.shown(row) == "cũ"


def test_a_returned_draft_goes_back_to_its_writer(desk: Desk) -> None:
    row = desk.standing(S.PENDING)
    desk.move(row, A.RETURN)
    desk.edit(row, "mới")
    desk.move(row, A.SUBMIT, role=Role.CLERK)
    desk.move(row, A.PUBLISH)
    assert (row.state, desk.kind.shown(row)) == (S.PUBLISHED, "mới")


def test_what_is_archived_is_revived_before_it_is_changed(desk: Desk) -> None:
    row = desk.standing(S.ARCHIVED)
    with pytest.raises(TransitionRefused, match="đã lưu trữ"):
        desk.edit(row, "mới")
    desk.move(row, A.REVIVE, role=Role.CLERK)
    desk.edit(row, "mới")
    assert (row.state, desk.kind.shown(row)) == (S.DRAFT, "mới")


def test_a_change_that_waited_on_what_was_taken_down_is_not_lost(desk: Desk) -> None:
    row = desk.standing(S.PUBLISHED, waiting=True)
    desk.move(row, A.ARCHIVE)
    assert desk.kind.shown(row) == "cũ"
    desk.move(row, A.REVIVE, role=Role.CLERK)
    assert (desk.kind.shown(row), row.proposal) == ("mới", None)
    desk.edit(row, "mới hơn")
    desk.move(row, A.PUBLISH)
    assert desk.kind.shown(row) == "mới hơn"


def test_who_saves_second_is_told_what_the_first_did(desk: Desk) -> None:
    row = desk.add()
    seen = row.version
    desk.edit(row, "của người kia", role=Role.FOCAL)
    with pytest.raises(OutOfDate) as refusal:
        desk.edit(row, "của tôi", version=seen)
    assert desk.kind.shown(row) == "của người kia"
    assert refusal.value.changed[-1] == "09:30 17/12/2019 – Nguyễn Văn Mẫu – " + (
        EventKind.EDITED.label
    )


def test_nobody_publishes_what_he_has_not_seen(desk: Desk) -> None:
    row = desk.add()
    seen = row.version
    desk.edit(row, "mới")
    with pytest.raises(OutOfDate):
        desk.move(row, A.PUBLISH, version=seen)
    assert row.state is S.DRAFT


def test_every_step_is_a_line_of_the_history_and_told_to_the_index(
    desk: Desk,
) -> None:
    row = desk.add()
    told, versions = [], []
    for step in (
        lambda: desk.edit(row, "mới"),
        lambda: desk.move(row, A.SUBMIT, role=Role.CLERK),
        lambda: desk.move(row, A.PUBLISH),
        lambda: desk.edit(row, "mới hơn"),
        lambda: desk.move(row, A.RETURN),
        lambda: desk.move(row, A.ARCHIVE),
        lambda: desk.move(row, A.REVIVE),
    ):
        step()
        told.append(outbox.revision(desk.session.connection()))
        versions.append(row.version)
    assert dict(outbox.revisions(desk.session)) == {desk.kind.key(row): told[-1]}
    assert told == sorted(set(told))
    assert versions == sorted(set(versions))
    kinds = [event.kind.value for event in history.of(desk.session, row)]
    assert " ".join(kinds) == (
        "edited edited proposed published proposed edited withdrawn edited"
    )
