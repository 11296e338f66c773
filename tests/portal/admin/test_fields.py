"""The fields in the browser: what administrators change, visitors read at once."""

from sqlalchemy import select

from documents.models import Unit
from documents.vocabulary import Field, Role
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

AT = "/quan-tri/linh-vuc"
TYPED = {
    "version": "0",
    "label": "Đường sá <hỏng>",
    "english_name": "Broken roads",
    "hint": "ổ gà, sụt lún",
    "unit_id": "",
    "is_offered": "y",
}


def test_visitors_read_choose_and_are_refused_by_the_fields_of_now(
    office: Office,
) -> None:
    visitor = office.visitor()
    for path in ("/phan-anh/gui", "/hoi-dap", "/en/how-to-send"):
        visitor.get(path)
    with office.reading() as session:
        unit = session.scalars(select(Unit).where(Unit.code == "VTPT")).one()
    saved = office.post(Role.ADMIN, f"{AT}/roads", **{**TYPED, "unit_id": str(unit.id)})
    assert saved.status_code == 303
    hidden = {key: told for key, told in TYPED.items() if key != "is_offered"}
    hidden["label"] = "Đăng kiểm"
    assert office.post(Role.ADMIN, f"{AT}/inspection", **hidden).status_code == 303
    form = visitor.get("/phan-anh/gui").text
    assert "Đường sá &lt;hỏng&gt;</option>" in form
    assert "<dd>ổ gà, sụt lún</dd>" in form
    assert "Đăng kiểm" not in form
    assert "Đường sá &lt;hỏng&gt;" in visitor.get("/hoi-dap").text
    assert "Broken roads" in visitor.get("/en/how-to-send").text
    typed = {"csrf_token": token_in(form), "field": "inspection"}
    refused = visitor.post("/phan-anh/gui", data=typed)
    assert refused.status_code == 422
    assert "Hãy chọn một mục trong danh sách." in refused.text
    # An officer goes on reading the vocabulary's name; the unit is chosen for him.
    case = office.case(field=Field.ROADS)
    shown = office.get(Role.CVP, case)
    assert "Hạ tầng đường bộ" in shown
    assert f'<option selected value="{unit.id}">' in shown


def test_a_refusal_keeps_what_was_typed_and_the_second_is_told(office: Office) -> None:
    taken = office.post(Role.ADMIN, f"{AT}/roads", **{**TYPED, "label": "Khác"})
    assert taken.status_code == 422
    assert "Đã có lĩnh vực tên này." in taken.text
    assert "ổ gà, sụt lún" in taken.text
    assert office.post(Role.ADMIN, f"{AT}/roads", **TYPED).status_code == 303
    late = office.post(Role.ADMIN, f"{AT}/roads", **{**TYPED, "label": "Muộn"})
    assert late.status_code == 409
    assert 'value="Muộn"' in late.text
    up = office.post(Role.ADMIN, f"{AT}/maintenance/thu-tu", huong="len", version="0")
    assert up.status_code == 303
    listed = office.get(Role.ADMIN, AT)
    assert listed.index("Duy tu, sửa chữa") < listed.index("Đường sá")
    assert office.as_(Role.ADMIN).get(f"{AT}/khong-co").status_code == 404
