"""The register of outgoing letters, and who may have which file."""

import re

from documents.vocabulary import CaseState, Role
from tests import factories
from tests.conftest import NOW
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState


def numbers(page: str) -> list[str]:
    return re.findall(r'table__lead number"><a [^>]+>([^<]+)<', page)


def test_the_register_lists_what_was_issued_newest_number_first(
    office: Office,
) -> None:
    for _ in range(2):
        office.case(S.REPLIED)
    page = office.get(Role.CLERK, "/cong-van/")
    assert numbers(page) == ["02/SGTVT-KCHT", "01/SGTVT-KCHT"]
    assert "Có 2 số trong sổ." in page
    assert "Công văn V/v trả lời phản ánh về Quốc lộ 51" in page
    assert "Kín Đáo" not in page
    assert numbers(office.get(Role.CLERK, "/cong-van/?nam=2018&trang=x")) != []


def test_what_waits_for_a_number_stands_on_top_for_the_clerk(office: Office) -> None:
    case = office.case(S.APPROVED)
    page = office.get(Role.CLERK, "/cong-van/")
    assert "Chờ cấp số" in page
    assert f'href="{case}#viec-can-lam">Cấp số: Công văn V/v' in page
    assert "Cấp số: Công văn" not in office.get(Role.DIRECTOR, "/cong-van/")
    assert "Chưa cấp số nào" in page


def test_units_do_not_read_the_whole_register(office: Office) -> None:
    for role in (Role.HEAD, Role.HANDLER, Role.ADMIN):
        assert office.as_(role).get("/cong-van/").status_code == 403


def test_a_letter_is_had_by_who_sees_its_case(office: Office) -> None:
    office.case(S.REPLIED)
    path = "/cong-van/1.docx"
    for role in (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR):
        answer = office.as_(role).get(path)
        assert answer.status_code == 200
        named = answer.headers["Content-Disposition"]
        assert "01-SGTVT-KCHT-2019.docx" in named
    assert "BAN-SAO_" in office.as_(Role.HEAD).get(path).headers["Content-Disposition"]
    assert office.as_(Role.ADMIN).get(path).status_code == 403
    for letter in ("99", "9" * 20):
        answer = office.as_(Role.CLERK).get(f"/cong-van/{letter}.docx")
        assert answer.status_code == 404


def test_a_letter_of_another_units_case_is_not_there(office: Office) -> None:
    office.case(S.REPLIED)
    with office.writing() as session:
        office.people[Role.HEAD] = factories.make_officer(
            session, Role.HEAD, "VTPT", now=NOW, username="stranger"
        )
    assert office.as_(Role.HEAD).get("/cong-van/1.docx").status_code == 404
    assert office.as_(Role.HEAD).get("/ho-so/DDN-2019-000001").status_code == 404
