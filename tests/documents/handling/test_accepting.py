"""Taking what was sent: of every case that is very like it something is said (X03)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import history, linking, queries
from documents.errors import Invalid
from documents.handling import accepting
from documents.handling.accepting import Looked
from documents.models import Case
from documents.vault import Identity
from documents.vocabulary import CaseState, EventKind, LinkKind, Role, SimilarCheck
from tests import factories
from tests.factories import CALENDAR, People

AGAIN, APART, RELATED = LinkKind.AGAIN, LinkKind.APART, LinkKind.RELATED
WHY = "Hai người khác nhau dùng chung một máy {cố định}."
ELSEWHERE = Identity(full_name="Lý Văn Thử", phone="0987 654 321")
LIGHTS: dict[str, Any] = {
    "title": "Đèn tín hiệu không sáng",
    "content": "Cả bốn hướng đều tắt từ tối hôm qua.",
    "location": "Ngã tư Lê Lợi",
}


class Desk:
    """A case that was sent, and the clerk who takes it."""

    def __init__(self, session: Session, people: People, now: datetime) -> None:
        self.session, self.now, self.people = session, now, people
        self.by = people[Role.CLERK]

    def other(self, *, age: int = 1, **told: Any) -> Case:
        at = self.now - timedelta(days=age)
        return factories.make_case(self.session, now=at, by=self.by, **told)

    def sent(self, **told: Any) -> Case:
        return factories.make_sent_case(self.session, now=self.now, by=self.by, **told)

    def asked(self, case: Case) -> list[Case]:
        self.session.flush()
        found = accepting.very_like(
            self.session, case, viewer=self.by, now=self.now + timedelta(hours=1)
        )
        return [one.case for one in found]

    def take(
        self,
        case: Case,
        answers: Mapping[str, LinkKind] | None = None,
        reason: str = "",
        similar: SimilarCheck | None = None,
    ) -> None:
        accepting.accept(
            self.session,
            case,
            Looked(similar, answers or {}, reason),
            calendar=CALENDAR,
            expected_version=case.version,
            by=self.by,
            now=self.now + timedelta(hours=1),
        )
        self.session.flush()


@pytest.fixture
def desk(session: Session, people: People, now: datetime) -> Desk:
    return Desk(session, people, now)


def finding(session: Session, case: Case) -> str:
    (moved,) = (
        line
        for line in history.of(session, case)
        if line.kind is EventKind.MOVED and line.action == "accept"
    )
    return str(moved.data["similar"])


@pytest.mark.parametrize(
    ("one", "other", "is_asked"),
    [
        ({**LIGHTS}, {}, True),
        ({"identity": ELSEWHERE}, {}, True),
        ({**LIGHTS, "identity": ELSEWHERE}, {}, False),
        (
            {**LIGHTS, "identity": ELSEWHERE, "content": "Xe 72A-123.45 đâm đổ đèn."},
            {"content": "Biển 72A 12345 chở đất rơi vãi."},
            True,
        ),
        (
            {**LIGHTS, "identity": ELSEWHERE},
            {"content": "Cả bốn hướng đều tắt.", "location": LIGHTS["location"]},
            False,
        ),
    ],
)
def test_the_same_telephone_plate_or_kilometre_must_be_answered(
    desk: Desk, one: dict[str, Any], other: dict[str, Any], is_asked: bool
) -> None:
    like, case = desk.other(**one), desk.sent(**other)
    assert desk.asked(case) == ([like] if is_asked else [])
    if is_asked:
        with pytest.raises(Invalid) as refusal:
            desk.take(case, similar=SimilarCheck.NONE)
        assert like.code in refusal.value.fields["answers"]
        assert case.state is CaseState.SUBMITTED
        return
    with pytest.raises(Invalid) as refusal:
        desk.take(case)
    assert [*refusal.value.fields] == ["similar"]
    desk.take(case, similar=SimilarCheck.NONE)
    assert case.state is CaseState.RECEIVED


def test_only_what_was_received_lately_and_is_not_tied_yet_is_asked_of(
    desk: Desk,
) -> None:
    long_ago, edge, tied = desk.other(age=91), desk.other(age=89), desk.other()
    case = desk.sent()
    desk.session.flush()
    told: dict[str, Any] = {"by": desk.by, "now": desk.now}
    linking.tie(desk.session, case, tied, RELATED, **told)
    assert desk.asked(case) == [edge]
    assert long_ago.received_at < desk.now - accepting.RECENT


def test_what_tells_a_very_like_case_again_needs_no_answer_of_its_own(
    desk: Desk,
) -> None:
    first, again, case = desk.other(age=9), desk.other(), desk.sent()
    desk.session.flush()
    told: dict[str, Any] = {"by": desk.by, "now": desk.now}
    linking.tie(desk.session, again, first, AGAIN, **told)
    assert desk.asked(case) == [first]
    desk.take(case, {first.code: AGAIN})
    assert case.parent_id == first.id


def test_the_answers_tie_the_cases_and_the_reason_stands_in_both_histories(
    session: Session, desk: Desk, people: People
) -> None:
    first, other, case = desk.other(age=3), desk.other(), desk.sent()
    answers = {first.code: AGAIN, other.code: APART}
    with pytest.raises(Invalid) as refusal:
        desk.take(case, answers, "khác")
    assert [*refusal.value.fields] == ["reason"]
    assert (case.state, case.parent_id) == (CaseState.SUBMITTED, None)
    desk.take(case, answers, f" {WHY} ")
    assert (case.state, case.parent_id) == (CaseState.RECEIVED, first.id)
    assert finding(session, case) == "tied"
    for one, named in ((case, other), (other, case)):
        said = f"Không phải cùng việc với hồ sơ {named.code}. Lý do: {WHY}"
        assert said in [line.note for line in history.of(session, one)]
    links = queries.links_of(session, case, people[Role.FOCAL])
    assert links.cases == [first, other]


def test_other_matters_only_are_kept_apart(session: Session, desk: Desk) -> None:
    like, case = desk.other(), desk.sent()
    desk.take(case, {like.code: APART}, WHY)
    assert finding(session, case) == "kept_apart"


@pytest.mark.parametrize("kind", [AGAIN, LinkKind.DUPLICATE])
def test_answers_that_cannot_stand_leave_the_case_as_it_was(
    session: Session, desk: Desk, kind: LinkKind
) -> None:
    main, like, second = desk.other(age=200), desk.other(), desk.other()
    case = desk.sent()
    session.flush()
    answers = {like.code: kind, second.code: kind}
    if kind is LinkKind.DUPLICATE:
        second.duplicate_of_id = main.id
    with pytest.raises(Invalid) as refusal:
        desk.take(case, answers)
    said = {AGAIN: "Chỉ một hồ sơ", LinkKind.DUPLICATE: "đã gộp vào hồ sơ khác"}
    assert said[kind] in refusal.value.fields["answers"]
    assert case.state is CaseState.SUBMITTED
    assert queries.links_of(session, case, desk.by).cases == []
