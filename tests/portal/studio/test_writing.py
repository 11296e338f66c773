"""The desk: saving, being overtaken, what is typed wrong, and its tools."""

import re
from datetime import date

import pytest
from werkzeug.test import TestResponse

from documents import directives, recipients
from documents.directives import DirectiveFields
from documents.models import Directive
from documents.recipients import Named
from documents.vocabulary import IssuerLevel, Role
from tests.portal.public_site import publish
from tests.portal.studio.studio import NOW, WORDS, WRITERS, S, Studio, told
from tests.portal.studio.typed import form_in

FULL = (
    "Công văn số 12154/UBND-VP ngày 22/11/2019 của UBND tỉnh Bà Rịa - Vũng Tàu"
    " về việc nâng cao chất lượng hoạt động Đường dây nóng"
)
FAULTY = {
    "addressees": "UBND thành phố Bà Rịa",
    "body": "Sở đã vá ổ gà , xong trong ngày .\n\nViệc sau : làm tiếp.",
}
APPENDIX = {
    "appendices-0-title": "Danh sách vị trí",
    "appendices-0-body": "| Km | Ngày |\n| 40 | 17/12 |",
    "appendices-0-landscape": "y",
    "appendices-1-title": "Ảnh chụp",
    "appendices-1-body": "Ảnh 1.",
}


@pytest.fixture(scope="module")
def cited(studio: Studio) -> Directive:
    """Publish the document that drafts cite."""
    fields = DirectiveFields(
        kind="Công văn",
        number="12154/UBND-VP",
        issuer="UBND tỉnh Bà Rịa - Vũng Tàu",
        issuer_level=IssuerLevel.PROVINCE,
        issued_on=date(2019, 11, 22),
        abstract="nâng cao chất lượng hoạt động Đường dây nóng",
    )
    with studio.writing() as session:
        row = directives.add(session, fields, by=studio.people[Role.CLERK], now=NOW)
        publish(session, row, studio.people)
    return row


def group(studio: Studio, name: str) -> str:
    items = (Named("Thanh tra Sở", "để phối hợp"), Named("UBND thành phố Bà Rịa"))
    with studio.writing() as session:
        row = recipients.keep(
            session, name, items, by=studio.people[Role.CLERK], now=NOW
        )
        return str(row.id)


def test_what_is_saved_is_opened_again_as_it_was_typed(studio: Studio) -> None:
    path = studio.paper("cong-van")
    typed = {
        **WORDS,
        **APPENDIX,
        "addressees": "- UBND thành phố Bà Rịa;\n– Sở Xây dựng.",
        "recipients": "- Như trên;\n- Thanh tra Sở (để phối hợp);",
        "drafter": "LĐP",
        "copies": "12",
        "urgency": "khan",
        "address": "y",
    }
    # Two empty rows, so that the appendices have somewhere to be typed.
    answer = studio.send(Role.HANDLER, path, **typed)
    assert (answer.status_code, answer.location) == (303, f"{path}/sua")
    assert "Đã lưu dự thảo." in studio.get(Role.HANDLER, f"{path}/sua")
    assert (
        studio.typed(Role.HANDLER, path).items()
        >= {
            **typed,
            "addressees": "UBND thành phố Bà Rịa\nSở Xây dựng",
            "recipients": "Như trên\nThanh tra Sở (để phối hợp)",
        }.items()
    )
    content = studio.stored(path).content
    assert content["addressees"] == ["UBND thành phố Bà Rịa", "Sở Xây dựng"]
    assert content["recipients"][1] == {"name": "Thanh tra Sở", "note": "để phối hợp"}
    assert content["archive"]["copies"] == 12
    assert content["appendices"][0]["landscape"] is True


def test_saved_and_done_leads_back_to_the_letter(studio: Studio) -> None:
    path = studio.paper("cong-van")
    answer = studio.send(Role.HANDLER, path, "done", **WORDS)
    assert (answer.status_code, answer.location) == (303, path)
    assert WORDS["body"] in studio.get(Role.HANDLER, path)


