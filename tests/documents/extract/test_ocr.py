"""Scans are read when that is wanted and tesseract is there, and only then."""

from pathlib import Path

import pytest

from documents.extract import ocr
from tests.documents.extract.samples import needs, read, scanned_pdf, text_pdf


def test_a_scan_is_read_when_that_is_wanted() -> None:
    needs("tesseract")
    text = read(scanned_pdf(), "quet.pdf", scans=True)
    assert [one.place.told for one in text.passages] == ["trang 1"]
    told = text.whole.lower()
    assert "giao thông vận tải" in told
    assert "đường dây nóng" in told


def test_a_scan_is_left_alone_without_tesseract(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not ocr.available()
    assert read(scanned_pdf(), "quet.pdf", scans=True).passages == ()


def stub(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    """Put a program in tesseract's place that notes each page it is given."""
    calls = folder / "calls"
    calls.mkdir()
    path = folder / "tesseract"
    path.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --list-langs ]; then echo vie; exit 0; fi\n'
        f"head -c 15 > {calls}/$$\n{body}\n"
    )
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return calls


def test_only_pages_without_letters_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls = stub(tmp_path, monkeypatch, "echo chữ trên trang quét")
    assert read(text_pdf(), "chu.pdf", scans=True).blank_pages == ()
    assert list(calls.iterdir()) == []
    assert read(scanned_pdf(2), "quet.pdf", scans=True).whole.count("quét") == 2
    assert all(page.read_bytes().startswith(b"P5 ") for page in calls.iterdir())
    assert len(list(calls.iterdir())) == 2


def test_no_more_pages_are_looked_at_than_was_agreed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls = stub(tmp_path, monkeypatch, "echo trang")
    monkeypatch.setattr(ocr, "MOST_PAGES", 1)
    assert len(read(scanned_pdf(3), "quet.pdf", scans=True).passages) == 1
    assert len(list(calls.iterdir())) == 1


def test_a_page_that_fails_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stub(
        tmp_path,
        monkeypatch,
        f"[ -e {tmp_path}/once ] || {{ touch {tmp_path}/once; exit 1; }}; echo hai",
    )
    text = read(scanned_pdf(2), "quet.pdf", scans=True)
    assert [one.place.number for one in text.passages] == [2]
