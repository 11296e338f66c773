"""Letters per second, ours and others'; milliseconds to check and to read one.

`python -m bench.letters` makes the same letter three ways, in turns in one process,
and prints a table. The template is our own letter with its texts made placeholders.
Then it checks and reads a letter of ten pages, in this process and in the child that
strangers' files are opened in; the first file also waits for the warm process that
children are forked from. At last it renders a thousand letters and looks at its memory.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate

from documents import letters
from documents.letters import Letter
from documents.letters.body import blocks
from documents.letters.check import check_here
from documents.letters.masthead import MOTTO, NATION
from documents.letters.read import read_here
from documents.sandbox.keeper import OWN

SEED = Path(__file__).parents[1] / "documents" / "demo" / "seed-letter.yaml"
ROUNDS = 5
COPIES_FOR_TEN_PAGES = 5
RENDERS = 1000

Make = Callable[[], bytes]


def texts_of(letter: Letter) -> dict[str, object]:
    """Return what a template is filled with."""
    return {
        "parent": letter.profile.parent.upper(),
        "issuer": letter.profile.name.upper(),
        "number": letter.number_line,
        "day": letter.place_and_date,
        "about": f"V/v {letter.about}",
        "addressee": f"Kính gửi: {letter.addressees[0]}",
        "paragraphs": [block.text for block in blocks(letter.body)],
        "position": letter.signer.lines[0],
        "name": letter.signer.name,
        "copies": [*(f"- {r};" for r in letter.recipients), f"- {letter.archive}"],
    }


def by_docxtpl(letter: Letter, folder: Path) -> Make:
    template = folder / "template.docx"
    template.write_bytes(_template(letter))
    texts = texts_of(letter)

    def make() -> bytes:
        target = BytesIO()
        document = DocxTemplate(template)
        document.render(texts, autoescape=True)
        document.save(target)
        return target.getvalue()

    return make


def _template(letter: Letter) -> bytes:
    """Turn a rendered letter into a template: placeholders, and two loops."""
    document = Document(BytesIO(letters.render(letter)))
    header, footer = document.tables
    for cell, names in (
        (header.cell(0, 0), ("parent", "issuer")),
        (header.cell(1, 0), ("number", "about")),
        (header.cell(1, 1), ("day",)),
        (footer.cell(0, 1), ("position", "name")),
    ):
        for paragraph, name in zip(cell.paragraphs, names, strict=False):
            paragraph.runs[0].text = f"{{{{ {name} }}}}"
    addressee, *body, _end = document.paragraphs
    addressee.runs[0].text = "{{ addressee }}"
    _loop(body, "paragraphs")
    _loop(footer.cell(0, 0).paragraphs[1:], "copies")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _loop(paragraphs: list[Paragraph], name: str) -> None:
    """Keep three of the paragraphs: a loop's beginning, its item, its end."""
    lines = (f"{{%p for item in {name} %}}", "{{ item }}", "{%p endfor %}")
    for paragraph, line in zip(paragraphs, lines, strict=False):
        paragraph.text = line
    for paragraph in paragraphs[len(lines) :]:
        element = paragraph._p  # noqa: SLF001 - python-docx has no way to remove one
        element.getparent().remove(element)


def by_python_docx(letter: Letter) -> Make:
    texts = texts_of(letter)

    def make() -> bytes:
        document = Document()
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.top_margin = section.bottom_margin = Mm(20)
        header = document.add_table(2, 2)
        _fill(header.cell(0, 0), [texts["parent"], texts["issuer"]], size=12)
        _fill(header.cell(0, 1), [NATION, MOTTO], size=13)
        _fill(header.cell(1, 0), [texts["number"], texts["about"]], size=12)
        _fill(header.cell(1, 1), [texts["day"]], size=13)
        for text in (texts["addressee"], *_list(texts["paragraphs"])):
            _write(document.add_paragraph(), text, size=14)
        footer = document.add_table(1, 2)
        _fill(footer.cell(0, 0), ["Nơi nhận:", *_list(texts["copies"])], size=11)
        _fill(footer.cell(0, 1), [texts["position"], texts["name"]], size=14)
        target = BytesIO()
        document.save(target)
        return target.getvalue()

    return make


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _fill(cell: _Cell, lines: list[object], *, size: int) -> None:
    _write(cell.paragraphs[0], lines[0], size=size)
    for line in lines[1:]:
        _write(cell.add_paragraph(), line, size=size)


