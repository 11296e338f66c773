"""Files of a case on its pages: attached with a move or alone, shown, taken back."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from documents.models import Case, CaseFile
from documents.vocabulary import CaseState, FileKind, Role
from portal import holding
from portal.wiring import Wiring
from portal.worker import start_reader
from tests.documents.case_files.samples import film, photograph, size_of
from tests.documents.extract.samples import docx, text_pdf
from tests.portal.desk.test_intake import CALL, told_beside
from tests.portal.desk.test_moves import drafted
from tests.portal.desk.test_rounds import section
from tests.portal.office import Office, office
from tests.portal.test_worker import until

__all__ = ["office"]

S, K = CaseState, FileKind
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"


def upload(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def photo(name: str = "ổ gà.jpeg") -> tuple[io.BytesIO, str]:
    return upload(photograph(), name)


def files(office: Office) -> list[tuple[FileKind, str, bool]]:
    with office.reading() as session:
        rows = session.scalars(select(CaseFile).order_by(CaseFile.id)).all()
        return [(row.kind, row.file.name, row.is_private) for row in rows]


def add(
    office: Office,
    case: str,
    *sent: tuple[io.BytesIO, str],
    role: Role = Role.CLERK,
    **typed: Any,
) -> TestResponse:
    told = {"kind": "evidence", "files": list(sent or (photo(),))} | typed
    return office.post(role, f"{case}/tep-dinh-kem", **told)


def waiting(office: Office) -> list[Path]:
    """Return what is held of forms that came back."""
    return list((office.files.root.parent / "holding").glob("*/*"))


def status(office: Office, role: Role, path: str) -> int:
    return office.as_(role).get(path).status_code


def held(page: str) -> dict[str, Any]:
    """Return what a form that came back sends of its own: its key, its held files."""
    tokens = re.findall(r'name="files_held" value="(\w+)"', page)
    before = page[: page.index('name="files_held"')]
    keys = re.findall(r'name="files_key" value="([^"]+)"', before)
    return {"files_key": keys[-1], "files_held": tokens}


def test_a_call_is_taken_down_with_what_its_sender_shows(office: Office) -> None:
    sent = [photo(), upload(text_pdf(), "đơn.pdf")]
    answer = office.post(Role.CLERK, "/ho-so/moi", **CALL, files=sent)
    assert answer.status_code == 303, answer.text
    assert files(office) == [
        (K.FROM_SENDER, "ổ gà.jpg", False),
        (K.FROM_SENDER, "đơn.pdf", False),
    ]
    told = section(office.get(Role.FOCAL, answer.location), "tep-dinh-kem")
    assert "ổ gà.jpg Người gửi kèm theo ảnh JPG" in told
    road = section(office.get(Role.FOCAL, answer.location), "dien-bien")
    assert "Thêm tệp đính kèm" in road
    assert "ổ gà" not in road


def test_files_are_not_chosen_again_when_another_field_is_wrong(office: Office) -> None:
    sent = [photo(), upload(docx("Xin sửa đường."), "đơn.docx")]
    told = CALL | {"title": ""}
    answer = office.post(Role.CLERK, "/ho-so/moi", **told, files=sent)
    assert answer.status_code == 422
    kept = held(answer.text)
    assert len(kept["files_held"]) == 2
    assert "ổ gà.jpg" in answer.text
    kept["files_held"] = kept["files_held"][:1]
    done = office.post(Role.CLERK, "/ho-so/moi", **CALL, **kept)
    assert done.status_code == 303
    assert [name for _, name, _ in files(office)] == ["ổ gà.jpg"]
    assert waiting(office) == []


def test_files_stay_held_when_what_was_sent_could_not_be_kept(office: Office) -> None:
    answer = office.post(
        Role.CLERK, "/ho-so/moi", **CALL | {"title": ""}, files=[photo()]
    )
    kept = held(answer.text)

    def full(session: Session) -> None:
        if not session.in_nested_transaction():
            raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    event.listen(Session, "before_commit", full)
    try:
        refused = office.post(Role.CLERK, "/ho-so/moi", **CALL, **kept)
    finally:
        event.remove(Session, "before_commit", full)
    assert refused.status_code == 503
    assert files(office) == []
    assert office.post(Role.CLERK, "/ho-so/moi", **CALL, **kept).status_code == 303
    assert [name for _, name, _ in files(office)] == ["ổ gà.jpg"]


def test_a_form_sent_twice_makes_one_case_with_one_file(office: Office) -> None:
    page = office.get(Role.CLERK, "/ho-so/moi")
    key = re.search(r'name="key" value="([^"]{20,})"', page)
    assert key
    for _ in range(2):
        told = CALL | {"key": key[1]}
        answer = office.post(Role.CLERK, "/ho-so/moi", **told, files=[photo()])
        assert answer.status_code == 303
    with office.reading() as session:
        assert session.scalar(select(func.count(Case.id))) == 1
    assert len(files(office)) == 1


def test_what_cannot_be_kept_is_named_and_the_rest_is_held(office: Office) -> None:
    sent = [
        upload(SVG, "hình.svg"),
        upload(b"", "trống.jpg"),
        photo(),
    ]
    answer = office.post(Role.CLERK, "/ho-so/moi", **CALL, files=sent)
    assert answer.status_code == 422
    assert "hình.svg: Loại tệp này không nhận được" in told_beside(answer.text, "files")
    assert "trống.jpg: Tệp trống; hãy chọn lại đúng tệp." in answer.text
    assert len(held(answer.text)["files_held"]) == 1
    assert CALL["content"] in answer.text
    assert files(office) == []


def test_more_files_than_at_once_are_told_of(office: Office) -> None:
    case = office.case()
    many = [upload(f"Ghi chú số {n}.".encode(), f"{n}.txt") for n in range(11)]
    answer = add(office, case, *many)
    assert answer.status_code == 422
    assert "tối đa 10 tệp" in answer.text
    assert len(held(answer.text)["files_held"]) == 10


def test_nobody_sends_what_another_officers_form_holds(office: Office) -> None:
    case = office.case()
    refused = add(office, case, photo(), upload(SVG, "x.svg"))
    kept = held(refused.text)
    stolen = add(office, case, files=[], role=Role.FOCAL, **kept)
    assert stolen.status_code == 422
    for key in ("../../etc", "x", "a" * 500):
        answer = add(office, case, files=[], **(kept | {"files_key": key}))
        assert answer.status_code == 422
    assert files(office) == []
    assert add(office, case, files=[], **kept).status_code == 303
    assert waiting(office) == []


def test_forms_that_nobody_sends_again_are_forgotten_after_a_day(
    office: Office,
) -> None:
    data = office.files.root.parent
    add(office, office.case(), photo(), upload(SVG, "x.svg"))
    now = datetime.now(UTC)
    holding.sweep(data, now=now + timedelta(hours=23))
    assert len(list((data / "holding").glob("*/*"))) == 2
    modes = {it.stat().st_mode & 0o077 for it in (data / "holding").rglob("*")}
    assert modes == {0}
    holding.sweep(data, now=now + timedelta(hours=25))
    assert list((data / "holding").glob("*")) == []


def test_the_worker_forgets_what_grew_old_while_it_ran(office: Office) -> None:
    data = office.files.root.parent
    add(office, office.case(), photo(), upload(SVG, "x.svg"))
    moments, looked = [datetime.now(UTC)], list[datetime]()

    def clock() -> datetime:
        looked.append(moments[-1])
        return moments[-1]

    wired: Wiring = office.app.extensions["wiring"]
    reader = start_reader(replace(wired, clock=clock))
    until(lambda: len(looked) > 3)
    assert len(list((data / "holding").glob("*/*"))) == 2
    moments.append(moments[0] + timedelta(hours=25))
    until(lambda: not list((data / "holding").glob("*")))
    reader.stop()


def test_the_sender_answers_with_a_file_instead_of_words(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    office.move(Role.FOCAL, case, "ask_info", question="Ổ gà ở đoạn nào?")
    nothing = office.move(Role.CLERK, case, "supplement", answer="")
    assert nothing.status_code == 422
    assert "Cần ghi người gửi trả lời gì" in nothing.text
    done = office.move(Role.CLERK, case, "supplement", answer="", files=[photo()])
    assert done.status_code == 303
    assert office.row(case).state is S.IN_PROGRESS
    assert files(office) == [(K.SUPPLEMENT, "ổ gà.jpg", False)]
    page = office.get(Role.HANDLER, case)
    assert "bằng tệp đính kèm" in section(page, "yeu-cau-bo-sung")


def test_a_move_that_came_too_late_keeps_its_files(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    office.move(Role.FOCAL, case, "ask_info", question="Ổ gà ở đoạn nào?")
    version = str(office.row(case).version - 1)
    typed = {"answer": "", "files": [photo()], "version": version}
    late = office.move(Role.CLERK, case, "supplement", **typed)
    assert late.status_code == 409
    kept = held(late.text)
    assert len(kept["files_held"]) == 1
    assert office.move(Role.CLERK, case, "supplement", **kept).status_code == 303
    assert files(office) == [(K.SUPPLEMENT, "ổ gà.jpg", False)]
    assert waiting(office) == []


def test_a_unit_shows_what_it_did_beside_its_result(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    words = drafted(office)
    refused = office.move(
        Role.HANDLER, case, "du-thao", **(words | {"result": "x"}), files=[photo()]
    )
    assert refused.status_code == 422
    again = words | held(refused.text)
    assert office.move(Role.HANDLER, case, "du-thao", **again).status_code == 303
    assert files(office) == [(K.FINDING, "ổ gà.jpg", False)]
    assert waiting(office) == []


def test_an_image_and_a_page_are_shown_small_and_large(office: Office) -> None:
    case = office.case()
    add(office, case, photo(), upload(text_pdf(), "đơn.pdf"))
    client = office.as_(Role.CLERK)
    page = office.get(Role.CLERK, f"{case}/tep-dinh-kem/2")
    shown = re.findall(r'<img class="file-page" src="([^"]+)" alt="([^"]+)"', page)
    assert [alt for _, alt in shown] == [f"Trang {n} của đơn.pdf" for n in (1, 2, 3)]
    for path, longest in (
        (f"{case}/tep-dinh-kem/1/nho.jpg", 320),
        (f"{case}/tep-dinh-kem/2/nho.jpg", 320),
        (f"{case}/tep-dinh-kem/1/trang/1", 1200),
        (shown[2][0], 1400),
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert max(size_of(answer.data)) == longest
    assert client.get(f"{case}/tep-dinh-kem/2/trang/4").status_code == 404


def test_one_goes_from_file_to_file_past_what_is_not_his(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    closed: dict[str, Any] = {"is_private": "y"}
    for n, told in enumerate(({}, closed, {}), start=1):
        add(office, case, upload(f"Ghi chú số {n}.".encode(), f"{n}.txt"), **told)
    here = f"{case}/tep-dinh-kem"
    assert beside(office, Role.HANDLER, f"{here}/1") == {"next": f"{here}/3"}
    assert beside(office, Role.HANDLER, f"{here}/3") == {"prev": f"{here}/1"}
    both = {"prev": f"{here}/1", "next": f"{here}/3"}
    assert beside(office, Role.CLERK, f"{here}/2") == both


def beside(office: Office, role: Role, path: str) -> dict[str, str]:
    """Return where a file's page leads on to."""
    links = re.findall(r'href="([^"]+)" rel="(prev|next)"', office.get(role, path))
    return {rel: url for url, rel in links}


