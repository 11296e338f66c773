"""Files made to harm: each ends as one sentence, whatever it tries."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from documents import sandbox
from documents.extract import Unreadable
from tests.documents.extract.samples import (
    WORDS,
    docx,
    needs,
    read,
    repacked,
    text_pdf,
    xlsx,
)

BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{}">]><x>&a;</x>'
SHEET = "xl/worksheets/sheet1.xml"
WORD = "word/document.xml"


def crowded(content: bytes, entries: int) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(entries):
            archive.writestr(f"x/{number}", b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "name", "main"), [(docx, "a.docx", WORD), (xlsx, "a.xlsx", SHEET)]
)
def test_archives_that_no_office_makes_are_not_unpacked(
    make: object, name: str, main: str
) -> None:
    whole = docx(WORDS) if make is docx else xlsx([WORDS])
    for changed in (
        {main: b"<x>" + b" " * 30_000_000 + b"</x>"},
        {f"x/{n}": b"0" * 20_000_000 for n in range(6)},
        {"../../../tmp/x": b"x"},
        {"xl/vbaProject.bin": b"x"},
        {main: BOMB.format("x" * 100).encode()},
        {main: BOMB.format("x" * 100).encode("utf-16")},
    ):
        with pytest.raises(Unreadable):
            read(repacked(whole, changed), name)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_hundred_thousand_entries_are_refused_by_the_directory(name: str) -> None:
    whole = docx(WORDS) if name == "a.docx" else xlsx([WORDS])
    with pytest.raises(Unreadable, match="quá lớn"):
        read(crowded(whole, 100_000), name)


def test_a_sheet_that_lies_about_its_size_costs_nothing() -> None:
    whole = xlsx(["Chữ"])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        sheet = archive.read(SHEET).decode()
    lying = sheet.replace('ref="A1"', 'ref="A1:XFD1048576"')
    assert lying != sheet
    assert read(repacked(whole, {SHEET: lying.encode()}), "a.xlsx").whole == "Chữ"


def test_shared_strings_that_grow_end_with_the_child() -> None:
    strings = b"<si><t>" + os.urandom(64).hex().encode() + b"</t></si>"
    many = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    content = repacked(
        xlsx(["x"]), {"xl/sharedStrings.xml": many + strings * 200_000 + b"</sst>"}
    )
    with pytest.raises(Unreadable):
        read(content, "a.xlsx")


def test_text_that_is_markup_or_invisible_stays_harmless_text() -> None:
    text = read(docx("<script>alert(1)</script>\u202edảo\u200b"), "a.docx")
    assert text.whole == "<script>alert(1)</script>dảo"


def test_a_file_with_old_word_inside_that_is_none_is_one_error() -> None:
    needs("catdoc")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    with pytest.raises(Unreadable):
        read(head + bytes(100_000), "a.doc")


def program(folder: Path, body: str) -> tuple[str, ...]:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return (str(path),)


@pytest.mark.parametrize(
    "body",
    [
        "sleep 60",
        "while :; do :; done",
        "exit 3",
        "head -c 30000000 /dev/zero",
        "x=$(head -c 900000000 /dev/zero | tr '\\0' a); echo ${#x}",
        "kill -9 $$",
    ],
)
def test_a_program_that_hangs_grows_talks_or_dies_is_ended(
    tmp_path: Path, body: str
) -> None:
    with pytest.raises(Unreadable):
        sandbox.run_program(program(tmp_path, body), b"x", seconds=2)


def test_a_program_gets_the_file_and_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "chimyenbaocao")
    told = sandbox.run_program(program(tmp_path, "cat; env; pwd"), b"given\n")
    assert told.startswith(b"given\n")
    assert b"chimyenbaocao" not in told
    assert told.endswith(b"\n/\n")


def test_what_a_program_started_ends_with_it(tmp_path: Path) -> None:
    left = tmp_path / "left"
    body = f"(sleep 5; touch {left}) & sleep 60"
    with pytest.raises(Unreadable):
        sandbox.run_program(program(tmp_path, body), b"", seconds=1)
    with pytest.raises(Unreadable):
        sandbox.run_program(program(tmp_path, "sleep 60"), b"", seconds=6)
    assert not left.exists()


def test_a_page_that_cannot_be_read_does_not_cost_the_others() -> None:
    content = text_pdf()
    damaged = content.replace(b"/Contents", b"/Kontents", 1)
    assert damaged != content
    places = [one.place.number for one in read(damaged, "a.pdf").passages]
    assert len(places) == 2
    assert read(damaged, "a.pdf").blank_pages == tuple({1, 2, 3} - set(places))
