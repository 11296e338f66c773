"""Closing a period on its page, and correcting by two what was in it (X21)."""

from dataclasses import fields
from datetime import timedelta

import pytest

from documents.statistics.figures import Figures
from documents.vocabulary import CaseState, Role
from portal.statistics.closing import FIGURES
from tests.conftest import NOW
from tests.portal.office import Office, office

__all__ = ["office"]

NOVEMBER = "/bao-cao/?ky=2019-11"
CLOSE, OPEN = "/bao-cao/chot?ky=2019-11", "/bao-cao/mo-chot?ky=2019-11"
WHY = "Ghi nhầm khi nhập, đã đối chiếu với băng ghi âm."


@pytest.fixture
def case(office: Office) -> str:
    """Return a case that was answered in November."""
    return office.case(CaseState.RESOLVED, now=NOW - timedelta(days=30))


def test_every_figure_that_may_change_has_a_name() -> None:
    assert set(FIGURES) == {one.name for one in fields(Figures)}


def test_a_period_that_is_over_is_closed_by_who_may(office: Office, case: str) -> None:
    assert "/bao-cao/chot" not in office.get(Role.FOCAL, NOVEMBER)
    assert "/bao-cao/chot" not in office.get(Role.CVP, "/bao-cao/?ky=2019-12")
    assert "/bao-cao/chot?ky=2019-11" in office.get(Role.CVP, NOVEMBER)
    assert "Chốt số liệu: tháng 11/2019" in office.get(Role.CVP, CLOSE)
    assert office.post(Role.FOCAL, CLOSE).status_code == 403
    assert office.post(Role.CVP, "/bao-cao/chot?ky=2019-12").status_code == 409
    assert office.post(Role.CVP, "/bao-cao/chot?ky=x").status_code == 422
    assert office.post(Role.CVP, CLOSE).status_code == 303
    for role in (Role.CVP, Role.HEAD, Role.FOCAL, Role.DIRECTOR):
        page = office.get(role, NOVEMBER)
        assert "đã chốt số liệu kỳ này lúc" in page
        assert "khớp với số liệu đã chốt" in page
    assert "đã chốt số liệu" in office.get(Role.DIRECTOR, f"{NOVEMBER}&theo=field")
    assert "Số liệu đã chốt" not in office.get(Role.DIRECTOR, "/bao-cao/?ky=2019")
    assert office.post(Role.DIRECTOR, CLOSE).status_code == 409


def test_what_changed_since_it_was_closed_is_told(office: Office, case: str) -> None:
    office.post(Role.CVP, CLOSE)
    late = {"received_at": NOW - timedelta(days=25)}
    code = office.case(CaseState.RECEIVED, **late)[-15:]
    page = office.get(Role.DIRECTOR, NOVEMBER)
    assert "khác với số liệu đã chốt" in page
    assert "Thay đổi so với số liệu đã chốt" in page
    assert "Nhập sau khi kỳ kết thúc" in page
    assert code not in page


def test_a_correction_in_a_closed_period_is_asked_for_and_confirmed(
    office: Office, case: str
) -> None:
    office.post(Role.CVP, CLOSE)
    given = {"name": "title", "text": "Tên khác hẳn", "reason": WHY}
    assert "Đề nghị đính chính" in office.get(Role.FOCAL, case)
    assert office.move(Role.FOCAL, case, "correct", **given).status_code == 409
    wrong = office.move(Role.FOCAL, case, "propose_correct", **given | {"text": ""})
    assert wrong.status_code == 422
    assert WHY in wrong.text
    asked = office.move(Role.FOCAL, case, "propose_correct", **given)
    assert asked.status_code == 303
    assert office.row(case).title != "Tên khác hẳn"
    page = office.get(Role.CVP, case)
    for told in ("Giá trị mới", "Tên khác hẳn", WHY, "Xác nhận đính chính"):
        assert told in page
    assert case[-15:] in office.get(Role.CVP, "/ban-lam-viec")
    assert office.move(Role.CVP, case, "correct").status_code == 303
    assert office.row(case).title == "Tên khác hẳn"
    page = office.get(Role.HEAD, NOVEMBER)
    assert "được đính chính sau khi chốt" in page
    assert case[-15:] in page
    assert "Trích yếu" in page
    assert "Tên khác hẳn" not in page


def test_a_closed_period_is_opened_again_for_a_reason(
    office: Office, case: str
) -> None:
    office.post(Role.CVP, CLOSE)
    assert "Mở chốt số liệu: tháng 11/2019" in office.get(Role.CVP, CLOSE)
    assert office.post(Role.CVP, OPEN, reason="").status_code == 422
    refused = office.post(Role.CVP, OPEN, reason="sai")
    assert refused.status_code == 422
    assert 'value="sai"' in refused.text
    assert office.post(Role.FOCAL, OPEN, reason=WHY).status_code == 403
    assert office.post(Role.CVP, OPEN, reason=WHY).status_code == 303
    assert "Số liệu đã chốt" not in office.get(Role.CVP, NOVEMBER)
    assert office.post(Role.CVP, OPEN, reason=WHY).status_code == 409
    given = {"name": "title", "text": "Tên khác hẳn", "reason": WHY}
    assert office.move(Role.FOCAL, case, "correct", **given).status_code == 303
