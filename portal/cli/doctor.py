"""`flask doctor`: what is missing or unsafe here, in words."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Final

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from documents import digests, extract, sender_mails
from documents.letters import preview
from documents.models import FileText, Officer
from documents.vocabulary import Role, TextState
from portal import wiring
from portal.index_faults import fault_of
from portal.wiring import Wiring
from search import SearchError

Check = Callable[[Wiring], Iterator[str]]

_FONT: Final = "Liberation Serif"
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


@click.command("doctor")
@with_appcontext
def command() -> None:
    """Kiểm tra máy và cài đặt; mã thoát 1 khi có điều cần sửa."""
    wired = wiring.current()
    found = [told for check in _CHECKS for told in check(wired)]
    for told in found:
        click.echo(f"- {told}")
    for told in _hints(wired):
        click.echo(f"Gợi ý: {told}")
    if found:
        click.echo(f"{len(found)} điều cần xem.", err=True)
        sys.exit(1)
    click.echo("Mọi thứ ổn.")


def _data_dir(wired: Wiring) -> Iterator[str]:
    place = wired.settings.data_dir
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        yield f"Thư mục dữ liệu {place} để người khác trên máy đọc được (chmod 700)."
    if not os.access(place, os.W_OK):
        yield f"Không ghi được vào thư mục dữ liệu {place}."


def _database(wired: Wiring) -> Iterator[str]:
    try:
        if not wired.database.is_current():
            yield "Cơ sở dữ liệu chưa đúng phiên bản: hãy chạy flask migrate."
            return
        with wired.database.reading() as session:
            ready = select(Officer.id).where(
                Officer.role == Role.ADMIN,
                Officer.active,
                Officer.password_hash.is_not(None),
            )
            if session.scalar(ready.limit(1)) is None:
                yield "Chưa có quản trị nào đặt mật khẩu."
    except SQLAlchemyError as error:
        yield f"Không mở được cơ sở dữ liệu ({type(error).__name__})."


def _search(wired: Wiring) -> Iterator[str]:
    place = wired.search.place
    if place is not None and place.is_dir() and place.stat().st_mode & _OTHERS_WRITE:
        yield (
            f"Thư mục chỉ mục {place} để người khác ghi được nên không được dùng;"
            " tiến trình nền sẽ cất đi và dựng lại, trong lúc đó tìm kiếm lấy từ cơ sở"
            " dữ liệu. Hãy xem ai đã đổi quyền của thư mục."
        )
        return
    try:
        wired.search.status()
    except (SearchError, OSError) as error:
        yield f"Chỉ mục tìm kiếm không dùng được: {fault_of(error)}"


def _mail(wired: Wiring) -> Iterator[str]:
    """Say who did not get his digest and why, and how many senders were not told."""
    now = wired.clock()
    try:
        with wired.database.reading() as session:
            lost = digests.given_up(session, now=now)
            untold = sender_mails.lost(session, now=now)
    except SQLAlchemyError:
        # What is wrong with the database is told where it is looked at.
        return
    for username, on, fault in lost:
        yield f"Thư báo việc ngày {on:%d/%m/%Y} không tới {username}: {fault}."
    if untold:
        yield f"{untold} thư báo cho người gửi không gửi được trong 7 ngày qua."


def _address(wired: Wiring) -> Iterator[str]:
    if not wired.settings.is_https:
        yield "PORTAL_PUBLIC_URL chưa dùng https: chỉ hợp khi dùng thử trên một máy."


def _hints(wired: Wiring) -> Iterator[str]:
    """Say what works without, only less well."""
    if extract.old_word.program() is None:
        yield "Không có catdoc: nội dung tệp .doc kèm theo không tìm được."
    if extract.ocr.program() and not wired.settings.reads_scans:
        yield "Có tesseract nhưng chưa bật PORTAL_OCR=1: bản quét không tìm được chữ."
    if not wired.settings.mail_url:
        yield "Chưa đặt PORTAL_MAIL_URL: không có thư báo việc mỗi sáng."
    yield from _files(wired)
    if kept := wired.search.set_aside():
        yield (
            f"Có {len(kept)} chỉ mục hỏng được cất lại, mới nhất là {kept[-1]};"
            " xem xong thì xóa."
        )
    if not preview.available():
        yield (
            "Không có LibreOffice (libreoffice-writer-nogui): bản xem trước công văn"
            " hiện dạng HTML."
        )


def _files(wired: Wiring) -> Iterator[str]:
    """Say how many attached files search cannot look into."""
    rows = select(func.count()).where(FileText.state == TextState.UNREADABLE)
    try:
        with wired.database.reading() as session:
            count = session.scalar(rows)
    except SQLAlchemyError:
        # What is wrong with the database is told where it is looked at.
        return
    if count:
        yield f"Có {count} tệp kèm theo không đọc được nội dung để tìm kiếm."


def _scans(wired: Wiring) -> Iterator[str]:
    """Look for what reads scans, where that is wanted."""
    if wired.settings.reads_scans and not extract.ocr.available():
        yield (
            "PORTAL_OCR=1 nhưng không có tesseract với tiếng Việt"
            " (tesseract-ocr, tesseract-ocr-vie): bản quét không đọc được."
        )


def _fonts(_wired: Wiring) -> Iterator[str]:
    """Look for what LibreOffice prints with; without it nothing is printed here."""
    if not preview.available():
        return
    if shutil.which("fc-list") is None:
        yield "Không có fontconfig: không kiểm tra được phông chữ."
    elif not _has_font():
        yield f"Không có phông {_FONT} 2 (fonts-liberation2): bản xem trước sẽ lệch."


def _has_font() -> bool:
    """Ask for a face with Vietnamese letters; version 1 of the font has none."""
    told = subprocess.run(  # noqa: S603 - nothing in it comes from outside
        ["fc-list", f"{_FONT}:lang=vi"],  # noqa: S607 - found on the PATH just above
        capture_output=True,
        check=False,
        timeout=20,
    )
    return bool(told.stdout.strip())


_CHECKS: Final[tuple[Check, ...]] = (
    _data_dir,
    _database,
    _search,
    _address,
    _mail,
    _fonts,
    _scans,
)
