"""`flask letter`: a file out, findings, fields; or one line that says why not."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from docx import Document
from flask import Flask

from portal.cli import letter

SEED = Path(__file__).parents[3] / "documents" / "demo" / "seed-letter.yaml"


def command(name: str, *arguments: str | Path) -> Result:
    runner = Flask("portal").test_cli_runner()
    return runner.invoke(letter.group, [name, *map(str, arguments)])


def run(*arguments: str | Path) -> Result:
    return command("render", *arguments)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    target = tmp_path / "seed.docx"
    assert run(SEED, "-o", target).exit_code == 0
    return target


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


def test_a_letter_without_errors_is_exit_code_zero(seed: Path) -> None:
    result = command("check", seed)
    assert result.exit_code == 0
    assert result.stdout.startswith("Theo Thông tư 01/2011/TT-BNV:")
    assert "Cảnh báo [space-before-mark]" in result.stdout
    assert "Lỗi [" not in result.stdout


def test_findings_are_data_in_the_promised_shape(seed: Path) -> None:
    told = json.loads(command("check", seed, "--json").stdout)
    assert set(told) == {"form", "findings"}
    assert told["form"] == "tt01"
    keys = {"id", "severity", "where", "message", "article", "fix"}
    assert all(set(finding) == keys for finding in told["findings"])
    assert {f["severity"] for f in told["findings"]} == {"warning", "advice"}


def test_a_letter_with_errors_is_exit_code_one(seed: Path) -> None:
    document = Document(str(seed))
    document.sections[0].bottom_margin = 0
    document.save(str(seed))
    result = command("check", seed)
    assert result.exit_code == 1
    assert "Lỗi [margin-bottom]" in result.stdout


@pytest.mark.parametrize("content", [b"", b"PK", "Kính gửi".encode()])
def test_a_file_that_cannot_be_read_is_exit_code_two_of_check(
    tmp_path: Path, content: bytes
) -> None:
    source = tmp_path / "letter.docx"
    source.write_bytes(content)
    result = command("check", source)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert command("check", tmp_path / "none.docx").exit_code == 2
    assert command("read", source).exit_code == 1


def test_what_is_read_renders_to_the_same_letter(seed: Path, tmp_path: Path) -> None:
    for options in ((), ("--json",)):
        read = command("read", seed, *options)
        assert read.exit_code == 0
        source, again = tmp_path / "read.yaml", tmp_path / "again.docx"
        source.write_text(read.stdout, encoding="utf-8")
        assert run(source, "-o", again).exit_code == 0
        assert again.read_bytes() == seed.read_bytes()


def test_the_fields_read_have_the_names_of_the_letter_file(seed: Path) -> None:
    result = command("read", seed, "--json")
    told = json.loads(result.stdout)
    written = yaml.safe_load(SEED.read_text(encoding="utf-8"))
    assert set(written) <= set(told)
    for key in ("profile", "kind", "unit", "number", "date", "subject", "addressees"):
        assert told[key] == written[key]
    assert "number: Chưa có số." in result.stderr


def test_a_printed_letter_is_read_too() -> None:
    printed = Path(__file__).parents[2] / "documents" / "letters" / "files" / "seed.pdf"
    result = command("read", printed)
    assert result.exit_code == 0
    assert result.stdout.startswith("# Cơ quan chủ quản: UBND TỈNH BÀ RỊA - VŨNG TÀU")
