"""`flask letter`: an official letter from a letter file (design.md §4)."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from documents import letters
from documents.errors import Invalid
from documents.letters import LetterError

group = AppGroup("letter", help="Công văn: tạo tệp .docx đúng thể thức.")


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


def _read(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except OSError:
        _fail(f"Không đọc được tệp {source}. Hãy kiểm tra tên tệp và quyền đọc.")
    except UnicodeDecodeError:
        _fail(f"Tệp {source} không phải văn bản UTF-8.")


def _fail(message: str) -> NoReturn:
    click.echo(" ".join(message.split()), err=True)
    sys.exit(1)
