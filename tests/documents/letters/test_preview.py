"""A letter of ours is shown as pages; where that fails, a sentence says why."""

import os
import socket
import stat
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from documents import letters
from documents.letters import preview
from documents.letters.preview import PreviewFailed, office
from tests.documents.letters.printed import libreoffice
from tests.documents.letters.samples import ROOT, letter
from tests.processes import comes_true, lives

A4 = 297 / 210


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    """Forget what other tests had shown."""
    preview._studio.office.close()
    preview._forked()
    yield
    preview._studio.office.close()


@pytest.fixture
def studio() -> Path:
    """Give where LibreOffice is."""
    return Path(libreoffice())


def of_pages(count: int) -> bytes:
    body = "\n\n".join(["Nội dung trả lời phản ánh của công dân."] * (24 * count - 10))
    return letters.render(letter("shortest", body=body))


def grey(png: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the pixels of a grey image."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data = 8, b""
    head: tuple[int, ...] = ()
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        chunk = png[at + 8 : at + 8 + size]
        assert zlib.crc32(name + chunk) == int.from_bytes(png[at + 8 + size :][:4])
        head = struct.unpack(">IIBBBBB", chunk) if name == b"IHDR" else head
        data += chunk if name == b"IDAT" else b""
        at += 12 + size
    width, height, *rest = head
    assert rest == [8, 0, 0, 0, 0]
    lines = zlib.decompress(data)
    starts = range(0, len(lines), width + 1)
    return width, height, b"".join(lines[n + 1 : n + 1 + width] for n in starts)


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_every_page_is_an_a4_sheet_with_something_on_it(studio: Path) -> None:
    shown = preview.pages(letters.render(letter()))
    assert len(shown) == 3
    for png in shown:
        width, height, pixels = grey(png)
        assert width == 900
        assert height / width == pytest.approx(A4, abs=0.002)
        assert len(pixels) == width * height
        assert pixels[:width] == b"\xff" * width
        assert 0.002 < sum(shade < 128 for shade in pixels) / len(pixels) < 0.3


def test_a_page_is_as_wide_as_asked_for(studio: Path) -> None:
    content = letters.render(letter("shortest"))
    assert [grey(p)[0] for p in preview.pages(content, width=450)] == [450]
    assert [grey(p)[0] for p in preview.pages(content)] == [900]


def test_the_pdf_says_what_the_letter_says(studio: Path) -> None:
    told = text(preview.pdf(letters.render(letter())))
    assert "SỞ GIAO THÔNG VẬN TẢI" in told
    assert "Nơi nhận" in told


@pytest.mark.parametrize("content", [b"", "Kính gửi: Sở".encode(), b"PK\x03\x04" * 99])
def test_what_is_no_docx_is_refused_with_a_sentence(
    studio: Path, content: bytes
) -> None:
    for show in (preview.pdf, preview.pages):
        with pytest.raises(PreviewFailed, match="Không tạo được bản xem trước"):
            show(content)


ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:'
    'xmlns:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="application/'
    'vnd.oasis.opendocument.text"/></m:manifest>',
    "content.xml": '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:'
    'office:1.0"><o:body><o:text/></o:body></o:document-content>',
}


@pytest.mark.parametrize("parts", [{"a.txt": "Kính gửi"}, ODT], ids=["text", "odt"])
def test_another_kind_of_archive_is_refused_and_the_next_letter_shown(
    studio: Path, parts: dict[str, str]
) -> None:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(PreviewFailed, match="Không tạo được bản xem trước"):
        preview.pdf(target.getvalue())
    assert preview.pdf(of_pages(1)).startswith(b"%PDF")


def test_a_letter_too_long_to_draw_is_still_printed(
    studio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview.picture, "MOST_PAGES", 1)
    content = of_pages(2)
    with pytest.raises(PreviewFailed, match="dài quá 1 trang"):
        preview.pages(content)
    assert preview.pdf(content).startswith(b"%PDF")


def test_without_libreoffice_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert preview.available() is False
    with pytest.raises(PreviewFailed, match="không có LibreOffice"):
        preview.pages(of_pages(1))


def test_with_libreoffice_it_is_available(studio: Path) -> None:
    assert preview.available() is True


