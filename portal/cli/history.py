"""`flask history`: whether anybody changed what was written, and anchors for it."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from documents import history
from documents.deadlines import HANOI
from documents.history import Anchor
from portal import wiring

group = AppGroup("history", help="Lịch sử không sửa được: kiểm tra, lưu mốc.")


@group.command("verify")
@click.option(
    "--anchor",
    "kept",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Tệp mốc do lệnh history anchor ghi.",
)
def verify(*, kept: Path | None) -> None:
    """Kiểm tra từng dòng lịch sử; mã thoát 1 khi có dòng bị sửa, xóa, chèn."""
    anchors = _read(kept) if kept else []
    with wiring.current().database.reading() as session:
        whole, fault = history.verify(session, anchors=anchors)
    if fault is not None:
        click.echo(fault.message, err=True)
        sys.exit(1)
    if not anchors:
        click.echo(
            "Không có mốc để đối chiếu: không thể biết phần cuối có bị cắt không."
        )
    click.echo(f"Lịch sử nguyên vẹn: {whole} dòng.")


@group.command("anchor")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ghi thêm mốc vào cuối tệp này; nên giữ tệp ở một nơi khác.",
)
def anchor(*, output: Path | None) -> None:
    """In mốc của lịch sử lúc này, để sau này biết phần cuối có bị cắt không."""
    wired = wiring.current()
    with wired.database.reading() as session:
        found = history.anchor(session)
    told = _written(found, wired.clock())
    if output is None:
        click.echo(told)
        return
    with output.open("a", encoding="utf-8") as stream:
        stream.write(told + "\n")
    click.echo(f"Đã ghi mốc: dòng {found.line}.")


def _written(found: Anchor, now: datetime) -> str:
    told = {
        "line": found.line,
        "hash": found.hash,
        "at": now.astimezone(HANOI).isoformat(timespec="seconds"),
    }
    return json.dumps(told)


def _read(path: Path) -> list[Anchor]:
    """Return the anchors of a file, one a line."""
    try:
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        told = [json.loads(line) for line in lines]
        found = [Anchor(int(one["line"]), str(one["hash"])) for one in told]
    except (ValueError, TypeError, KeyError) as error:
        raise click.ClickException(f"Không đọc được tệp mốc {path}.") from error
    if not found:
        raise click.ClickException(f"Tệp mốc {path} không có mốc nào.")
    return found
