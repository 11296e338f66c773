"""Searches that officers keep: each his own, asked again by one press."""

import html
import re

import pytest

from documents import searches
from documents.errors import Invalid
from documents.models import SavedSearch
from documents.vocabulary import Role
from tests.portal.office import Office, office
from tests.portal.test_find import found

__all__ = ["office"]

KEEP = "/tim-kiem/da-luu"


def rows(office: Office) -> list[SavedSearch]:
    with office.reading() as session:
        return list(session.query(SavedSearch).order_by(SavedSearch.id))


def keep(
    office: Office, name: str, role: Role = Role.FOCAL, asked: str = "q=ổ+gà"
) -> int:
    answer = office.post(role, f"{KEEP}?{asked}", name=name)
    assert answer.status_code == 303
    return rows(office)[-1].id


def test_a_search_is_kept_with_its_filters_and_asked_again(office: Office) -> None:
    case = office.case(title="Ổ gà trên cầu")
    office.index()
    asked = "q=ổ+gà&loai=case&tu=01/01/2019&la=lung&trang=3"
    answer = office.post(Role.FOCAL, f"{KEEP}?{asked}", name="  Ổ gà ")
    assert answer.status_code == 303
    assert answer.location.startswith("/tim-kiem?q=")
    (row,) = rows(office)
    assert row.name == "Ổ gà"
    assert row.parameters == {"q": "ổ gà", "loai": "case", "tu": "01/01/2019"}
    for page in ("/tim-kiem", "/ban-lam-viec", KEEP):
        told = office.get(Role.FOCAL, page)
        link = re.search(r'href="([^"]+)">(?:<svg.*?</svg>)?Ổ gà</a>', told)
        assert link, page
        assert found(office.get(Role.FOCAL, html.unescape(link[1]))) == [case]


def test_a_kept_search_is_renamed_and_forgotten(office: Office) -> None:
    number = keep(office, "cũ")
    path = f"{KEEP}/{number}"
    assert office.post(Role.FOCAL, f"{path}/doi-ten", name="mới").status_code == 303
    assert "mới" in office.get(Role.FOCAL, KEEP)
    assert office.post(Role.FOCAL, f"{path}/xoa").status_code == 303
    assert rows(office) == []
    assert "Chưa lưu tìm kiếm nào" in office.get(Role.FOCAL, KEEP)


def test_what_is_kept_is_its_keepers_alone(office: Office) -> None:
    number = keep(office, "chimyen riêng", asked="q=chimyen")
    for role in (Role.CVP, Role.ADMIN, Role.HANDLER):
        for page in (KEEP, "/tim-kiem", "/ban-lam-viec", "/tim-kiem?q=x"):
            assert "chimyen" not in office.get(role, page)
        path = f"{KEEP}/{number}"
        assert office.post(role, f"{path}/doi-ten", name="x").status_code == 404
        assert office.post(role, f"{path}/xoa").status_code == 404
    assert [row.name for row in rows(office)] == ["chimyen riêng"]
    visitor = office.visitor()
    assert visitor.get(KEEP).status_code == 303
    assert "chimyen" not in visitor.get("/tim-kiem").text


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "đã có", "a\u202eb"])
def test_a_name_that_will_not_do_is_refused_and_kept_in_the_field(
    office: Office, name: str
) -> None:
    number = keep(office, "đã có")
    other = keep(office, "khác")
    answer = office.post(Role.FOCAL, f"{KEEP}?q=cầu", name=name)
    assert answer.status_code == 422
    assert "Chưa lưu được" in answer.text
    assert "Lưu tìm kiếm “cầu”" in answer.text
    renamed = office.post(Role.FOCAL, f"{KEEP}/{other}/doi-ten", name=name)
    assert renamed.status_code == 422
    assert [row.name for row in rows(office)] == ["đã có", "khác"]
    same = office.post(Role.FOCAL, f"{KEEP}/{number}/doi-ten", name="đã có")
    assert same.status_code == 303


def test_nothing_at_all_is_not_kept(office: Office) -> None:
    answer = office.post(Role.FOCAL, f"{KEEP}?la=lung&q=+", name="trống")
    assert answer.status_code == 422
    assert rows(office) == []


def test_two_officers_may_use_one_name(office: Office) -> None:
    keep(office, "ổ gà", Role.FOCAL)
    keep(office, "ổ gà", Role.CVP)
    assert len(rows(office)) == 2


def test_an_officer_keeps_so_many_and_no_more(office: Office) -> None:
    viewer = office.people[Role.FOCAL]
    with office.writing() as session:
        from tests.conftest import NOW

        for number in range(searches.MOST):
            searches.keep(session, f"số {number}", {"q": "x"}, by=viewer, now=NOW)
        with pytest.raises(Invalid, match="nhiều nhất 50"):
            searches.keep(session, "thêm", {"q": "x"}, by=viewer, now=NOW)
    answer = office.post(Role.FOCAL, f"{KEEP}?q=cầu", name="thêm nữa")
    assert answer.status_code == 422
    assert len(rows(office)) == searches.MOST
