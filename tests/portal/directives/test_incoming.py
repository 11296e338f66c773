"""The inbox: files dropped, what was read of them, confirmed or put aside."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from documents.models import Directive, IncomingFile, Obligation, StoredFile
from documents.vocabulary import IncomingState, Role
from tests.documents.letters import foreign
from tests.documents.letters.foreign import CENTRE, Text
from tests.documents.letters.test_incoming import scan
from tests.portal.directives.test_directives import word
from tests.portal.office import Office, office
from tests.portal.public_site import draft, publish

__all__ = ["office"]

INBOX = "/van-ban/tiep-nhan"
SEED = Path(__file__).parents[2] / "documents" / "letters" / "files" / "seed.pdf"
TYPED = {
    "kind": "Công văn",
    "number": "3301/SGTVT-VP",
    "issuer": "Sở Giao thông vận tải",
    "issuer_level": "department",
    "issued_on": "16/12/2019",
    "force": "in_force",
    "abstract": "tiếp tục thực hiện các giải pháp",
    "is_public": "y",
    "deadlines": ["0"],
}


def drop(office: Office, *files: tuple[bytes, str], role: Role = Role.CLERK) -> Any:
    told = [(io.BytesIO(content), name) for content, name in files]
    return office.post(role, INBOX, files=told)


def seed(office: Office) -> str:
    answer = drop(office, (SEED.read_bytes(), "công văn mẫu.pdf"))
    assert answer.status_code == 303
    return str(answer.location)


def count(office: Office, model: Any) -> int:
    with office.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def register(office: Office, **typed: Any) -> str:
    """Enter what the seed letter cites; returns its page."""
    fields = {"number": "405-TB/TU", "kind": "Thông báo kết luận", **typed}
    with office.writing() as session:
        row = draft(session, office.people, **fields)
        publish(session, row, office.people)
        return f"/van-ban/{row.slug}"


def test_the_register_leads_editors_to_the_inbox(office: Office) -> None:
    seed(office)
    page = office.get(Role.CLERK, "/van-ban")
    assert f'href="{INBOX}"' in page
    assert "(1 chờ xác nhận)" in page
    assert INBOX not in office.get(Role.HANDLER, "/van-ban")
    assert INBOX not in office.visitor().get("/van-ban").text


def test_an_empty_inbox_says_so(office: Office) -> None:
    assert "Không còn tệp nào chờ xác nhận" in office.get(Role.CLERK, INBOX)


def test_a_dropped_letter_is_shown_as_a_record_beside_its_text(office: Office) -> None:
    cited = register(office, issued_on=date(2016, 9, 22))
    page = office.get(Role.CLERK, seed(office))
    assert 'value="Sở Giao thông vận tải"' in page
    assert re.search(r'<option selected value="department"', page)
    assert "Tệp chưa ghi số" in page
    assert "Tệp chưa ghi đủ ngày" in page
    assert "trước ngày 22/12/2019 → thứ Sáu 20/12/2019" in page
    assert page.count("Chưa có trong sổ") == 4
    assert f'href="{cited}"' in page
    assert re.search(r'name="cited" value="1" checked', page)
    assert "công chức đầu mối" in page.split("proof__paper--plain")[1]


def test_a_confirmed_record_is_a_draft_with_file_relation_and_obligation(
    office: Office,
) -> None:
    cited = register(office, issued_on=date(2016, 9, 22))
    path = seed(office)
    typed = {
        **TYPED,
        "cited": ["1"],
        "cited_as-0-relation": "replies_to",
        "cited_as-1-relation": "cites",
    }
    answer = office.post(Role.CLERK, path, **typed)
    assert answer.status_code == 303
    assert answer.location == "/van-ban/3301-sgtvt-vp-2019"
    page = office.get(Role.CLERK, answer.location)
    assert "Bản nháp" in page
    assert "công văn mẫu.pdf" in page
    assert "trước ngày 22/12/2019 → <strong>" in page
    assert "thứ Sáu 20/12/2019" in page
    stop = page.split(f'<a href="{cited}">')[1].split("</li>")[0]
    assert "viện dẫn" in stop.casefold()
    assert "Đã vào sổ" in office.get(Role.CLERK, path)
    assert office.as_(Role.CLERK).get(f"{path}/tep").data == SEED.read_bytes()


def test_what_is_not_ticked_is_not_kept(office: Office) -> None:
    register(office, issued_on=date(2016, 9, 22))
    typed = {name: value for name, value in TYPED.items() if name != "deadlines"}
    answer = office.post(Role.CLERK, seed(office), **typed)
    page = office.get(Role.CLERK, answer.location)
    assert "Việc phải làm" not in page
    assert "Chuỗi văn bản liên quan" not in page


def test_visitors_do_not_see_what_officers_must_do(office: Office) -> None:
    path = office.post(Role.CLERK, seed(office), **TYPED).location
    with office.writing() as session:
        row = session.scalars(select(Directive)).one()
        publish(session, row, office.people)
    assert "Việc phải làm" in office.get(Role.HANDLER, path)
    assert "Việc phải làm" not in office.visitor().get(path).text


def test_an_incomplete_record_keeps_what_was_typed(office: Office) -> None:
    path = seed(office)
    typed = {**TYPED, "number": "", "abstract": "trích yếu đã sửa tay"}
    answer = office.post(Role.CLERK, path, **typed)
    assert answer.status_code == 422
    assert "trích yếu đã sửa tay" in answer.text
    assert 'name="deadlines" value="0" checked' in answer.text
    assert count(office, Directive) == 0


def test_an_unticked_deadline_stays_unticked_when_the_form_comes_back(
    office: Office,
) -> None:
    typed = {**TYPED, "number": "", "deadlines": []}
    answer = office.post(Role.CLERK, seed(office), **typed)
    assert 'name="deadlines" value="0">' in answer.text


def test_a_document_of_the_register_is_refused_by_name(office: Office) -> None:
    office.post(Role.CLERK, seed(office), **TYPED)
    other = drop(office, (foreign.issued(), "khac.docx")).location
    answer = office.post(Role.CLERK, other, **{**TYPED, "number": "3301 /SGTVT-VP"})
    assert answer.status_code == 422
    assert "Sổ đã có văn bản này: Công văn số 3301/SGTVT-VP" in answer.text


def test_a_record_that_stands_already_is_warned_of(office: Office) -> None:
    content = foreign.issued()
    path = drop(office, (content, "mot.docx")).location
    page = office.get(Role.CLERK, path)
    assert "Sổ đã có văn bản này" not in page
    typed = {
        **TYPED,
        "number": "2104/UBND-NC",
        "issuer": "UBND tỉnh Đồng Xuân",
        "issued_on": "25/03/2025",
    }
    made = office.post(Role.CLERK, path, **typed).location
    again = drop(office, (foreign.finished(_twin()), "hai.docx")).location
    page = office.get(Role.CLERK, again)
    assert "Sổ đã có văn bản này" in page
    assert f'href="{made}"' in page


def _twin() -> Any:
    return foreign.draft(
        number=replace(foreign.NUMBER, text="Số: 2104/UBND-NC"),
        date=replace(foreign.DATE, text="Đồng Xuân, ngày 25 tháng 3 năm 2025"),
        texts=("Bản khác cùng số.",),
    )


def test_the_second_clerk_is_told_who_was_first(office: Office) -> None:
    path = seed(office)
    office.post(Role.FOCAL, path, **TYPED)
    answer = office.post(Role.CLERK, path, **{**TYPED, "number": "3302/SGTVT-VP"})
    assert answer.status_code == 409
    assert "Tệp này đã vào sổ lúc 09:30 17/12/2019" in answer.text
    assert "/van-ban/3301-sgtvt-vp-2019" in answer.text
    assert count(office, Directive) == 1
    late = office.post(Role.CLERK, f"{path}/bo", reason="không phải văn bản")
    assert late.status_code == 409


def test_bad_files_are_told_one_by_one_and_the_others_kept(office: Office) -> None:
    secret = foreign.draft(
        national=[Text("TỐI MẬT", bold=True, align=CENTRE), *foreign.NATIONAL]
    )
    answer = drop(
        office,
        (foreign.issued(), "tot.docx"),
        (b"MZ\x90", "virus.pdf"),
        (word(), "hong.docx"),
        (foreign.finished(secret), "mat.docx"),
        (SEED.read_bytes(), "seed.pdf"),
    )
    assert answer.status_code == 200
    told = re.findall(
        r"note--(\w+)\">.*?<strong>([^<]+)</strong>. ([^<]+)", answer.text
    )
    assert [(tone, name) for tone, name, _ in told] == [
        ("success", "tot.docx"),
        ("error", "virus.pdf"),
        ("error", "hong.docx"),
        ("error", "mat.docx"),
        ("success", "seed.pdf"),
    ]
    assert "Chỉ nhận tệp .pdf hoặc .docx" in told[1][2]
    assert "độ mật" in told[3][2]
    assert count(office, IncomingFile) == 2
    assert count(office, StoredFile) == 2


def test_only_bad_files_are_an_error(office: Office) -> None:
    answer = drop(office, (b"MZ\x90", "virus.pdf"))
    assert answer.status_code == 422
    assert "virus.pdf" in answer.text


def test_the_same_file_again_leads_to_the_first(office: Office) -> None:
    path = seed(office)
    answer = drop(office, (SEED.read_bytes(), "ban-sao.pdf"))
    assert answer.status_code == 200
    assert "Tệp này đã nhận trước đây (công văn mẫu.pdf): chờ xác nhận" in answer.text
    assert f'href="{path}"' in answer.text
    assert count(office, StoredFile) == 1


@pytest.mark.parametrize("number", [0, 21])
def test_none_or_too_many_files_are_refused_in_words(
    office: Office, number: int
) -> None:
    answer = drop(office, *((b"%PDF-1.7", f"{n}.pdf") for n in range(number)))
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_a_file_is_put_aside_for_a_reason_and_taken_up_again(office: Office) -> None:
    path = seed(office)
    assert office.post(Role.CLERK, f"{path}/bo", reason="").status_code == 422
    short = office.post(Role.CLERK, f"{path}/bo", reason="a")
    assert (short.status_code, "lý do bỏ tệp" in short.text) == (422, True)
    done = office.post(Role.CLERK, f"{path}/bo", reason="không phải văn bản")
    assert done.status_code == 303
    assert "Lý do: không phải văn bản" in office.get(Role.CLERK, INBOX)
    assert 'name="number"' not in office.get(Role.CLERK, path)
    assert office.post(Role.CLERK, f"{path}/mo-lai").status_code == 303
    page = office.get(Role.CLERK, path)
    assert "Trước đây đã bỏ: không phải văn bản" in page
    with office.reading() as session:
        assert session.scalars(select(IncomingFile.state)).one() is (
            IncomingState.WAITING
        )
    assert office.post(Role.CLERK, f"{path}/mo-lai").status_code == 409


def test_a_scan_waits_to_be_typed_in(office: Office) -> None:
    path = drop(office, (scan(), "ban quet.pdf")).location
    page = office.get(Role.CLERK, path)
    assert "Tệp là bản quét" in page
    assert page.count("Tệp là bản quét") == 1
    typed = {**TYPED, "deadlines": []}
    assert office.post(Role.CLERK, path, **typed).status_code == 303


def test_a_deadline_without_issue_date_waits_for_it(office: Office) -> None:
    texts = ("Các sở báo cáo trước ngày 20/4.", "Trả lời trong 05 ngày làm việc.")
    content = foreign.finished(foreign.draft(texts=texts))
    page = office.get(Role.CLERK, drop(office, (content, "a.docx")).location)
    assert "trước ngày 20/04 → tính được khi có ngày ban hành" in page
    assert "kể từ ngày ban hành → tính được khi có ngày ban hành" in page


@pytest.mark.parametrize(
    "typed",
    [{"deadlines": ["7"]}, {"deadlines": ["x"]}, {"cited": ["99"]}],
)
def test_only_what_was_found_can_be_chosen(
    office: Office, typed: dict[str, Any]
) -> None:
    answer = office.post(Role.CLERK, seed(office), **{**TYPED, **typed})
    assert answer.status_code == 422
    assert count(office, Obligation) == 0


@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD, Role.DIRECTOR, Role.ADMIN])
def test_the_inbox_is_for_editors(office: Office, role: Role) -> None:
    path = seed(office)
    client = office.as_(role)
    assert client.get(INBOX).status_code == 403
    assert client.get(path).status_code == 403
    assert client.get(f"{path}/tep").status_code == 403
    assert office.post(role, path, **TYPED).status_code == 403