def test_a_recording_is_sent_and_not_played(office: Office) -> None:
    case = office.case()
    add(office, case, upload(film(b"M4A "), "gọi.m4a"), kind="from_sender")
    assert files(office) == [(K.FROM_SENDER, "gọi.m4a", True)]
    page = office.get(Role.CLERK, f"{case}/tep-dinh-kem/1")
    assert "hãy tải về" in page
    assert status(office, Role.CLERK, f"{case}/tep-dinh-kem/1/nho.jpg") == 404


def test_a_file_is_sent_as_a_download_under_its_harmless_name(office: Office) -> None:
    case = office.case()
    add(office, case, upload(b"Xin chao.", "a; x=y.html.txt"))
    answer = office.as_(Role.CLERK).get(f"{case}/tep-dinh-kem/1/tai-ve")
    told = "attachment; filename=\"a--x-y.html.txt\"; filename*=UTF-8''"
    assert answer.headers["Content-Disposition"].startswith(told)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "text/plain"


def test_a_private_file_is_told_of_to_its_unit_and_no_more(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    sent = upload(text_pdf(), "đơn Trần Thị Kín Đáo.pdf")
    add(office, case, sent, kind="from_sender", is_private="y")
    page = office.get(Role.HANDLER, case)
    assert "1 tệp cho biết người gửi là ai" in section(page, "tep-dinh-kem")
    assert "Kín Đáo" not in page
    for path in ("", "/tai-ve", "/nho.jpg", "/trang/1"):
        where = f"{case}/tep-dinh-kem/1{path}"
        assert status(office, Role.HANDLER, where) == 404
        assert status(office, Role.FOCAL, where) == 200


def test_who_opens_a_file_is_decided_anew_for_a_reason(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    add(office, case)
    here, told = f"{case}/tep-dinh-kem/1", {"reason": "Ảnh có mặt người gửi."}
    page = office.get(Role.CLERK, here)
    assert turned(page) == "y"
    for path in ("", "/tai-ve", "/nho.jpg", "/trang/1"):
        assert status(office, Role.HANDLER, f"{here}{path}") == 200
    refused = office.post(Role.CLERK, f"{here}/nguoi-xem", is_private="y", reason="")
    assert refused.status_code == 422
    assert "Mục này cần được điền." in refused.text
    assert turned(refused.text) == "y"
    done = office.post(Role.CLERK, f"{here}/nguoi-xem", is_private="y", **told)
    assert done.status_code == 303
    for path in ("", "/tai-ve", "/nho.jpg", "/trang/1"):
        assert status(office, Role.HANDLER, f"{here}{path}") == 404
    panel = section(office.get(Role.HANDLER, case), "tep-dinh-kem")
    assert "1 tệp cho biết người gửi là ai" in panel
    road = section(office.get(Role.HANDLER, case), "dien-bien")
    assert "Đổi người được mở tệp đính kèm" in road
    assert "chỉ Văn phòng và Lãnh đạo Sở mở được. Lý do: Ảnh có mặt người gửi." in road
    assert "ổ gà" not in road
    assert turned(office.get(Role.FOCAL, here)) == ""
    back = office.post(Role.FOCAL, f"{here}/nguoi-xem", is_private="", **told)
    assert back.status_code == 303
    assert status(office, Role.HANDLER, here) == 200


def turned(page: str) -> str | None:
    """Return what the form of a file's page would make of its privacy."""
    found = re.search(r'name="is_private" type="hidden" value="(y?)"', page)
    return found[1] if found else None


def test_only_the_office_decides_who_opens_a_file(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    add(office, case, role=Role.HANDLER, kind="finding")
    here, told = f"{case}/tep-dinh-kem/1", {"reason": "Ảnh có mặt người gửi."}
    for role in (Role.HANDLER, Role.HEAD, Role.DIRECTOR):
        assert turned(office.get(role, here)) is None
        answer = office.post(role, f"{here}/nguoi-xem", is_private="y", **told)
        assert answer.status_code == 403
    assert status(office, Role.HANDLER, here) == 200


def test_a_unit_closes_nothing_to_itself(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    page = office.get(Role.HANDLER, case)
    assert 'name="is_private"' not in section_html(page, "tep-dinh-kem")
    done = add(office, case, role=Role.HANDLER, kind="finding", is_private="y")
    assert done.status_code == 303
    assert files(office) == [(K.FINDING, "ổ gà.jpg", False)]
    refused = add(office, case, role=Role.HANDLER, kind="from_sender")
    assert refused.status_code == 422


def section_html(page: str, heading: str) -> str:
    found = re.search(rf'aria-labelledby="{heading}".*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def test_a_file_is_taken_back_for_a_reason_and_then_gone(office: Office) -> None:
    case = office.case()
    add(office, case)
    refused = office.post(Role.CLERK, f"{case}/tep-dinh-kem/1/rut", reason="")
    assert refused.status_code == 422
    assert "Mục này cần được điền." in refused.text
    told = {"reason": "Đính nhầm hồ sơ khác."}
    done = office.post(Role.CLERK, f"{case}/tep-dinh-kem/1/rut", **told)
    assert done.status_code == 303
    for role in (Role.CLERK, Role.FOCAL, Role.DIRECTOR):
        for path in ("", "/tai-ve", "/nho.jpg", "/trang/1"):
            assert status(office, role, f"{case}/tep-dinh-kem/1{path}") == 404
    panel = section(office.get(Role.FOCAL, case), "tep-dinh-kem")
    assert "Đã rút một tệp (tài liệu khác): Đính nhầm hồ sơ khác." in panel
    assert "ổ gà" not in panel


def test_only_who_may_takes_a_file_back(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    add(office, case)
    told = {"reason": "Đính nhầm hồ sơ khác."}
    for role in (Role.HANDLER, Role.HEAD, Role.DIRECTOR):
        assert "Rút tệp" not in office.get(role, f"{case}/tep-dinh-kem/1")
        answer = office.post(role, f"{case}/tep-dinh-kem/1/rut", **told)
        assert answer.status_code == 403
    done = office.post(Role.FOCAL, f"{case}/tep-dinh-kem/1/rut", **told)
    assert done.status_code == 303


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.CLERK])
def test_a_case_that_was_answered_takes_no_more_files(
    office: Office, role: Role
) -> None:
    case = office.case(S.REPLIED)
    assert "Thêm tệp" not in office.get(role, case)
    assert add(office, case, role=role).status_code in {403, 409}
    assert files(office) == []
