"""What exists for whom: visitors, officers, those who work on content."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from documents import cases, contacts, directives, queries, seeing
from documents.contacts import ContactFields
from documents.directives import DirectiveFields, RelationFields
from documents.errors import NotFound
from documents.models import Case, CaseRound, Directive, PostingPlace, Unit
from documents.queries import PER_PAGE, CaseFilter, DirectiveFilter
from documents.viewer import PUBLIC, Viewer
from documents.vocabulary import (
    CaseKind,
    CaseState,
    ContentAction,
    ContentState,
    DirectiveRelationKind,
    IssuerLevel,
    Outcome,
    OutcomeReason,
    Role,
)
from tests import factories
from tests.factories import People

S, A = ContentState, ContentAction
CONTENT_STAFF = {Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR}
EVERYBODY = [None, *Role]
ROADS: dict[ContentState, tuple[ContentAction, ...]] = {
    S.DRAFT: (),
    S.PENDING: (A.SUBMIT,),
    S.PUBLISHED: (A.PUBLISH,),
    S.ARCHIVED: (A.PUBLISH, A.ARCHIVE),
}
PLAIN = DirectiveFields(
    kind="Công văn",
    number="1/UBND",
    issuer="UBND tỉnh",
    issuer_level=IssuerLevel.PROVINCE,
    issued_on=date(2019, 11, 22),
)


class Office:
    """Makes content that stands where a test wants it."""

    def __init__(self, session: Session, people: People, now: datetime) -> None:
        self.session, self.people, self.now = session, people, now

    def viewer(self, role: Role | None) -> Viewer | None:
        return self.people[role] if role else None

    def directive(self, state: ContentState = S.PUBLISHED, **told: Any) -> Directive:
        typed = replace(PLAIN, **{"is_public": None, **told})
        clerk = self.people[Role.CLERK]
        row = directives.add(self.session, typed, by=clerk, now=self.now)
        self._take(directives, row, state)
        return row

    def contact(self, state: ContentState, name: str, place: int) -> None:
        typed = ContactFields("Chuyên viên", name, "mau@coquan.gov.vn", place)
        clerk = self.people[Role.CLERK]
        row = contacts.add(self.session, typed, by=clerk, now=self.now)
        self._take(contacts, row, state)

    def _take(self, verbs: Any, row: Any, state: ContentState) -> None:
        for action in ROADS[state]:
            verbs.advance(
                self.session,
                row,
                action,
                expected_version=row.version,
                by=self.people[Role.CVP],
                now=self.now,
            )


@pytest.fixture
def office(session: Session, people: People, now: datetime) -> Office:
    return Office(session, people, now)


def numbers(office: Office, role: Role | None) -> set[str]:
    found = queries.directives(office.session, office.viewer(role))
    assert found.total == len(found.rows)
    return {row.number for row in found.rows}


def test_a_contact_that_is_not_published_is_for_those_who_work_on_it(
    office: Office,
) -> None:
    for place, state in enumerate(reversed(S)):
        office.contact(state, state.value, place)
    today = office.now.date()
    staff = ["published", "pending", "draft", "archived"]
    for role in EVERYBODY:
        rows = queries.contacts(office.session, office.viewer(role), on=today)
        seen = [row.name for row in rows]
        assert seen == (staff if role in CONTENT_STAFF else ["published"]), role
    public = queries.published_contacts(office.session, on=today)
    assert [row.name for row in public] == ["published"]


def test_a_directive_is_listed_for_those_it_exists_for(office: Office) -> None:
    for state in S:
        office.directive(state, number=f"{state}-open", is_public=True)
        office.directive(state, number=f"{state}-internal", is_public=False)
    everything = {f"{state}-{kind}" for state in S for kind in ("open", "internal")}
    for role in EVERYBODY:
        expected = {"published-open"}
        if role is not None:
            expected.add("published-internal")
        if role in CONTENT_STAFF:
            expected = everything
        assert numbers(office, role) == expected, role


@pytest.mark.parametrize("state", list(S))
def test_an_address_gives_nothing_that_the_list_would_not(
    office: Office, state: ContentState
) -> None:
    for public in (True, False):
        slug = office.directive(state, number=f"{public}", is_public=public).slug
        for role in EVERYBODY:
            try:
                queries.directive(office.session, slug, office.viewer(role))
                found = True
            except NotFound:
                found = False
            published = state is S.PUBLISHED and (public or role is not None)
            assert found is (published or role in CONTENT_STAFF), (public, role)


def test_a_relation_to_what_a_viewer_may_not_see_is_absent(office: Office) -> None:
    internal = office.directive(number="405-TB/TU")
    to_it = (RelationFields(DirectiveRelationKind.IMPLEMENTS, internal.id),)
    row = office.directive(number="8712/UBND-VP", relations=to_it)
    office.directive(
        S.DRAFT,
        number="2/UBND",
        relations=(RelationFields(DirectiveRelationKind.CITES, row.id),),
    )
    office.session.flush()
    seen = {}
    for role in (None, Role.HEAD, Role.CLERK):
        viewer = office.viewer(role)
        chain = queries.chain_of(office.session, row, viewer)
        seen[role] = [tie.directive.number for tie in (*chain.above, *chain.below)]
    assert seen == {
        None: [],
        Role.HEAD: ["405-TB/TU"],
        Role.CLERK: ["405-TB/TU", "2/UBND"],
    }


def test_the_choices_of_a_filter_name_nothing_hidden(office: Office) -> None:
    office.directive()
    office.directive(
        number="405-TB/TU",
        kind="Thông báo kết luận",
        issuer="Thường trực Tỉnh ủy",
        issued_on=date(2016, 9, 22),
    )
    choices = queries.directive_choices(office.session, None)
    assert choices == {"kind": ["Công văn"], "issuer": ["UBND tỉnh"], "year": [2019]}
    head = office.people[Role.HEAD]
    assert queries.directive_choices(office.session, head)["year"] == [2019, 2016]


def test_the_register_is_narrowed_by_kind_issuer_and_whole_years(
    office: Office,
) -> None:
    for number, day in (
        ("1", (2018, 12, 31)),
        ("2", (2019, 1, 1)),
        ("3", (2020, 1, 1)),
    ):
        office.directive(number=number, issued_on=date(*day))
    office.directive(number="4", kind="Quyết định", issued_on=date(2019, 12, 31))
    office.directive(number="5", issuer="Sở Nội vụ", issued_on=date(2019, 12, 31))
    for only, expected in (
        (DirectiveFilter(), ["3", "5", "4", "2", "1"]),
        (DirectiveFilter(year=2019), ["5", "4", "2"]),
        (DirectiveFilter(year=2019, kind="Công văn"), ["5", "2"]),
        (DirectiveFilter(issuer="Sở Nội vụ"), ["5"]),
        (DirectiveFilter(kind="Sắc lệnh"), []),
    ):
        found = queries.directives(office.session, None, only=only)
        assert [row.number for row in found.rows] == expected


def test_every_row_stands_on_one_page_of_the_list(office: Office) -> None:
    made = [office.directive(number=f"{n}").number for n in range(2 * PER_PAGE + 3)]
    pages = [queries.directives(office.session, None, page=n) for n in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [PER_PAGE, PER_PAGE, 3]
    assert {(page.total, page.last) for page in pages} == {(len(made), 3)}
    listed = [row.number for page in pages for row in page.rows]
    assert listed == list(reversed(made))


def test_a_page_that_does_not_exist_is_the_nearest(office: Office) -> None:
    for n in range(PER_PAGE + 1):
        office.directive(number=f"{n}")
    for asked, given in ((0, 1), (-7, 1), (3, 2), (10**9, 2)):
        assert queries.directives(office.session, None, page=asked).page == given


def test_an_empty_list_has_one_page(session: Session, people: People) -> None:
    found = queries.directives(session, None, page=2)
    assert (found.rows, found.total, found.page, found.last) == ([], 0, 1, 1)
    assert queries.case_list(session, people[Role.FOCAL], only=CaseFilter()).last == 1


def test_posting_places_keep_their_order(session: Session) -> None:
    session.add(PostingPlace(name="Phòng Tiếp dân", place=2))
    session.add(PostingPlace(name="Bộ phận văn thư", place=1))
    assert queries.posting_places(session) == ["Bộ phận văn thư", "Phòng Tiếp dân"]


@pytest.fixture
def caseload(session: Session, people: People, now: datetime) -> dict[str, Case]:
    """A case nobody leads yet, and one of each of two units."""
    made = {}
    for code in ("", "KCHT", "VTPT"):
        made[code] = factories.make_case(session, now=now, by=people[Role.CLERK])
        if code:
            factories.assign(session, made[code], people, now)
    other = session.query(Unit).filter_by(code="VTPT").one()
    made["VTPT"].lead_unit = other
    session.flush()
    return made


def test_a_case_exists_for_the_office_and_for_its_unit(
    session: Session, people: People, caseload: dict[str, Case]
) -> None:
    own = {Role.HEAD: {"KCHT"}, Role.HANDLER: {"KCHT"}, Role.ADMIN: set[str]()}
    for role in Role:
        viewer = people[role]
        listed = queries.case_list(session, viewer, only=CaseFilter()).rows
        seen = {unit for unit, case in caseload.items() if case in listed}
        assert seen == own.get(role, set(caseload)), role
        for case in caseload.values():
            assert seeing.can_see(case, viewer) is (case in listed)
            if case not in listed:
                with pytest.raises(NotFound):
                    cases.get(session, case.code, viewer=viewer)


def test_a_case_that_left_the_unit_leaves_its_peoples_sight(
    session: Session, people: People, caseload: dict[str, Case], now: datetime
) -> None:
    head = people[Role.HEAD]
    today = (now + timedelta(days=100)).date()
    figures = queries.desk_figures(session, head, today=today)
    assert (figures.open, figures.overdue) == (1, 1)
    caseload["KCHT"].lead_unit = caseload["VTPT"].lead_unit
    session.flush()
    assert queries.desk_figures(session, head, today=today).open == 0
    assert queries.waiting_for(session, head, today=today) == []
    assert caseload["KCHT"].state is CaseState.IN_PROGRESS


def test_an_audience_is_never_wider_than_what_a_role_may_read(people: People) -> None:
    assert frozenset({"public"}) == PUBLIC
    audiences = {role: people[role].audience for role in Role}
    for role, audience in audiences.items():
        assert audience >= PUBLIC | {"officers"}
        assert ("staff" in audience) is people[role].sees_every_case
    assert audiences[Role.HEAD] == {"public", "officers", "desk", "unit:KCHT"}
    assert audiences[Role.ADMIN] == {"public", "officers"}


def seal(session: Session, case: Case, now: datetime) -> None:
    """Leave a case as one that turned out to be a denunciation is left."""
    told = {"done_at": now, "outcome": Outcome.DECLINED}
    reason = {"reason": OutcomeReason.DENUNCIATION, "reason_text": "Đã hướng dẫn."}
    rounds = update(CaseRound).where(CaseRound.case_id == case.id)
    session.execute(rounds.values(**told, **reason))
    session.execute(
        update(Case)
        .where(Case.id == case.id)
        .values(
            **told, state=CaseState.DECLINED, kind=CaseKind.DENUNCIATION, sealed=True
        )
    )
    session.expire_all()


def test_a_sealed_case_is_in_no_list_and_opens_for_its_keepers_only(
    session: Session, people: People, caseload: dict[str, Case], now: datetime
) -> None:
    case = caseload["KCHT"]
    before = {role: opened(session, people[role], now) for role in Role}
    assert before[Role.HEAD] == 1
    seal(session, case, now)
    for role in Role:
        viewer = people[role]
        assert case not in queries.case_list(session, viewer, only=CaseFilter()).rows
        assert opened(session, viewer, now) == max(0, before[role] - 1), role
        if role in {Role.FOCAL, Role.CVP, Role.DIRECTOR}:
            assert cases.get(session, case.code, viewer=viewer) is case
        else:
            with pytest.raises(NotFound):
                cases.get(session, case.code, viewer=viewer)


def opened(session: Session, viewer: Viewer, now: datetime) -> int:
    return queries.desk_figures(session, viewer, today=now.date()).open
