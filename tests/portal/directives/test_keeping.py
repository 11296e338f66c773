"""The desk of the register: versions, trash, taking down, two editors at once."""

import re
from typing import Any

from documents.models import Directive
from documents.vocabulary import ContentState, Role
from tests.portal.office import Office, office
from tests.portal.public_site import draft, publish

__all__ = ["office"]

TYPED = {
    "kind": "Công văn",
    "number": "77/NHAP",
    "issuer": "Cơ quan nháp",
    "issuer_level": "department",
    "issued_on": "01/12/2019",
    "force": "in_force",
    "is_public": "y",
}
PATH = "/van-ban/77-nhap-2019"


def entered(office: Office, *, public: bool = False, **told: Any) -> int:
    with office.writing() as session:
        row = draft(session, office.people, **told)
        if public:
            publish(session, row, office.people)
        return row.id


def row(office: Office, row_id: int) -> Directive:
    with office.reading() as session:
        return session.get_one(Directive, row_id)


def send(office: Office, role: Role, row_id: int, action: str, **told: Any) -> Any:
    told.setdefault("version", str(row(office, row_id).version))
    return office.post(role, f"{PATH}/{action}", **told)


def test_of_two_who_save_the_second_sees_the_difference_and_keeps_his_words(
    office: Office,
) -> None:
    row_id = entered(office, abstract="Trạm cân mở lúc bảy giờ")
    opened = str(row(office, row_id).version)
    other = TYPED | {"abstract": "Trạm cân mở lúc tám giờ"}
    assert send(office, Role.FOCAL, row_id, "sua", **other).status_code == 303
    mine = TYPED | {"abstract": "Trạm cân mở lúc chín giờ", "eoffice_ref": "EO-1"}
    answer = send(office, Role.CLERK, row_id, "sua", version=opened, **mine)
    assert answer.status_code == 409
    assert "<del>tám</del><ins>chín</ins>" in answer.text
    assert "<ins>EO-1</ins>" in answer.text
    assert "Trạm cân mở lúc chín giờ</textarea>" in answer.text
    assert office.people[Role.FOCAL].full_name in answer.text
    assert row(office, row_id).abstract.endswith("tám giờ")
    shown = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert shown
    again = send(office, Role.CLERK, row_id, "sua", version=shown[1], **mine)
    assert again.status_code == 303
    kept = office.get(Role.CLERK, f"{PATH}/phien-ban?ban=2")
    assert "<del>bảy</del><ins>tám</ins>" in kept


def test_a_version_is_read_in_words_and_brought_back_by_a_button(
    office: Office,
) -> None:
    row_id = entered(office, abstract="đầu tiên")
    other = entered(office, number="5/CV")
    changed = {"relations-0-kind": "cites", "relations-0-number": "5/cv"}
    sent = send(office, Role.CLERK, row_id, "sua", **TYPED, **changed, abstract="sau")
    assert sent.status_code == 303
    assert f"{PATH}/phien-ban" in office.get(Role.DIRECTOR, PATH)
    newest = office.get(Role.DIRECTOR, f"{PATH}/phien-ban")
    assert "<ins>Viện dẫn 5/CV</ins>" in newest
    assert "Khôi phục bản này" not in newest
    oldest = office.get(Role.CLERK, f"{PATH}/phien-ban?ban=1")
    assert "Khôi phục bản này" in oldest
    assert send(office, Role.CLERK, row_id, "phien-ban/1").status_code == 303
    assert row(office, row_id).abstract == "đầu tiên"
    # Nothing cites the other one now: it may be thrown away, and version 2 not be back.
    with office.writing() as session:
        session.get_one(Directive, other).trashed_at = row(office, row_id).edited_at
    answer = send(office, Role.CLERK, row_id, "phien-ban/2")
    assert answer.status_code == 303
    told = "5/CV nằm trong thùng rác"
    assert told in office.get(Role.CLERK, answer.location)
    assert row(office, row_id).abstract == "đầu tiên"


def test_what_leads_to_a_document_is_read_before_it_is_taken_down(
    office: Office,
) -> None:
    row_id = entered(office, public=True)
    relates = {"relations-0-kind": "cites", "relations-0-number": "77/NHAP"}
    sent = office.post(
        Role.CLERK, "/van-ban/them", **TYPED | {"number": "9/CV"}, **relates
    )
    assert sent.status_code == 303
    answer = send(office, Role.CVP, row_id, "archive")
    assert answer.status_code == 409
    assert '<a href="/van-ban/9-cv-2019">Công văn số 9/CV</a>' in answer.text
    assert row(office, row_id).state is ContentState.PUBLISHED
    hidden = dict(re.findall(r'name="(version|knowing)" value="(\w+)"', answer.text))
    assert send(office, Role.CVP, row_id, "archive", **hidden).status_code == 303
    assert row(office, row_id).state is ContentState.ARCHIVED


def test_a_document_is_thrown_away_and_taken_back(office: Office) -> None:
    row_id = entered(office)
    assert f"{PATH}/xoa" not in office.get(Role.DIRECTOR, PATH)
    assert f"{PATH}/xoa" in office.get(Role.CLERK, PATH)
    assert send(office, Role.CLERK, row_id, "xoa").status_code == 303
    assert office.as_(Role.CLERK).get(PATH).status_code == 404
    assert "77/NHAP" not in office.get(Role.CLERK, "/van-ban").split("<main")[1]
    assert "77/NHAP" in office.get(Role.DIRECTOR, "/van-ban/thung-rac")
    assert f"{PATH}/lay-lai" in office.get(Role.CLERK, "/van-ban/thung-rac")
    assert send(office, Role.CLERK, row_id, "sua", **TYPED).status_code == 409
    assert send(office, Role.CLERK, row_id, "lay-lai").status_code == 303
    assert row(office, row_id).state is ContentState.DRAFT
    listed = office.get(Role.CLERK, "/van-ban?trang-thai=draft")
    assert "Có 1 văn bản theo trạng thái “Bản nháp”" in listed


def test_numbers_that_go_on_as_typed_are_offered_to_editors(office: Office) -> None:
    for number in ("12154/UBND-VP", "1215/QĐ-UBND"):
        entered(office, number=number)
    client, path = office.as_(Role.CLERK), "/van-ban/goi-y?so= 01215"
    lines = client.get(path).get_json()["lines"]
    assert [one["value"] for one in lines] == ["1215/QĐ-UBND", "12154/UBND-VP"]
    assert client.get("/van-ban/goi-y?so=9").get_json() == {"lines": []}
    assert office.as_(Role.HEAD).get(path).status_code == 403
