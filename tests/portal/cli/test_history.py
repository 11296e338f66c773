"""`flask history`: says that all is whole, or names the first wrong line."""

from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text

from documents.vocabulary import CaseState
from tests.portal.office import Office, office

__all__ = ["office"]


def run(office: Office, *words: str | Path) -> Result:
    runner = office.app.test_cli_runner()
    return runner.invoke(args=["history", *map(str, words)])


def tamper(office: Office, statement: str) -> None:
    with office.database.engine.begin() as connection:
        for name in ("changed", "removed"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS event_is_never_{name}"))
        connection.execute(text(statement))


def test_a_whole_history_is_told_with_the_number_of_its_lines(
    office: Office, tmp_path: Path
) -> None:
    office.case(CaseState.IN_PROGRESS)
    kept = tmp_path / "moc.jsonl"
    assert run(office, "anchor", "-o", kept).output == "Đã ghi mốc: dòng 2.\n"
    office.case()
    assert run(office, "anchor", "-o", kept).exit_code == 0
    assert len(kept.read_text().splitlines()) == 2
    told = run(office, "verify", "--anchor", kept)
    assert (told.exit_code, told.output) == (0, "Lịch sử nguyên vẹn: 3 dòng.\n")


def test_without_an_anchor_it_says_what_it_cannot_know(office: Office) -> None:
    told = run(office, "verify")
    assert told.exit_code == 0
    assert "Không có mốc" in told.output


def test_the_first_wrong_line_is_named(office: Office) -> None:
    office.case(CaseState.IN_PROGRESS)
    tamper(office, "UPDATE event SET note = 'Đã sửa' WHERE id = 2")
    told = run(office, "verify")
    assert told.exit_code == 1
    assert "Dòng 2 đã bị sửa sau khi ghi" in told.output


def test_a_cut_off_tail_is_named(office: Office, tmp_path: Path) -> None:
    office.case(CaseState.IN_PROGRESS)
    kept = tmp_path / "moc.jsonl"
    run(office, "anchor", "-o", kept)
    tamper(office, "DELETE FROM event WHERE id = 2")
    assert run(office, "verify").exit_code == 0
    told = run(office, "verify", "--anchor", kept)
    assert told.exit_code == 1
    assert "phần cuối đã bị cắt" in told.output


@pytest.mark.parametrize("content", ["", "x", "[]", '{"line": "a", "hash": ""}'])
def test_a_file_without_anchors_is_refused(
    office: Office, tmp_path: Path, content: str
) -> None:
    kept = tmp_path / "moc.jsonl"
    kept.write_text(content)
    told = run(office, "verify", "--anchor", kept)
    assert told.exit_code == 1
    assert "mốc" in told.output
