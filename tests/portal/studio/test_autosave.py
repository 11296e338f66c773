"""What is typed and not saved: kept for its typist, told of, given back, let go."""

from documents.vocabulary import Role
from tests.portal.studio.studio import WORDS, S, Studio, token_in, told
from tests.portal.studio.typed import form_in

LATE = {"body": "Đoạn gõ lúc nửa chừng , chưa lưu."}


def test_what_is_typed_is_kept_and_judged(studio: Studio) -> None:
    path = studio.letter()
    version = studio.stored(path).version
    answer = studio.keep(Role.HANDLER, path, **LATE, subject="")
    assert answer.status_code == 200
    assert "Đã giữ phần đang gõ lúc 09:30 17/12/2019." in answer.text
    assert "Thừa khoảng trống" in answer.text
    assert "Còn thiếu" in answer.text
    assert "<html" not in answer.text
    assert studio.stored(path).version == version


def test_it_comes_back_to_its_typist_and_to_nobody_else(studio: Studio) -> None:
    path = studio.letter()
    studio.keep(Role.HANDLER, path, **LATE)
    page = studio.get(Role.HANDLER, f"{path}/sua")
    assert "Đây là phần bạn đang gõ lúc 09:30 17/12/2019, chưa lưu." in page
    assert form_in(page, "van-ban")["body"] == LATE["body"]
    other = studio.get(Role.HEAD, f"{path}/sua")
    assert LATE["body"] not in other
    assert "phần bạn đang gõ" not in other
    for address in (path, f"{path}/phien-ban", f"{path}/trang"):
        assert LATE["body"] not in studio.get(Role.HEAD, address)


def test_it_is_let_go_by_its_button_or_by_saving(studio: Studio) -> None:
    path = studio.letter()
    for action, body in (("forget", WORDS["body"]), ("save", LATE["body"])):
        studio.keep(Role.HANDLER, path, **LATE)
        answer = studio.send(Role.HANDLER, path, action)
        assert answer.status_code == 303
        page = studio.get(Role.HANDLER, f"{path}/sua")
        assert "phần bạn đang gõ" not in page
        assert form_in(page, "van-ban")["body"] == body
        assert studio.autosaves(path) == 0


def test_what_is_saved_already_is_not_kept_again(studio: Studio) -> None:
    path = studio.letter()
    late = studio.typed(Role.HANDLER, path) | LATE
    client = studio.as_(Role.HANDLER)
    client.post(f"{path}/sua", data=late | {"action": "save"})
    # The script's last request, on its way while the form was being saved.
    answer = client.post(f"{path}/sua/nhap", data=late)
    assert answer.status_code == 200
    assert studio.autosaves(path) == 0
    assert "Người khác vừa lưu" not in answer.text


def test_who_types_on_is_told_that_somebody_saved_meanwhile(studio: Studio) -> None:
    path = studio.letter()
    mine = studio.typed(Role.HANDLER, path) | LATE
    studio.send(Role.HEAD, path, subject="trích yếu của trưởng phòng")
    answer = studio.as_(Role.HANDLER).post(f"{path}/sua/nhap", data=mine)
    assert answer.status_code == 200
    assert "Người khác vừa lưu một phiên bản mới." in answer.text
    page = studio.get(Role.HANDLER, f"{path}/sua")
    fields = form_in(page, "van-ban")
    assert fields["body"] == LATE["body"]
    fields["action"] = "save"
    answer = studio.as_(Role.HANDLER).post(f"{path}/sua", data=fields)
    assert answer.status_code == 409
    assert LATE["body"] in answer.text
    assert studio.stored(path).subject == "trích yếu của trưởng phòng"


def test_what_cannot_be_saved_is_kept_all_the_same(studio: Studio) -> None:
    path = studio.letter()
    wrong = {
        "body": "Dài " * 10,
        "subject": "đi " * 400,
        "signer_id": "999",
        "unit": "\x00XX",
        "profile": "../etc",
        "urgency": "rat-khan",
        "circulation": "kin",
        "copies": "mười hai bản",
        "appendices-0-body": "Phụ lục chưa có tên.",
    }
    assert studio.keep(Role.HANDLER, path, **wrong).status_code == 200
    page = studio.get(Role.HANDLER, f"{path}/sua")
    fields = form_in(page, "van-ban")
    assert fields["body"] == wrong["body"].strip()
    assert fields["subject"] == wrong["subject"].strip()
    assert fields["appendices-0-body"] == wrong["appendices-0-body"]
    assert studio.as_(Role.HANDLER).get(f"{path}/trang").status_code == 200


def test_without_its_token_nothing_is_kept(studio: Studio) -> None:
    path = studio.letter()
    for token in ("", "rubbish", None):
        data = studio.typed(Role.HANDLER, path) | LATE
        data["csrf_token"] = token or ""
        if token is None:
            del data["csrf_token"]
        answer = studio.as_(Role.HANDLER).post(f"{path}/sua/nhap", data=data)
        assert answer.status_code == 400
    stranger = studio.client(studio.hire(Role.HANDLER, unit="VTPT"))
    token = token_in(stranger.get("/ban-lam-viec").text)
    data = LATE | {"csrf_token": token}
    assert stranger.post(f"{path}/sua/nhap", data=data).status_code == 404
    assert studio.autosaves(path) == 0


def test_what_was_handed_in_meanwhile_is_not_kept_and_says_why(
    studio: Studio,
) -> None:
    path = studio.letter()
    data = studio.typed(Role.HANDLER, path) | LATE
    studio.step(Role.HEAD, path, "submit")
    assert studio.stored(path).state is S.PENDING
    answer = studio.as_(Role.HANDLER).post(f"{path}/sua/nhap", data=data)
    assert answer.status_code == 409
    assert "không sửa được" in told(answer.text)
    assert LATE["body"] in answer.text
