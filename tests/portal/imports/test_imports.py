"""The page of imports: upload, look, start, watch, read the report; for one role."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from documents.importing import runs, taking
from documents.models import CaseMark, Complainant, Event, ImportRow, ImportRun
from documents.vocabulary import ImportState, Role
from portal.importer import Importer
from portal.wiring import Wiring
from tests.documents.importing.files import text_of
from tests.documents.importing.office import (
    CANARIES,
    HEADINGS,
    NOW,
    answered,
    count,
    history_is_whole,
)
from tests.documents.importing.test_hostile import BOOK
from tests.portal.office import Office, office
from tests.processes import comes_true

__all__ = ["office"]

PLACE = "/nhap-ho-so/"
REFUSED = ("", "31/4/2019", "Ổ gà", *[""] * 13)


def upload(
    office: Office, content: str | bytes, name: str = "cu.csv", role: Role = Role.FOCAL
) -> TestResponse:
    raw = content.encode() if isinstance(content, str) else content
    return office.post(role, PLACE, file=(BytesIO(raw), name))


def uploaded(office: Office, rows: Sequence[Sequence[str]]) -> str:
    answer = upload(office, text_of([HEADINGS, *rows]))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def wiring(office: Office) -> Wiring:
    found: Wiring = office.app.extensions["wiring"]
    return found


def importer(office: Office) -> Importer:
    return Importer(wiring(office))


def kept(office: Office) -> list[Path]:
    place = wiring(office).settings.data_dir / "imports"
    return [path for path in place.glob("*") if path.name != "lock"]


def state(office: Office) -> ImportState:
    with office.reading() as session:
        return session.scalars(select(ImportRun.state)).one()


def report(office: Office, run: str) -> list[tuple[Any, ...]]:
    answer = office.as_(Role.FOCAL).get(f"{run}/bao-cao.xlsx")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    return list(sheet.iter_rows(min_row=3, values_only=True))


def test_an_upload_is_tried_out_and_nothing_is_kept_of_it(office: Office) -> None:
    run = uploaded(office, [answered(1), answered(1), REFUSED])
    page = office.get(Role.FOCAL, run)
    assert "Kết quả kiểm tra" in page
    assert "Trùng dòng 2 của tệp này." in page
    assert "Không có ngày 31/4/2019" in page
    assert "Bắt đầu nhập" in page
    assert [row[:2] for row in report(office, run)] == [
        ("2", "Nhập được"),
        ("3", "Trùng, không nhập lại"),
        ("4", "Không nhận"),
    ]
    assert not importer(office).take_one()
    assert count(office.database) == 0


def test_what_was_started_is_taken_in_and_told_by_whom(office: Office) -> None:
    run = uploaded(office, [answered(1), answered(1), REFUSED])
    assert office.post(Role.FOCAL, f"{run}/bat-dau").status_code == 303
    assert "0%" in office.get(Role.FOCAL, run)
    assert importer(office).take_one()
    page = office.get(Role.FOCAL, run)
    assert "Đã nhập xong" in page
    assert "Bắt đầu nhập" not in page
    assert report(office, run) == [
        ("2", "Đã nhập", "DDN-2019-1000001", ""),
        ("3", "Trùng, không nhập lại", "DDN-2019-1000001",
         "Trùng hồ sơ DDN-2019-1000001."),
        ("4", "Không nhận", "", report(office, run)[2][3]),
    ]  # fmt: skip
    with office.reading() as session:
        line = session.scalars(select(Event)).one()
        assert line.actor_id == office.people[Role.FOCAL].officer_id
    assert history_is_whole(office.database) == 1
    assert not importer(office).take_one()


def test_the_file_is_kept_no_longer_than_needed(office: Office) -> None:
    run = uploaded(office, [answered(1)])
    (path,) = kept(office)
    assert path.stat().st_mode & 0o077 == 0
    office.post(Role.FOCAL, f"{run}/bat-dau")
    importer(office).take_one()
    assert kept(office) == []
    dropped = uploaded(office, [answered(2)])
    assert office.post(Role.FOCAL, f"{dropped}/bo").status_code == 303
    assert kept(office) == []
    assert "Đã bỏ" in office.get(Role.FOCAL, dropped)
    assert count(office.database) == 1


def test_a_reload_shows_how_far_it_is_and_a_restart_goes_on(office: Office) -> None:
    run = uploaded(office, [answered(n) for n in range(1, 1_101)])
    office.post(Role.FOCAL, f"{run}/bat-dau")
    first = importer(office)
    first.stop()
    first.take_one()
    assert count(office.database) == taking.BATCH
    page = office.get(Role.FOCAL, run)
    assert re.search(r'<progress max="100" value="4[56]"', page)
    assert state(office) is ImportState.IMPORTING
    assert importer(office).take_one()
    assert count(office.database) == history_is_whole(office.database) == 1_100
    assert state(office) is ImportState.DONE


def test_the_worker_takes_what_waits_and_ends_when_told(office: Office) -> None:
    run = uploaded(office, [answered(1)])
    office.post(Role.FOCAL, f"{run}/bat-dau")
    working = importer(office)
    thread = Thread(target=working.run, daemon=True)
    thread.start()
    assert comes_true(lambda: state(office) is ImportState.DONE)
    working.stop()
    thread.join(20)
    assert not thread.is_alive()


def test_what_a_killed_worker_left_of_a_file_is_removed(office: Office) -> None:
    uploaded(office, [answered(1)])
    over = uploaded(office, [answered(2)])
    with office.writing() as session:
        row = session.get_one(ImportRun, int(over.rpartition("/")[2]))
        runs.drop(session, row, now=NOW)
    assert len(kept(office)) == 2
    working = importer(office)
    thread = Thread(target=working.run, daemon=True)
    thread.start()
    assert comes_true(lambda: len(kept(office)) == 1)
    working.stop()
    thread.join(20)


def test_nothing_is_started_or_dropped_twice(office: Office) -> None:
    run = uploaded(office, [answered(1)])
    office.post(Role.FOCAL, f"{run}/bat-dau")
    for again in ("bat-dau", "bo"):
        answer = office.post(Role.FOCAL, f"{run}/{again}")
        assert answer.status_code == 409
        assert "không còn ở bước đó" in answer.text
    assert kept(office) != []


def test_a_file_that_is_gone_ends_its_run_in_words(office: Office) -> None:
    run = uploaded(office, [answered(1)])
    office.post(Role.FOCAL, f"{run}/bat-dau")
    kept(office)[0].unlink()
    assert importer(office).take_one()
    assert "Tệp đã tải lên không còn" in office.get(Role.FOCAL, run)
    assert not importer(office).take_one()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "rỗng"),
        (b"x", "a.exe", "Chỉ nhận tệp"),
        (BOOK[: len(BOOK) // 2], "a.xlsx", "hỏng"),
        ("a,b\n1,2\n", "../../a.csv", "tiêu đề"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    office: Office, content: str | bytes, name: str, said: str
) -> None:
    answer = upload(office, content, name)
    assert answer.status_code == 422
    assert said in answer.text
    assert kept(office) == []
    assert count(office.database, ImportRun) == 0


def test_a_form_without_a_file_says_what_to_choose(office: Office) -> None:
    answer = office.post(Role.FOCAL, PLACE)
    assert answer.status_code == 422
    assert "Hãy chọn một tệp .csv, .xlsx hoặc .jsonl." in answer.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FOCAL])
def test_it_is_the_focal_officers_alone(office: Office, role: Role) -> None:
    run = uploaded(office, [answered(1)])
    assert office.as_(role).get(run).status_code == 403
    assert upload(office, text_of([HEADINGS]), role=role).status_code == 403
    assert office.post(role, f"{run}/bat-dau").status_code == 403
    assert PLACE not in office.as_(role).get("/ban-lam-viec").text


@pytest.mark.parametrize("name", ["mau.csv", "mau.xlsx"])
def test_the_template_can_be_uploaded_as_it_is(office: Office, name: str) -> None:
    content = office.as_(Role.FOCAL).get(f"{PLACE}{name}").data
    answer = upload(office, content, name)
    assert answer.status_code == 303
    run = str(answer.location)
    assert [row[1] for row in report(office, run)] == ["Nhập được"] * 2


def test_the_page_tells_of_every_column(office: Office) -> None:
    page = office.get(Role.FOCAL, PLACE)
    assert all(f">{name}<" in page for name in HEADINGS)
    assert "Chưa nhập tệp nào" in page


def test_no_name_and_no_formula_reaches_page_or_report(office: Office) -> None:
    trick = ["=1+1", "1/2/2019", "=cmd|x", "Nội dung", "=HYPERLINK(1)", *[""] * 7]
    run = uploaded(office, [answered(1), [*trick, *CANARIES]])
    office.post(Role.FOCAL, f"{run}/bat-dau")
    importer(office).take_one()
    answer = office.as_(Role.FOCAL).get(f"{run}/bao-cao.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    told = str(report(office, run)) + office.get(Role.FOCAL, run)
    with office.reading() as session:
        told += str(session.scalars(select(ImportRow.told)).all())
    assert "=HYPERLINK(1)" in told
    assert not [canary for canary in CANARIES if canary in told]


def test_between_files_cases_of_before_are_marked(office: Office) -> None:
    office.case()
    with office.writing() as session:
        session.query(CaseMark).delete()
        session.execute(update(Complainant).values(phone_key=None))
    worker = importer(office)
    assert worker.mark_some()
    assert not worker.mark_some()
    with office.reading() as session:
        assert session.scalars(select(CaseMark.key)).all() == ["QL.51 km 40"]
        assert session.scalars(select(Complainant.phone_key)).one()