def test_what_was_shown_is_shown_again_without_libreoffice(
    studio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = of_pages(2)
    first = preview.pages(content)
    monkeypatch.setenv("PATH", "/nowhere")
    assert preview.pages(content) == first
    assert preview.pages(content, width=300) != first


def test_threads_at_once_each_get_their_own_letter(studio: Path) -> None:
    contents = {count: of_pages(count) for count in (1, 2, 3)} | {4: of_pages(2)}
    shown: dict[int, int] = {}

    def show(name: int) -> None:
        shown[name] = len(preview.pages(contents[name]))

    threads = [threading.Thread(target=show, args=(name,)) for name in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shown == {1: 1, 2: 2, 3: 3, 4: 2}


SLOW = """#!/bin/sh
(sleep 60; true) &
echo $! > "{pids}"
sleep 60
"""


def test_a_conversion_that_takes_too_long_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(SLOW.format(pids=tmp_path / "pids"))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "SECONDS", 1)
    with pytest.raises(PreviewFailed, match="mất quá nhiều thời gian"):
        preview.pdf(of_pages(1))
    started = int((tmp_path / "pids").read_text())
    assert comes_true(lambda: not lives(started))


SHOWN = """
import os, stat, sys
from pathlib import Path
from documents.letters import preview
print(len(preview.pages(Path(sys.argv[1]).read_bytes())))
(folder,) = Path(os.environ["TMPDIR"]).iterdir()
print(oct(stat.S_IMODE(folder.stat().st_mode)))
print([p.name for p in folder.iterdir() if p.is_file()])
"""


def test_nothing_of_a_letter_stays_behind_and_nobody_else_could_look(
    studio: Path, tmp_path: Path
) -> None:
    given, folder = tmp_path / "given.docx", tmp_path / "folder"
    given.write_bytes(of_pages(1))
    folder.mkdir()
    told = subprocess.run(
        [sys.executable, "-c", SHOWN, str(given)],
        env={
            "PATH": os.environ["PATH"],
            "TMPDIR": str(folder),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split("\n") == ["1", oct(stat.S_IRWXU), "[]", ""]
    assert list(folder.iterdir()) == []


def test_a_copy_of_the_process_has_a_profile_of_its_own(studio: Path) -> None:
    preview.pdf(of_pages(1))
    copy = os.fork()
    if copy == 0:
        try:
            wanted = len(preview.pages(of_pages(2))) == 2
            preview._studio.office.close()
        finally:
            os._exit(0 if wanted else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]) == 0
    folder = preview._studio.office._folder
    assert folder is not None
    assert folder.is_dir()


PICTURE = """<w:p><w:r><w:drawing>
<wp:inline xmlns:wp="{ns}/wordprocessingDrawing">
<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/>
<a:graphic xmlns:a="{ns}/main"><a:graphicData uri="{ns}/picture">
<p:pic xmlns:p="{ns}/picture">
<p:nvPicPr><p:cNvPr id="1" name="p"/><p:cNvPicPr/></p:nvPicPr>
<p:blipFill><a:blip r:link="rId99"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>
<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>
<a:prstGeom prst="rect"/></p:spPr></p:pic></a:graphicData></a:graphic></wp:inline>
</w:drawing></w:r></w:p><w:sectPr""".replace(
    "{ns}", "http://schemas.openxmlformats.org/drawingml/2006"
)
LINK = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument'
    '/2006/relationships/image" Target="{}" TargetMode="External"/></Relationships>'
)


def with_a_picture_from(address: str) -> bytes:
    changes = {
        "word/document.xml": ("<w:sectPr", PICTURE),
        "word/_rels/document.xml.rels": ("</Relationships>", LINK.format(address)),
    }
    target = BytesIO()
    with ZipFile(BytesIO(of_pages(1))) as before, ZipFile(target, "w") as after:
        for name in before.namelist():
            old, new = changes.get(name, ("", ""))
            head, found, tail = before.read(name).decode().rpartition(old or "<")
            after.writestr(name, head + (new or found) + tail)
    return target.getvalue()


def test_nothing_is_fetched_for_a_letter(studio: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        assert preview.pdf(with_a_picture_from(address)).startswith(b"%PDF")
        with pytest.raises(TimeoutError):
            server.accept()