def test_who_was_overtaken_keeps_his_text_and_is_told_by_whom(studio: Studio) -> None:
    path = studio.letter()
    mine = studio.typed(Role.HANDLER, path)
    studio.send(Role.HEAD, path, subject="trích yếu của trưởng phòng")
    words = {"body": "Đoạn tôi gõ rất lâu.", **APPENDIX, "action": "save"}
    answer = studio.as_(Role.HANDLER).post(f"{path}/sua", data={**mine, **words})
    assert answer.status_code == 409
    page = told(answer.text)
    assert "vừa được người khác" in page
    assert "Trưởng phòng" in page or "Nguyễn Văn Mẫu" in page
    kept = form_in(answer.text, "van-ban")
    assert kept["body"] == words["body"]
    assert kept.items() >= APPENDIX.items()
    assert studio.stored(path).subject == "trích yếu của trưởng phòng"
    again = studio.as_(Role.HANDLER).post(
        f"{path}/sua", data={**kept, "action": "save"}
    )
    assert again.status_code == 303
    assert studio.stored(path).content["body"] == words["body"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"signer_id": "999"}, "Hãy chọn một mục trong danh sách"),
        ({"signer_id": ""}, "Mục này cần được điền"),
        ({"unit": "XX"}, "Hãy chọn một mục trong danh sách"),
        ({"profile": "../../etc"}, "Hãy chọn một mục trong danh sách"),
        ({"urgency": "rat-khan"}, "Hãy chọn một mục trong danh sách"),
        ({"subject": "đi " * 334}, "Không dài quá 1000 ký tự"),
        ({"copies": "mười hai"}, "Không dài quá 6 ký tự"),
        ({"addressees": "đảo\u202e chữ"}, "ký tự"),
        ({"appendices-0-title": "đi " * 200}, "Không dài quá 500 ký tự"),
    ],
)
def test_what_is_typed_wrong_is_told_and_all_else_kept(
    studio: Studio, wrong: dict[str, str], message: str
) -> None:
    path = studio.letter()
    typed = {**APPENDIX, "body": "Đoạn tôi gõ rất lâu.", **wrong}
    answer = studio.send(Role.HANDLER, path, **typed)
    assert answer.status_code == 422
    page = told(answer.text)
    assert "Chưa lưu được" in page
    assert message in page
    kept = form_in(answer.text, "van-ban")
    for name in typed.keys() - {"signer_id", "unit", "profile", "urgency"}:
        if name != "addressees":
            assert kept[name] == typed[name].strip(), name
    assert studio.stored(path).content["body"] == WORDS["body"]


def test_a_draft_may_be_saved_unfinished_and_is_told_what_it_lacks(
    studio: Studio,
) -> None:
    path = studio.paper("quyet-dinh")
    nothing = {"subject": "", "body": "", "bases": "", "recipients": ""}
    assert studio.send(Role.HANDLER, path, **nothing).status_code == 303
    page = studio.get(Role.HANDLER, f"{path}/sua")
    assert "Còn thiếu" in page
    assert 'data-goes-to="subject"' in page


def test_what_a_kind_has_not_is_not_asked(studio: Studio) -> None:
    asked = {
        "cong-van": {"addressees", "recipients"},
        "quyet-dinh": {"bases", "proposal", "recipients"},
        "bien-ban": {"secretary", "recipients"},
        "to-trinh": {"addressees", "bases", "recipients"},
    }
    every = {"addressees", "bases", "proposal", "recipients", "secretary"}
    for paper, names in asked.items():
        fields = studio.typed(Role.HANDLER, studio.paper(paper))
        assert fields.keys() & every == names, paper


def test_a_fault_is_mended_by_its_button_and_every_fault_by_one(
    studio: Studio,
) -> None:
    path = studio.letter()
    standing = studio.stored(path).version
    page = studio.send(Role.HANDLER, path, "preview", **FAULTY).text
    fixes = re.findall(r'value="fix:(\d+)"', page)
    assert len(fixes) >= 2
    one = studio.send(Role.HANDLER, path, f"fix:{fixes[0]}", **FAULTY)
    assert "Đã sửa 1 chỗ" in told(one.text)
    mended = form_in(one.text, "van-ban")["body"]
    assert mended == "Sở đã vá ổ gà, xong trong ngày.\n\nViệc sau : làm tiếp."
    whole = studio.send(Role.HANDLER, path, "fix:all", **FAULTY, **APPENDIX)
    assert f"Đã sửa {len(fixes)} chỗ" in told(whole.text)
    fields = form_in(whole.text, "van-ban")
    assert fields["body"].endswith("\n\nViệc sau: làm tiếp.")
    assert fields.items() >= APPENDIX.items()
    assert studio.stored(path).version == standing


