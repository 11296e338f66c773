"""The text: punctuation, telephone numbers, the order of points."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from documents.letters.body import END
from documents.letters.check.finding import Fault, Rule, Severity, Where
from documents.letters.check.names import changed
from documents.letters.check.subject import Subject
from documents.letters.check.type import where
from documents.letters.paper.gaps import is_blank
from documents.letters.read.bodies import body_lines
from documents.letters.read.pieces import Piece

_SPACE_BEFORE: Final = re.compile(
    r"(?<=[^\s.])\s+(?=[:;,.](?:\s|$))|(?<=\()\s+(?=\w)|(?<=\w)\s+(?=\)(?:[\s.,;:]|$))"
)
_WIDE: Final = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_ITEM: Final = re.compile(r"[-–+] ")
_OPEN: Final = re.compile(r"\w$")
_PHONE: Final = re.compile(r"(?<![\d/.,-])0\d[\d. ]{6,12}\d(?![\d/,-])")
_OPENS: Final = re.compile(r"([^\W\d_])\) ")
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_NO_MARK: Final = 3
"""Points in a row before their letters are judged."""


def _closed_up(text: str) -> str:
    return _SPACE_BEFORE.sub("", text)


def wide_spaces(subject: Subject) -> Iterator[Fault]:
    """One space parts two words; a blank that will be filled in is wider."""
    found = [line for line in subject.prose if _is_wide(line.raw)]
    if found:
        more = f" ({len(found)} đoạn)" if len(found) > 1 else ""
        first = found[0]
        at = Where("Dấu câu", first.paragraph.place, first.raw.strip())
        yield Fault(at, first.text, told={"count": more})


def _is_wide(text: str) -> bool:
    return any(
        not is_blank(text[: gap.start()], text[gap.end() :])
        for gap in _WIDE.finditer(text)
    )


def end_mark(subject: Subject) -> Iterator[Fault]:
    """The text ends with `./.`."""
    kind = subject.kind
    if not subject.body or (kind is not None and not kind.closed):
        return
    last = subject.parts.body[-1]
    # Beneath a table the mark may stand in a line of its own.
    closed = any(line.text.endswith(END) for line in body_lines(last)[-1:])
    if not last.rows and not closed:
        line = subject.body[-1]
        right = line.text.rstrip(" .;,/:") + END
        yield Fault(where("Nội dung", line, whole=True), right)


def item_end(subject: Subject) -> Iterator[Fault]:
    """An item of a list ends with a mark where another follows it."""
    for line, below in pairwise(subject.body):
        if (
            _ITEM.match(line.text)
            and _ITEM.match(below.text)
            and _OPEN.search(line.text)
        ):
            right = f"{line.text};"
            yield Fault(where("Nội dung", line, whole=True), right)


def phones(subject: Subject) -> Iterator[Fault]:
    """A landline has 11 digits, a mobile 10; nobody but a person corrects them."""
    for line in subject.prose:
        for found in _PHONE.finditer(line.text):
            digits = re.sub(r"\D", "", found[0])
            wanted = 11 if digits.startswith("02") else 10
            known = digits.startswith(("02", "03", "05", "07", "08", "09"))
            if known and len(digits) != wanted:
                told = {"found": found[0], "count": len(digits), "wanted": wanted}
                yield Fault(where("Số điện thoại", line), told=told)


def point_letters(subject: Subject) -> Iterator[Fault]:
    """Points run a, b, c, d, đ, e, g: Word's own letters go wrong from the fifth."""
    run: list[tuple[str, Piece]] = []
    for line in subject.body:
        found = _OPENS.match(line.text)
        if not found:
            continue
        letter = found[1]
        if letter == "a":
            run = []
        run.append((letter, line))
        wanted = _LETTERS[len(run) - 1 : len(run)]
        if len(run) >= _NO_MARK and letter != wanted and _in_order(run[:-1]):
            told = {"found": letter, "wanted": wanted}
            yield Fault(where("Nội dung", line), told=told)


def _in_order(run: Sequence[tuple[str, Piece]]) -> bool:
    return "".join(letter for letter, _ in run) == _LETTERS[: len(run)]


WORDS: Final = (
    Rule(
        "body-end",
        Severity.ERROR,
        "sizes.body",
        "Nội dung văn bản kết thúc bằng dấu “./.”.",
        end_mark,
    ),
    Rule(
        "space-before-mark",
        Severity.WARNING,
        "custom",
        "Thừa khoảng trống trước dấu câu.",
        changed("Dấu câu", _closed_up),
    ),
    Rule(
        "wide-space",
        Severity.ADVICE,
        "custom",
        "Giữa hai chữ chỉ có một khoảng trống{count}.",
        wide_spaces,
    ),
    Rule(
        "item-end",
        Severity.WARNING,
        "custom",
        "Ý liệt kê chưa có dấu chấm phẩy ở cuối.",
        item_end,
    ),
    Rule(
        "phone",
        Severity.WARNING,
        "custom",
        "Số điện thoại {found} có {count} chữ số, thường là {wanted}; hãy kiểm tra.",
        phones,
    ),
    Rule(
        "point-letter",
        Severity.WARNING,
        "sizes.body",
        "Điểm {found}) không theo thứ tự chữ cái tiếng Việt; ở đây là {wanted}).",
        point_letters,
    ),
)
