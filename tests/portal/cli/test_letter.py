"""`flask letter render`: a file out, or one line that says why not."""

from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from flask import Flask

from portal.cli import letter

SEED = Path(__file__).parents[3] / "documents" / "demo" / "seed-letter.yaml"


def run(*arguments: str | Path) -> Result:
    runner = Flask("portal").test_cli_runner()
    return runner.invoke(letter.group, ["render", *map(str, arguments)])


def test_the_seed_file_becomes_a_letter(tmp_path: Path) -> None:
    target = tmp_path / "seed.docx"
    result = run(SEED, "-o", target)
    assert result.exit_code == 0
    assert "Thông tư 01/2011/TT-BNV" in result.stdout
    texts = [p.text for p in Document(str(target)).paragraphs]
    assert texts[0] == "Kính gửi: UBND tỉnh Bà Rịa - Vũng Tàu"


def test_the_form_can_be_chosen(tmp_path: Path) -> None:
    target = tmp_path / "seed.docx"
    assert run(SEED, "-o", target, "--form", "nd30").exit_code == 0
    section = Document(str(target)).sections[0]
    assert not section.header.is_linked_to_previous


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"subject: [", "YAML"),
        (b"subject: x\nbody: y", "signer: Thiếu"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"date: 2019-02-31", "date"),
    ],
)
def test_a_bad_file_is_one_vietnamese_line_and_exit_code_one(
    tmp_path: Path, content: bytes, says: str
) -> None:
    source, target = tmp_path / "letter.yaml", tmp_path / "out.docx"
    source.write_bytes(content)
    result = run(source, "-o", target)
    assert (result.exit_code, result.stdout) == (1, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert not target.exists()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run(tmp_path / "none.yaml", "-o", tmp_path / "out.docx")
    assert result.exit_code == 1
    assert result.stderr.startswith("Không đọc được tệp")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run(SEED, "-o", tmp_path / "no" / "out.docx")
    assert result.exit_code == 1
    assert result.stderr.startswith("Không ghi được tệp")


def test_wrong_usage_is_exit_code_two() -> None:
    assert run(SEED).exit_code == 2
    assert run(SEED, "-o", "x.docx", "--form", "nd99").exit_code == 2
