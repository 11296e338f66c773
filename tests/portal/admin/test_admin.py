"""Accounts, as an administrator keeps them; and what he never sees."""

import re

from documents.vocabulary import Role
from tests.portal.public_site import PASSWORD, Site, post, site

__all__ = ["site"]

NEW = "/quan-tri/can-bo/them"


def test_a_new_account_gets_a_link_that_works(site: Site) -> None:
    admin = site.officer(Role.ADMIN)
    typed = {"full_name": "Đỗ Thị Hạnh", "role": "handler", "unit_code": "KCHT"}
    answer = post(admin, NEW, NEW, **typed)
    assert answer.status_code == 200
    assert "hanhdt" in answer.text
    path = re.search(r"http://[^/<]+(/kich-hoat/[\w-]+)", answer.text)
    assert path
    officer = site.visitor()
    post(officer, path[1], path[1], password=PASSWORD, again=PASSWORD)
    assert officer.get("/ban-lam-viec").status_code == 200


def test_a_new_link_kills_the_older_one(site: Site) -> None:
    admin, number = site.officer(Role.ADMIN), site.people[Role.CLERK].officer_id
    path = f"/quan-tri/can-bo/{number}/duong-dan"
    links = [
        re.findall(r"/kich-hoat/[\w-]+", post(admin, path, "/quan-tri/").text)[0]
        for _ in range(2)
    ]
    assert site.visitor().get(links[0]).status_code == 404
    assert site.visitor().get(links[1]).status_code == 200


def test_what_is_wrong_is_told_beside_the_field_and_kept(site: Site) -> None:
    admin = site.officer(Role.ADMIN)
    typed = {
        "full_name": "Người Mới",
        "username": "clerk",
        "role": "head",
        "unit_code": "",
    }
    answer = post(admin, NEW, NEW, **typed)
    assert answer.status_code == 422
    assert "Đã có tài khoản “clerk”" in answer.text
    assert "cần một phòng, đơn vị" in answer.text
    assert 'value="Người Mới"' in answer.text


def test_an_unknown_role_is_refused(site: Site) -> None:
    typed = {"full_name": "Người Mới", "role": "emperor", "unit_code": ""}
    answer = post(site.officer(Role.ADMIN), NEW, NEW, **typed)
    assert answer.status_code == 422
    assert "Hãy chọn một mục trong danh sách" in answer.text


def test_an_administrator_cannot_lock_himself_out(site: Site) -> None:
    admin, number = site.officer(Role.ADMIN), site.people[Role.ADMIN].officer_id
    page = admin.get("/quan-tri/").text
    assert f"/quan-tri/can-bo/{number}/khoa" not in page
    answer = post(admin, f"/quan-tri/can-bo/{number}/khoa", "/quan-tri/")
    assert answer.status_code == 422
    assert "Không thể tự khóa" in answer.text
    assert admin.get("/quan-tri/").status_code == 200


def test_only_administrators_keep_accounts(site: Site) -> None:
    for role in set(Role) - {Role.ADMIN}:
        assert site.officer(role).get("/quan-tri/").status_code == 403, role


def test_an_administrator_sees_no_case(site: Site) -> None:
    admin = site.officer(Role.ADMIN)
    assert admin.get("/ho-so/").status_code == 403
    assert "/ho-so/" not in admin.get("/ban-lam-viec").text