def test_a_fault_that_is_not_there_mends_nothing(studio: Studio) -> None:
    path = studio.letter()
    for wanted in ("999999999999", "", "0", "-1", "x", "all:all"):
        answer = studio.send(Role.HANDLER, path, f"fix:{wanted}", **FAULTY)
        assert "Không còn gì để sửa." in told(answer.text)
        assert form_in(answer.text, "van-ban")["body"] == FAULTY["body"]


def test_a_group_goes_into_addressees_or_recipients_once(studio: Studio) -> None:
    path, chosen = studio.letter(), group(studio, "Khối phối hợp")
    answer = studio.send(Role.HANDLER, path, "group:recipients", group=chosen)
    lines = form_in(answer.text, "van-ban")
    assert lines["recipients"].splitlines() == [
        "Như trên",
        "Thanh tra Sở (để phối hợp)",
        "UBND thành phố Bà Rịa",
    ]
    lines |= {"group": chosen, "action": "group:addressees"}
    answer = studio.as_(Role.HANDLER).post(f"{path}/sua", data=lines)
    lines = form_in(answer.text, "van-ban")
    assert lines["addressees"].splitlines() == [
        "UBND thành phố Bà Rịa",
        "Thanh tra Sở",
    ]
    assert len(lines["recipients"].splitlines()) == 3


@pytest.mark.parametrize("chosen", ["", "x", "\u0663", "-1"])
def test_a_group_that_nobody_chose_is_asked_for(studio: Studio, chosen: str) -> None:
    path = studio.letter()
    answer = studio.send(Role.HANDLER, path, "group:recipients", group=chosen)
    assert answer.status_code in {404, 422}
    assert WORDS["body"] in answer.text


@pytest.mark.parametrize(
    "asked", ["12154", "12154 ubnd", "duong day nong", "Chất lượng"]
)
def test_a_citation_is_found_by_number_and_by_words_without_marks(
    studio: Studio, cited: Directive, asked: str
) -> None:
    studio.index()
    path = studio.letter()
    answer = studio.send(Role.HANDLER, path, "cite", cite=asked)
    assert f'data-inserts="{FULL}"' in answer.text
    assert form_in(answer.text, "van-ban")["body"] == WORDS["body"]


def test_the_first_citation_is_full_and_the_next_one_short(
    studio: Studio, cited: Directive
) -> None:
    path = studio.letter()
    button = f"cite:{cited.id}"
    first = studio.send(Role.HANDLER, path, button, cite="12154")
    fields = form_in(first.text, "van-ban")
    assert fields["body"] == f"{WORDS['body']}\n\n{FULL}"
    fields |= {"action": button, "cite": "12154"}
    second = studio.as_(Role.HANDLER).post(f"{path}/sua", data=fields)
    body = form_in(second.text, "van-ban")["body"]
    assert body == f"{WORDS['body']}\n\n{FULL}\n\nCông văn số 12154/UBND-VP"


def test_what_nobody_may_see_is_not_cited(studio: Studio, cited: Directive) -> None:
    with studio.writing() as session:
        hidden = DirectiveFields(
            kind="Công văn",
            number="77/NHAP",
            issuer="Cơ quan nháp",
            issuer_level=IssuerLevel.DEPARTMENT,
            issued_on=date(2019, 12, 1),
            abstract="nháp chưa công bố",
        )
        row = directives.add(session, hidden, by=studio.people[Role.CLERK], now=NOW)
        session.flush()
        button = f"cite:{row.id}"
    studio.index()
    for asked in ("77/NHAP", "khong co gi ca"):
        answer = studio.send(Role.HANDLER, studio.letter(), button, cite=asked)
        assert "Không tìm thấy văn bản nào như vậy" in told(answer.text)
        assert form_in(answer.text, "van-ban")["body"] == WORDS["body"]


