"""Cases tied to each other: told again, the same, not the same; never in a circle."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from documents import history, linking, queries
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate
from documents.models import Case
from documents.vocabulary import CaseKind, CaseState, EventKind, LinkKind, Role
from tests import factories
from tests.factories import People

AGAIN, APART = LinkKind.AGAIN, LinkKind.APART
WHY = "Nhầm người gửi, hai việc khác nhau."


class Desk:
    """An officer who ties cases, and the cases."""

    def __init__(self, session: Session, people: People, now: datetime) -> None:
        self.session, self.people, self.now = session, people, now

    def case(self, *, age: int = 0) -> Case:
        at = self.now - timedelta(days=age)
        case = factories.make_case(self.session, now=at, by=self.people[Role.CLERK])
        self.session.flush()
        return case

    def link(
        self, case: Case, other: Case | str, kind: LinkKind, role: Role = Role.CLERK
    ) -> None:
        code = other if isinstance(other, str) else other.code
        linking.link(self.session, case, code, kind, **self.told(case, role))
        self.session.flush()

    def unlink(self, case: Case, other: Case, why: str = WHY) -> None:
        told = self.told(case, Role.FOCAL)
        linking.unlink(self.session, case, other.code, why, **told)
        self.session.flush()

    def told(self, case: Case, role: Role) -> dict[str, Any]:
        by = self.people[role]
        return {"expected_version": case.version, "by": by, "now": self.now}

    def links(self, case: Case) -> queries.Links:
        return queries.links_of(self.session, case, self.people[Role.FOCAL])

    def times(self, *cases: Case) -> list[int]:
        found = queries.times_told_again(self.session, cases)
        return [found.get(case.id, 0) for case in cases]


@pytest.fixture
def desk(session: Session, people: People, now: datetime) -> Desk:
    return Desk(session, people, now)


def notes(session: Session, case: Case) -> list[str]:
    told = history.of(session, case)
    return [event.note for event in told if event.kind is EventKind.LINKED]


def test_a_second_submission_names_the_first_and_both_histories_tell_it(
    session: Session, desk: Desk
) -> None:
    first, second = desk.case(age=9), desk.case()
    desk.link(second, f" {first.code.lower()} ", AGAIN)
    assert second.parent_id == first.id
    assert notes(session, second) == [f"Là phản ánh lại của hồ sơ {first.code}."]
    assert notes(session, first) == [f"Được phản ánh lại bằng hồ sơ {second.code}."]
    assert desk.links(first).again == (second,)
    assert desk.links(second).first is first


def test_second_submissions_are_counted_however_they_were_tied(desk: Desk) -> None:
    first, second, third, fourth = (desk.case(age=9 - n) for n in range(4))
    desk.link(third, second, AGAIN)
    desk.link(fourth, third, AGAIN)
    assert (third.parent_id, fourth.parent_id) == (second.id, second.id)
    desk.link(second, first, AGAIN)
    assert {one.parent_id for one in (second, third, fourth)} == {first.id}
    other = desk.case()
    other.round = 2
    assert desk.times(first, second, third, fourth, other) == [3, 1, 2, 3, 1]
    assert desk.times() == []


def test_nothing_is_tied_to_itself_or_in_a_circle(desk: Desk) -> None:
    first, second, third = desk.case(), desk.case(), desk.case()
    desk.link(second, first, AGAIN)
    desk.link(third, second, AGAIN)
    for case, other, said in (
        (first, first, "hồ sơ khác"),
        (first, second, "chính hồ sơ này"),
        (first, third, "chính hồ sơ này"),
        (second, third, "đã là phản ánh lại"),
    ):
        with pytest.raises(Invalid, match=said):
            desk.link(case, other, AGAIN)
    with pytest.raises(Invalid, match="bỏ gắn trước"):
        desk.link(second, first, APART)
    with pytest.raises(Invalid, match="bỏ gắn trước"):
        desk.link(first, second, LinkKind.DUPLICATE)


def test_what_came_later_is_nobodys_first_submission(desk: Desk) -> None:
    early, late = desk.case(age=3), desk.case()
    with pytest.raises(Invalid, match="không phải lần đầu"):
        desk.link(early, late, AGAIN)
    assert early.parent_id is None


def test_a_sealed_case_answers_as_one_that_is_none(
    session: Session, desk: Desk, now: datetime
) -> None:
    case, sealed = desk.case(), desk.case()
    ended = {"outcome": "declined", "done_at": now, "kind": CaseKind.DENUNCIATION}
    session.execute(
        update(Case)
        .where(Case.id == sealed.id)
        .values(state=CaseState.DECLINED, sealed=True, **ended)
    )
    said = []
    for code in (sealed.code, "DDN-2019-999999", "", "' OR 1=1 --"):
        for role in linking.LINKERS:
            with pytest.raises(Invalid) as refusal:
                desk.link(case, code, LinkKind.RELATED, role)
            said.append(refusal.value.fields)
    assert all(one == said[0] for one in said)
    session.refresh(sealed)
    with pytest.raises(NotFound):
        desk.link(sealed, case, LinkKind.RELATED)


def test_the_newest_finding_stands_and_is_loosened_for_a_reason(
    session: Session, desk: Desk
) -> None:
    case, other = desk.case(), desk.case()
    desk.link(case, other, LinkKind.DUPLICATE)
    desk.link(other, case, LinkKind.RELATED)
    (tied,) = desk.links(case).tied
    assert (tied.case, tied.kind, tied.is_ours) == (other, LinkKind.RELATED, False)
    with pytest.raises(Invalid, match="ít nhất 10"):
        desk.unlink(case, other, "Nhầm. {}")
    desk.unlink(case, other, WHY + " {0}")
    assert desk.links(case).tied == desk.links(other).tied == ()
    for one, named in ((case, other), (other, case)):
        told = f"Bỏ gắn với hồ sơ {named.code}. Lý do: {WHY} {{0}}"
        assert notes(session, one)[-1] == told
    with pytest.raises(Invalid, match="không còn gắn"):
        desk.unlink(case, other)


def test_a_second_submission_is_loosened_from_either_side(desk: Desk) -> None:
    first, second = desk.case(), desk.case()
    for case, other in ((second, first), (first, second)):
        desk.link(second, first, AGAIN)
        desk.unlink(case, other)
        assert second.parent_id is None
    assert desk.times(first, second) == [0, 0]


def test_only_who_takes_or_ends_cases_ties_them_and_only_as_they_stand(
    session: Session, desk: Desk, people: People, now: datetime
) -> None:
    case, other = desk.case(), desk.case()
    factories.assign(session, case, people, now)
    for role in (Role.HANDLER, Role.HEAD, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            desk.link(case, other, APART, role)
    with pytest.raises(NotFound):
        desk.link(case, other, APART, Role.ADMIN)
    told = desk.told(case, Role.FOCAL) | {"expected_version": case.version - 1}
    with pytest.raises(OutOfDate):
        linking.link(session, case, other.code, APART, **told)


def test_who_sees_one_of_two_cases_is_told_nothing_of_the_other(
    session: Session, desk: Desk, people: People, now: datetime
) -> None:
    case, other = desk.case(), desk.case()
    factories.assign(session, case, people, now)
    desk.link(case, other, AGAIN)
    found = queries.links_of(session, case, people[Role.HEAD])
    assert (found.first, found.again, found.tied) == (None, (), ())
