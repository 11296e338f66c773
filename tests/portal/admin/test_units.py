"""The department's units in the browser: list, one unit, order, end."""

import re

from sqlalchemy import select

from documents.models import Unit
from documents.vocabulary import CaseState, Role
from tests.portal.office import Office, office

__all__ = ["office"]

AT = "/quan-tri/don-vi"


def row(office: Office, code: str) -> Unit:
    with office.reading() as session:
        return session.scalars(select(Unit).where(Unit.code == code)).one()


def test_a_unit_is_made_renamed_moved_and_retired_in_the_browser(
    office: Office,
) -> None:
    new = {"name": "Phòng An toàn", "code": "ATGT", "kind": "division"}
    wrong = office.post(Role.ADMIN, AT, **{**new, "code": "KCHT"})
    assert wrong.status_code == 422
    assert "Đã có phòng, đơn vị mã “KCHT”." in wrong.text
    assert 'value="Phòng An toàn"' in wrong.text
    assert office.post(Role.ADMIN, AT, **new).status_code == 303
    unit = row(office, "ATGT")
    one = f"{AT}/{unit.id}"
    told = {"name": "Phòng An toàn giao thông", "english_name": "Safety Division"}
    saved = office.post(
        Role.ADMIN, one, kind="division", version=str(unit.version), **told
    )
    assert saved.status_code == 303
    assert "Safety Division" in office.visitor().get("/en/organisation").text
    stale = office.post(Role.ADMIN, one, kind="division", version="1", name="Muộn")
    assert stale.status_code == 409
    assert 'value="Muộn"' in stale.text
    version = str(row(office, "ATGT").version)
    office.post(Role.ADMIN, f"{one}/thu-tu", huong="len", version=version)
    listed = office.get(Role.ADMIN, AT)
    assert listed.index("Phòng An toàn giao thông") < listed.index("VTPT")
    version = str(row(office, "ATGT").version)
    ended = office.post(Role.ADMIN, f"{one}/ket-thuc", version=version)
    assert ended.status_code == 303
    assert "Safety Division" not in office.visitor().get("/en/organisation").text
    shown = office.get(Role.ADMIN, one)
    assert re.search(r"Thứ tự.*Tên tiếng Anh", shown, re.DOTALL)
    assert '<ins class="told">Phòng An toàn giao thông</ins>' in shown


def test_the_page_says_what_still_hangs_on_a_unit(office: Office) -> None:
    code = office.case(CaseState.IN_PROGRESS).rpartition("/")[2]
    unit = row(office, "KCHT")
    shown = office.get(Role.ADMIN, f"{AT}/{unit.id}")
    assert f"còn 1 hồ sơ đang mở ({code})" in shown
    assert "ket-thuc" not in shown
    forced = office.post(
        Role.ADMIN, f"{AT}/{unit.id}/ket-thuc", version=str(unit.version)
    )
    assert forced.status_code == 409
    assert code in forced.text