def test_an_appendix_is_added_and_an_empty_one_is_none(studio: Studio) -> None:
    path = studio.letter()
    answer = studio.send(Role.HANDLER, path, "appendix", body="Đang gõ dở.")
    fields = form_in(answer.text, "van-ban")
    assert (fields["appendices-0-title"], fields["body"]) == ("", "Đang gõ dở.")
    fields |= APPENDIX | {"action": "appendix"}
    third = studio.as_(Role.HANDLER).post(f"{path}/sua", data=fields)
    fields = form_in(third.text, "van-ban")
    assert fields.items() >= APPENDIX.items()
    assert "appendices-2-title" in fields
    fields["action"] = "save"
    assert studio.as_(Role.HANDLER).post(f"{path}/sua", data=fields).status_code == 303
    assert len(studio.stored(path).content["appendices"]) == 2


def test_a_twenty_first_appendix_is_refused_in_words(studio: Studio) -> None:
    path = studio.letter()
    many = {f"appendices-{n}-title": f"Phụ lục thứ {n}" for n in range(20)}
    studio.send(Role.HANDLER, path, **many)
    answer = studio.send(Role.HANDLER, path, "appendix")
    assert answer.status_code == 422
    assert "nhiều nhất 20 phụ lục" in told(answer.text)
    assert form_in(answer.text, "van-ban").items() >= many.items()


def test_only_who_is_in_charge_writes(studio: Studio) -> None:
    path = studio.letter()
    for role in WRITERS:
        assert studio.send(role, path).status_code == 303
        assert f'href="{path}/sua"' in studio.get(role, path)
    signer = studio.client(studio.hire(Role.HANDLER, unit="KCHT"))
    assert signer.get(f"{path}/sua").status_code == 404


@pytest.mark.parametrize("state", [S.PENDING, S.APPROVED, S.ISSUED, S.DISCARDED])
def test_what_has_left_the_desk_is_not_written_any_more(
    studio: Studio, state: S
) -> None:
    draft = studio.letter()
    typed = studio.typed(Role.CLERK, draft) | {"body": "Sửa lén."}
    path = studio.letter(state)
    version = studio.stored(path).version
    client = studio.as_(Role.CLERK)
    assert f'href="{path}/sua"' not in studio.get(Role.CLERK, path)
    for answer in (
        client.get(f"{path}/sua"),
        client.post(f"{path}/sua", data=typed | {"action": "save"}),
        client.post(f"{path}/sua", data=typed | {"action": "forget"}),
        client.post(f"{path}/sua/nhap", data=typed),
    ):
        assert answer.status_code == 409
        assert "không sửa được" in told(answer.text)
    row = studio.stored(path)
    assert (row.version, row.content["body"]) == (version, WORDS["body"])


def test_markup_in_a_text_stays_text(studio: Studio) -> None:
    evil = '<script>alert("x")</script>'
    path = studio.letter()
    typed = {"subject": evil, "body": f"{evil}\n\n1. {evil}", "addressees": evil}
    assert studio.send(Role.HANDLER, path, "done", **typed, recipients=evil).location
    for address in (path, f"{path}/sua", f"{path}/phien-ban", "/cong-van/du-thao"):
        page = studio.get(Role.HANDLER, address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_the_signer_that_is_chosen_signs_on_paper_before_it_is_saved(
    studio: Studio, without_office: None
) -> None:
    with studio.desk() as desk:
        deputy = desk.hire(Role.DIRECTOR, position="Phó Giám đốc")
    path = studio.letter()
    page = studio.get(Role.HANDLER, f"{path}/sua")
    assert "KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC Lê Thị Mẫu" in told(page)
    chosen = {"signer_id": str(deputy.officer_id)}
    assert "PHÓ GIÁM ĐỐC" in sheet(studio.send(Role.HANDLER, path, "preview", **chosen))
    studio.keep(Role.HANDLER, path, **chosen)
    assert studio.typed(Role.HANDLER, path)["signer_id"] == chosen["signer_id"]
    assert "PHÓ GIÁM ĐỐC" in studio.get(Role.HANDLER, f"{path}/trang")
    assert studio.stored(path).signer_id != deputy.officer_id
    studio.send(Role.HANDLER, path)
    assert studio.stored(path).signer_id == deputy.officer_id


def sheet(answer: TestResponse) -> str:
    """Return what stands on the HTML sheet, without tags."""
    found = answer.text.partition('class="sheet"')[2].partition("</section>")[0]
    return told(f"<main{found}</main>")
