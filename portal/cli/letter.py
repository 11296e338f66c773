"""`flask letter`: letters made, checked and read back (design.md §4)."""

import json
import sys
from pathlib import Path
from typing import Final, NoReturn

import click
import yaml
from flask.cli import AppGroup

from documents import letters
from documents.errors import Invalid
from documents.letters import Finding, LetterError, Reading, Report, Unreadable

group = AppGroup(
    "letter", help="Công văn: tạo tệp .docx đúng thể thức, kiểm tra, đọc lại."
)


_UNREADABLE: Final = 2
_AS_JSON: Final = "In kết quả dạng JSON."
_SEVERITIES: Final = {
    letters.Severity.ERROR: "Lỗi",
    letters.Severity.WARNING: "Cảnh báo",
    letters.Severity.ADVICE: "Góp ý",
}
_PRINTED: Final = {
    "parent": "Cơ quan chủ quản",
    "issuer": "Cơ quan ban hành",
    "symbol": "Ký hiệu",
    "place": "Địa danh",
}


@group.command("render")
@click.argument("source", metavar="FILE.yaml", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Tệp .docx sẽ ghi.",
)
@click.option(
    "--form",
    "form_id",
    type=click.Choice(sorted(letters.FORMS)),
    help="Mẫu trình bày; mặc định theo ngày của văn bản.",
)
def render(source: Path, *, output: Path, form_id: str | None) -> None:
    """Tạo văn bản .docx từ FILE.yaml."""
    try:
        letter = letters.parse(_read(source))
        form = letters.FORMS[form_id] if form_id else letters.form_of(letter)
        content = letters.render(letter, form)
    except Invalid as error:
        faults = (f"{key}: {message}" for key, message in error.fields.items())
        _fail(f"{source}: {' '.join(faults)}")
    except LetterError as error:
        _fail(f"{source}: {error.message}")
    try:
        output.write_bytes(content)
    except OSError:
        _fail(f"Không ghi được tệp {output}. Hãy kiểm tra thư mục và quyền ghi.")
    click.echo(f"Đã ghi {output}, theo {form.title}.")


@group.command("check")
@click.argument("source", metavar="FILE.docx", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_AS_JSON)
def check(source: Path, *, as_json: bool) -> None:
    """Kiểm tra thể thức của FILE.docx; mã thoát 1 khi có lỗi, 2 khi không đọc được."""
    try:
        report = letters.check(_bytes(source, code=_UNREADABLE))
    except Unreadable as error:
        _fail(f"{source}: {error.message}", code=_UNREADABLE)
    click.echo(_json(report.data()) if as_json else "\n".join(_told(report)))
    sys.exit(1 if report.errors else 0)


@group.command("read")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_AS_JSON)
def read(source: Path, *, as_json: bool) -> None:
    """Đọc FILE (.docx hoặc .pdf có lớp chữ) thành tệp văn bản mà render nhận."""
    try:
        reading = letters.read(_bytes(source, code=1))
    except Unreadable as error:
        _fail(f"{source}: {error.message}")
    if not reading.is_letter:
        click.echo(f"Đây là {reading.nature.value}.", err=True)
    for key, why in reading.unread.items():
        click.echo(f"{key}: {why}", err=True)
    click.echo(_json(reading.fields) if as_json else _file(reading))


def _told(report: Report) -> list[str]:
    title = letters.FORMS[report.form].title
    if not report.findings:
        return [f"Không có lỗi thể thức nào, theo {title}."]
    return [f"Theo {title}:", *map(_line, report.findings)]


def _line(finding: Finding) -> str:
    fix = f" Sửa thành: “{finding.fix}”." if finding.fix else ""
    return (
        f"{_SEVERITIES[finding.severity]} [{finding.id}] {finding.where}."
        f" {finding.message}{fix} ({finding.article})"
    )


def _file(reading: Reading) -> str:
    """Return the letter file; what it has no key for stands in its comments."""
    notes = (
        f"# {label}: {reading.printed[key]}"
        for key, label in _PRINTED.items()
        if reading.printed.get(key)
    )
    told = yaml.safe_dump(reading.fields, allow_unicode=True, sort_keys=False, width=88)
    return "\n".join((*notes, told.rstrip()))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _bytes(source: Path, *, code: int) -> bytes:
    try:
        return source.read_bytes()
    except OSError:
        message = "Hãy kiểm tra tên tệp và quyền đọc."
        _fail(f"Không đọc được tệp {source}. {message}", code=code)


def _read(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except OSError:
        _fail(f"Không đọc được tệp {source}. Hãy kiểm tra tên tệp và quyền đọc.")
    except UnicodeDecodeError:
        _fail(f"Tệp {source} không phải văn bản UTF-8.")


def _fail(message: str, *, code: int = 1) -> NoReturn:
    click.echo(" ".join(message.split()), err=True)
    sys.exit(code)
