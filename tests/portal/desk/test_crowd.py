"""Many leaders decide on one draft in the same moment: one of them has decided."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, before_render_template, request_finished
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from documents.models import Approval, Event
from documents.vocabulary import CaseAction, CaseState, Role
from portal import serve
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

LEADERS = 64
DECISIONS = (CaseAction.APPROVE.value, CaseAction.RETURN.value)


def ready(office: Office, case: str, place: int) -> Callable[[], TestResponse]:
    """Return what one leader sends: an approval, or a draft sent back with words."""
    role = (Role.DIRECTOR, Role.CVP)[place % 2]
    client: FlaskClient = office.signed_in(office.people[role].officer_id)
    typed = {
        "csrf_token": token_in(client.get("/mat-khau").text),
        "version": str(office.row(case).version),
        "comment": words(place),
    }
    return lambda: client.post(f"{case}/{DECISIONS[place % 2]}", data=typed)


def words(place: int) -> str:
    return f"Nêu rõ ngày vá xong, ý kiến thứ {place:02}." if place % 2 else ""


@pytest.mark.timeout(300)
def test_of_many_who_decide_at_once_one_wins_and_the_others_keep_their_words(
    office: Office,
) -> None:
    case = office.case(CaseState.PENDING_APPROVAL)
    before = office.row(case).version
    leaders = [ready(office, case, place) for place in range(LEADERS)]
    with ThreadPoolExecutor(serve.THREADS) as server:
        asked = [server.submit(send) for send in leaders]
        answers = [one.result() for one in asked]
    told = [answer.status_code for answer in answers]
    assert sorted(told) == [303] + [409] * (LEADERS - 1)
    winner = told.index(303)
    for place, answer in enumerate(answers):
        if place != winner:
            assert words(place) in answer.text
            assert "vừa được người khác thay đổi" in answer.text
    ends = (CaseState.APPROVED, CaseState.IN_PROGRESS)
    row = office.row(case)
    assert (row.state, row.version) == (ends[winner % 2], before + 1)
    with office.reading() as session:
        assert len(session.scalars(select(Approval)).all()) == 1
        moved = select(Event).where(Event.action.in_(DECISIONS))
        assert len(session.scalars(moved).all()) == 1


SHORT = {"comment": "ngắn"}


@pytest.mark.parametrize(
    ("role", "path", "typed", "status"),
    [
        (Role.DIRECTOR, "return", SHORT, 422),
        (Role.DIRECTOR, "return", SHORT | {"version": "1"}, 409),
        (Role.FOCAL, "tep-dinh-kem", {"kind": "evidence"}, 422),
        (Role.FOCAL, "lien-quan", {"kind": "related", "code": "DDN-2019-999999"}, 422),
        (Role.FOCAL, "lien-quan", {"version": "1"}, 409),
        (Role.CLERK, "ma-tra-cuu", {"reason": "Thư bị thất lạc.", "version": "1"}, 409),
        (Role.CLERK, "approve", {}, 403),
        (Role.CLERK, "khong-co", {}, 404),
    ],
)
def test_somebody_else_can_write_while_a_refusal_is_told(
    office: Office, role: Role, path: str, typed: dict[str, str], status: int
) -> None:
    case = office.case(CaseState.PENDING_APPROVAL)
    typed = {"version": str(office.row(case).version)} | typed
    token = token_in(office.get(role, "/mat-khau"))
    written: list[str] = []

    def write(_app: Flask, **_rest: object) -> None:
        written.append(office.case())

    with (
        before_render_template.connected_to(write, office.app),
        request_finished.connected_to(write, office.app),
    ):
        answer = office.post(role, f"{case}/{path}", csrf_token=token, **typed)
    assert answer.status_code == status, answer.text
    assert written