def _write(paragraph: Paragraph, text: object, *, size: int) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_before = Pt(6)
    run = paragraph.add_run(str(text))
    run.font.name, run.font.size = "Times New Roman", Pt(size)


def rate(make: Make, seconds: float) -> float:
    """Return letters a second."""
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        make()
        count += 1
    return count / (time.perf_counter() - start)


def check(makes: dict[str, Make], letter: Letter) -> None:
    """Make sure that all three print the whole body."""
    expected = [block.text for block in blocks(letter.body)]
    for name, make in makes.items():
        printed = [p.text for p in Document(BytesIO(make())).paragraphs]
        if [text for text in printed if text][1:] != expected:
            raise SystemExit(f"{name} does not print the letter")


def measure(seconds: float) -> dict[str, float]:
    """Return letters a second of each way: the median of rounds taken in turns."""
    letter = letters.parse(SEED.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        makes: dict[str, Make] = {
            "documents.letters": lambda: letters.render(letter),
            "docxtpl": by_docxtpl(letter, Path(folder)),
            "python-docx": by_python_docx(letter),
        }
        check(makes, letter)
        rounds = [
            {name: rate(make, seconds / ROUNDS) for name, make in makes.items()}
            for _ in range(ROUNDS)
        ]
    return {name: statistics.median(r[name] for r in rounds) for name in makes}


def ten_pages() -> bytes:
    """Return a letter of ten pages: the seed's text again and again."""
    letter = letters.parse(SEED.read_text(encoding="utf-8"))
    text = letter.body.strip().removesuffix("./.")
    body = "\n\n".join([f"{text}."] * COPIES_FOR_TEN_PAGES)
    return letters.render(replace(letter, body=body))


def milliseconds(
    make: Callable[[], object], rounds: int, *, clock: Callable[[], float]
) -> float:
    """Return the median of some rounds, after one to warm up."""
    make()
    took = []
    for _ in range(rounds):
        start = clock()
        make()
        took.append(1000 * (clock() - start))
    return statistics.median(took)


@dataclass(frozen=True)
class Judged:
    """Milliseconds: of processor time for the parser, of the clock for the rest."""

    parser: float
    first: float
    next: float


def judge() -> dict[str, Judged]:
    """Return how long checking and reading take: the parser alone, and in a child."""
    content = ten_pages()
    ways: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "check": (
            lambda: check_here(b"\n" + content),
            lambda: letters.check(content),
        ),
        "read": (lambda: read_here(content), lambda: letters.read(content)),
    }
    return {
        name: Judged(
            milliseconds(parser, 15, clock=time.process_time),
            first(whole),
            milliseconds(whole, 15, clock=time.perf_counter),
        )
        for name, (parser, whole) in ways.items()
    }


def first(whole: Callable[[], object]) -> float:
    """Return how long the first file of a process takes."""
    OWN.end()
    start = time.perf_counter()
    whole()
    return 1000 * (time.perf_counter() - start)


def growth() -> tuple[float, float]:
    """Return this process's memory before and after many renders, in MB."""
    letter = letters.parse(SEED.read_text(encoding="utf-8"))
    sizes = []
    for count in (RENDERS // 10, RENDERS):
        for number in range(count):
            letters.render(replace(letter, number=number + 1))
        sizes.append(resident())
    return sizes[0], sizes[1]


def resident() -> float:
    """Return this process's memory in MB."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize() / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    found = measure(parser.parse_args().seconds)
    print("| the seed letter by | letters/s | of docxtpl |")
    print("|---|---|---|")
    for name, value in found.items():
        print(f"| {name} | {value:,.0f} | {value / found['docxtpl']:.1f} × |")
    print()
    print("| ten pages | parser, ms of CPU | in a child, ms | the first one, ms |")
    print("|---|---|---|---|")
    for name, took in judge().items():
        print(f"| {name} | {took.parser:,.0f} | {took.next:,.0f} | {took.first:,.0f} |")
    before, after = growth()
    print(f"\n{RENDERS:,} renders: {before:.1f} MB before, {after:.1f} MB after")


if __name__ == "__main__":
    main()
