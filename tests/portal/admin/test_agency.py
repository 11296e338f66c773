"""The agency's profile in the browser: everything public follows in the next answer."""

import json
import re

from werkzeug.test import TestResponse

from documents.vocabulary import Role
from tests.portal.office import Office, office
from tests.portal.public_site import post

__all__ = ["office"]

AT = "/quan-tri/co-quan"
OLD = "Sở Giao thông vận tải"
TYPED = {
    "name": "Sở Xây dựng",
    "full_name": "Sở Xây dựng Thành phố Mẫu",
    "parent": "UBND Thành phố Mẫu",
    "code": "SXD",
    "head": "Giám đốc",
    "place": "Thành phố Mẫu",
    "address": "Số 1 đường Mẫu",
    "phone": "0283 8223344",
    "email": "so@mau.gov.vn",
    "website": "https://so.mau.gov.vn",
    "english_name": "Department of Building",
    "english_parent": "People's Committee of Mau",
    "footer": "Chịu trách nhiệm: <b>Văn phòng</b>\nGiấy phép số 1",
}
SAYING = (
    ("/", "Sở Xây dựng"),
    ("/duong-day-nong", "Sở Xây dựng"),
    ("/en/", "Department of Building"),
    ("/en/organisation", "People&#39;s Committee of Mau"),
    ("/van-ban/atom.xml", "Sở Xây dựng"),
    ("/opensearch.xml", "Sở Xây dựng"),
    ("/khong-co-trang-nay", "Sở Xây dựng"),
    ("/dang-nhap", "Sở Xây dựng"),
)


def save(office: Office, **typed: str) -> TestResponse:
    told = {**TYPED, "version": "0", **typed}
    answer = post(office.as_(Role.ADMIN), AT, AT, **told)
    assert isinstance(answer, TestResponse)
    return answer


def test_every_page_feed_and_card_names_the_agency_anew_at_once(office: Office) -> None:
    visitor = office.visitor()
    for path, _ in SAYING:
        visitor.get(path)
    assert save(office).status_code == 303
    for path, told in SAYING:
        page = visitor.get(path).text
        assert told in page, path
        assert OLD not in page, path
    home = visitor.get("/").text
    assert 'href="https://so.mau.gov.vn"' in home
    assert "Chịu trách nhiệm: &lt;b&gt;Văn phòng&lt;/b&gt;" in home
    said = re.search(r"ld\+json[^>]*>(.*?)</script>", visitor.get(SAYING[1][0]).text)
    assert said is not None
    assert json.loads(said[1])["name"] == "Sở Xây dựng Thành phố Mẫu"
    assert OLD not in office.get(Role.CLERK, "/ban-lam-viec")
    shown = office.get(Role.ADMIN, AT)
    assert f'<del class="told">{OLD}</del>' in shown
    assert '<ins class="told">Sở Xây dựng</ins>' in shown


def test_a_refusal_keeps_what_was_typed_and_says_what_is_wrong(office: Office) -> None:
    answer = save(office, phone="0254 12", address="Số 5 đường Đang Gõ")
    assert answer.status_code == 422
    assert "Cần 11 chữ số" in answer.text
    assert "Số 5 đường Đang Gõ" in answer.text
    assert OLD in office.visitor().get("/").text


def test_the_second_of_two_who_save_is_told_and_may_save_knowingly(
    office: Office,
) -> None:
    assert save(office).status_code == 303
    second = save(office, address="Số 9 đường Thứ Hai")
    assert second.status_code == 409
    assert "“Sở Giao thông vận tải” thành “Sở Xây dựng”" in second.text
    assert "Số 9 đường Thứ Hai" in second.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', second.text)
    assert version is not None
    assert (
        save(office, address="Số 9 đường Thứ Hai", version=version[1]).status_code
        == 303
    )
    assert "Số 9 đường Thứ Hai" in office.visitor().get("/").text
