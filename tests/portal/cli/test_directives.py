"""`flask directives import`: one line a file, and nothing taken twice."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select

from documents.models import Directive, IncomingFile, Obligation
from documents.vocabulary import ContentState, IncomingState
from tests.documents.letters import foreign
from tests.portal.office import Office, office

__all__ = ["office"]

SEED = Path(__file__).parents[2] / "documents" / "letters" / "files" / "seed.pdf"
Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_disk(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return to_disk


def run(office: Office, *sources: Path) -> Result:
    runner = office.app.test_cli_runner()
    return runner.invoke(args=["directives", "import", *map(str, sources)])


def counts(office: Office) -> tuple[int, ...]:
    with office.reading() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Directive, IncomingFile, Obligation)
        )


def test_a_letter_read_whole_becomes_a_draft(office: Office, write: Write) -> None:
    told = run(office, write("den.docx", foreign.issued()))
    assert told.exit_code == 0
    assert "đã đưa vào sổ, bản nháp Công văn số 2104/UBND-NC." in told.output
    with office.reading() as session:
        row = session.scalars(select(Directive)).one()
        assert row.state is ContentState.DRAFT
        assert row.issuer == "UBND tỉnh Đồng Xuân"
        assert row.file is not None
        obligation = session.scalars(select(Obligation)).one()
        assert f"{obligation.due_on:%d/%m/%Y}" == "18/04/2025"


def test_what_is_not_read_whole_waits_for_a_person(office: Office) -> None:
    told = run(office, SEED)
    assert told.exit_code == 0
    assert (
        "chờ xác nhận tại /van-ban/tiep-nhan, vì chưa đọc được số, ký hiệu, ngày ban"
        " hành." in told.output
    )
    with office.reading() as session:
        row = session.scalars(select(IncomingFile)).one()
        assert (row.state, row.taken_by_id) == (IncomingState.WAITING, None)


def test_what_is_no_official_letter_waits_for_a_person(
    office: Office, write: Write
) -> None:
    number = replace(foreign.NUMBER, text="Số: 12/UBND-NC")
    day = replace(foreign.DATE, text="Đồng Xuân, ngày 25 tháng 3 năm 2025")
    about = replace(foreign.ABOUT, text="V/v {{ trich_yeu }}")
    template = foreign.draft(number=number, date=day, about=about)
    told = run(office, write("mau.docx", foreign.finished(template)))
    assert "vì là mẫu chưa điền" in told.output
    assert counts(office) == (0, 1, 0)


def test_a_second_import_changes_nothing(office: Office, write: Write) -> None:
    sources = [write("den.docx", foreign.issued()), SEED]
    run(office, *sources)
    before = counts(office)
    again = run(office, *sources)
    assert again.exit_code == 0
    assert "đã có trong sổ: Công văn số 2104/UBND-NC ngày 25/03/2025" in again.output
    assert "đã nhận trước đây, đang chờ xác nhận" in again.output
    assert counts(office) == before


def test_a_document_of_the_register_is_not_taken_again(
    office: Office, write: Write
) -> None:
    run(office, write("den.docx", foreign.issued()))
    copy = foreign.draft(
        number=replace(foreign.NUMBER, text="Số: 2104 /UBND-NC"),
        date=replace(foreign.DATE, text="Đồng Xuân, ngày 25 tháng 3 năm 2025"),
        texts=("Bản sao.",),
    )
    told = run(office, write("ban-sao.docx", foreign.finished(copy)))
    assert "đã có trong sổ" in told.output
    assert counts(office) == (1, 1, 1)


def test_a_refused_file_is_told_and_the_others_are_taken(
    office: Office, write: Write, tmp_path: Path
) -> None:
    bad = write("virus.pdf", b"MZ\x90")
    told = run(
        office, bad, tmp_path / "khong-co.docx", write("a.docx", foreign.issued())
    )
    assert told.exit_code == 1
    lines = told.output.splitlines()
    assert lines[0].startswith(f"{bad}: không nhận: Chỉ nhận tệp .pdf hoặc .docx")
    assert "không nhận: hãy kiểm tra tên tệp" in lines[1]
    assert "đã đưa vào sổ" in lines[2]
    assert counts(office) == (1, 1, 1)
