"""`flask cases import`: a line a row, nothing twice, and no name in any index."""

from collections.abc import Sequence
from pathlib import Path

from click.testing import Result

from documents.models import Case, ImportRun
from documents.vocabulary import Role
from tests.documents.importing.files import put, text_of
from tests.documents.importing.office import (
    CANARIES,
    HEADINGS,
    answered,
    count,
    history_is_whole,
    write,
)
from tests.documents.importing.test_hostile import BOOK, HEAD, repacked
from tests.portal.office import Office, office

__all__ = ["office"]

REFUSED = ("", "31/4/2019", "Ổ gà", *[""] * 13)


def run(office: Office, path: Path, *more: str) -> Result:
    runner = office.app.test_cli_runner()
    return runner.invoke(args=["cases", "import", str(path), *more])


def lines(told: Result) -> Sequence[str]:
    return told.stdout.splitlines()


def test_every_row_has_its_line_and_the_refused_ones_their_reasons(
    office: Office, tmp_path: Path
) -> None:
    path = write(tmp_path, [answered(1), answered(1), REFUSED])
    told = run(office, path)
    assert told.exit_code == 1
    assert lines(told) == [
        "dòng 2: đã nhập, DDN-2019-1000001",
        "dòng 3: trùng, không nhập lại. Trùng hồ sơ DDN-2019-1000001.",
        (
            "dòng 4: không nhận. Ngày tiếp nhận: Không có ngày 31/4/2019. Hãy ghi"
            " ngày/tháng/năm, ví dụ 22/11/2019. Nội dung: Cột này bắt buộc. Hãy điền"
            " rồi gửi lại."
        ),
        "Đã nhập: 1 hồ sơ. Trùng: 1. Không nhận: 1.",
    ]
    again = run(office, path)
    assert lines(again)[-1] == "Đã nhập: 0 hồ sơ. Trùng: 2. Không nhận: 1."
    assert count(office.database) == history_is_whole(office.database) == 1


def test_a_file_without_faults_ends_well(office: Office, tmp_path: Path) -> None:
    told = run(office, write(tmp_path, [answered(n) for n in range(1, 4)]))
    assert (told.exit_code, lines(told)[-1]) == (
        0,
        "Đã nhập: 3 hồ sơ. Trùng: 0. Không nhận: 0.",
    )


def test_a_dry_run_keeps_nothing(office: Office, tmp_path: Path) -> None:
    path = write(tmp_path, [answered(1), answered(2)])
    told = run(office, path, "--dry-run")
    assert told.exit_code == 0
    assert lines(told) == [
        "dòng 2: nhập được",
        "dòng 3: nhập được",
        "Nhập được: 2 hồ sơ. Trùng: 0. Không nhận: 0.",
    ]
    assert count(office.database) == count(office.database, ImportRun) == 0


def test_rows_before_the_named_one_are_left_out(office: Office, tmp_path: Path) -> None:
    told = run(office, write(tmp_path, [answered(1), answered(2)]), "--from-row", "3")
    assert lines(told)[0] == "dòng 3: đã nhập, DDN-2019-1000001"
    assert count(office.database) == 1


def test_columns_that_nobody_knows_are_named(office: Office, tmp_path: Path) -> None:
    rows = [(*HEADINGS, "Ghi chú"), (*answered(1), "x")]
    told = run(office, put(tmp_path, "a.csv", text_of(rows)))
    assert lines(told)[0] == "Không dùng các cột: “Ghi chú”."


def test_a_past_case_is_found_by_its_reply_and_shows_it(
    office: Office, tmp_path: Path
) -> None:
    run(office, write(tmp_path, [answered(1)]))
    for question in ("1/SGTVT-KCHT", "da va o ga tai km 1", "PA-0001"):
        page = office.get(Role.FOCAL, f"/tim-kiem?q={question}")
        assert "DDN-2019-1000001" in page, question
    call = {"title": "Lại có ổ gà số 1", "location": "Km 1"}
    like = office.post(Role.CLERK, "/ho-so/tuong-tu", **call).text
    assert "Đã trả lời: 1/SGTVT-KCHT: Sở đã vá ổ gà tại Km 1." in like
    page = office.get(Role.FOCAL, "/ho-so/DDN-2019-1000001")
    assert "Mã hồ sơ cũ" in page
    assert "Trả lời theo dữ liệu cũ" in page
    assert "1/SGTVT-KCHT" in page
    assert "05/12/2019" in page
    assert "Sở đã vá ổ gà tại Km 1." in page
    assert "Nhập từ dữ liệu cũ: lượt 1, dòng 2 của tệp." in page


def test_no_name_reaches_a_page_an_index_or_the_report(
    office: Office, tmp_path: Path
) -> None:
    told = run(office, write(tmp_path, [answered(1), (*answered(2)[:1], *REFUSED[1:])]))
    shown = told.output + office.get(Role.FOCAL, "/ho-so/DDN-2019-1000001")
    assert not [canary for canary in CANARIES if canary in shown]
    for canary in CANARIES:
        page = office.get(Role.FOCAL, f"/tim-kiem?q={canary}")
        assert "DDN-2019-1000001" not in page, canary


def test_a_sealed_past_case_is_named_nowhere(office: Office, tmp_path: Path) -> None:
    row = [*answered(1)[:5], "Tố cáo", "", "Không tiếp nhận", *answered(1)[8:]]
    told = run(office, write(tmp_path, [row, row]))
    assert told.exit_code == 0
    assert "DDN-" not in told.output
    found = office.get(Role.FOCAL, "/tim-kiem?q=o ga so 1")
    assert "DDN-2019-1000001" not in found
    assert office.row("DDN-2019-1000001").sealed


UNREADABLE: Sequence[tuple[str, bytes | None, str]] = (
    ("khong-co.csv", None, "Không đọc được tệp"),
    ("a.csv", b"", "rỗng"),
    ("a.csv", bytes(range(256)) * 40, "bảng mã"),
    ("a.doc", b"\xd0\xcf\x11\xe0", "Chỉ nhận tệp .csv, .xlsx hoặc .jsonl"),
    ("a.xlsx", BOOK[: len(BOOK) // 2], "hỏng hoặc bị cắt cụt"),
    (
        "a.xlsx",
        repacked(
            BOOK,
            xl_worksheets_sheet1_xml=HEAD
            + b" " * 60_000_000
            + b"</sheetData></worksheet>",
        ),
        "quá lớn",
    ),
    (
        "a.xlsx",
        repacked(BOOK, xl_sharedStrings_xml=b'<!DOCTYPE x [<!ENTITY a "aa">]><sst/>'),
        "DOCTYPE",
    ),
)
"""Files, and a word of what is said of each."""


def test_a_file_that_cannot_be_read_ends_with_a_sentence(
    office: Office, tmp_path: Path
) -> None:
    for name, content, said in UNREADABLE:
        path = tmp_path / name if content is None else put(tmp_path, name, content)
        told = run(office, path)
        assert told.exit_code == 1, said
        assert said in told.stderr
        assert "Traceback" not in told.output
    assert count(office.database, Case) == count(office.database, ImportRun) == 0
