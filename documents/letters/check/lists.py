"""Lists and their marks: addressees, grounds, copies, the archive."""

import re
from collections.abc import Iterator
from typing import Final

from documents.letters.check.finding import Fault, Rule, Severity
from documents.letters.check.subject import KEPT, Subject
from documents.letters.check.type import where
from documents.letters.kinds import Addressed
from documents.letters.read.pieces import Piece

_ADDRESS: Final = re.compile(r"(?i)(kính\s+gửi)\s*(:?)\s*(.*)$")
_BULLET: Final = re.compile(r"^[-–+•]\s*")
_UNITS: Final = re.compile(r"VT(?:, ?[^,;.()]+)+(?: ?\(\d+\))?")
_MARK: Final = re.compile(r"[A-ZĐ]+(?:\.?\(\d+\))?")
_PRIVATE: Final = re.compile(r"\b[^\W\d_]{1,2}/[^\W\d_]+")
_USUAL_NOTES: Final = frozenset({"b/c", "th/h", "p/h", "ph/h"})
_INSTRUCTION: Final = re.compile(r"- (?:Đăng|Niêm yết|Thông báo trên|Công khai) ")
_TWICE: Final = re.compile(r"(?<![.])[.;,] ?[.;]$")
"""Two marks at the end of an item; dots that leave something out are more."""

_END: Final = " ;,."


def address(subject: Subject) -> Iterator[Fault]:
    """A colon, then one body; or each on a line: "- …;", the last with a stop."""
    head, *items = subject.parts.address or (None,)
    if head is None:
        return
    found = _ADDRESS.match(head.text)
    if found and not found[2] and not (items and items[0].text.startswith(":")):
        right = f"{found[1]}: {found[3]}".rstrip()
        at = where("Kính gửi", head, whole=True)
        yield Fault(at, right, told={"why": "sau “Kính gửi” có dấu hai chấm"})
    listed = [p for p in items if _BULLET.match(p.text)]
    if len(listed) == len(items) > 1:
        yield from _marked(listed, "Kính gửi")


def _marked(items: list[Piece], component: str) -> Iterator[Fault]:
    """Check "- …;" and the stop of the last; each line is one item."""
    for place, item in enumerate(items):
        last = place == len(items) - 1
        end, name = (".", "dấu chấm") if last else (";", "dấu chấm phẩy")
        if not item.text.endswith(end) or _TWICE.search(item.text):
            right = item.text.rstrip(_END) + end
            at = where(component, item, whole=True)
            told = {"why": f"cuối dòng này có {name}"}
            yield Fault(at, right, told=told)


def address_end(subject: Subject) -> Iterator[Fault]:
    """A single addressee carries no mark at its end."""
    lines = subject.parts.address
    if len(lines) == 1 and lines[0].text.endswith((".", ";", ",")):
        right = lines[0].text.rstrip(_END)
        yield Fault(where("Kính gửi", lines[0], whole=True), right)


def address_unwanted(subject: Subject) -> Iterator[Fault]:
    """Only some kinds are addressed."""
    kind = subject.kind
    if kind and kind.addressed is Addressed.NEVER and subject.parts.address:
        told = {"kind": kind.name}
        yield Fault(where("Kính gửi", subject.parts.address[0]), told=told)


def bases(subject: Subject) -> Iterator[Fault]:
    """Grounds end with semicolons, the last as the form says."""
    found = subject.parts.bases
    for place, item in enumerate(found):
        last = place == len(found) - 1
        end = subject.form.bases_end if last else ";"
        if not item.text.endswith(end):
            right = item.text.rstrip(_END) + end
            at = where("Căn cứ", item, whole=True)
            yield Fault(at, right, told={"end": end})


def copies_label(subject: Subject) -> Iterator[Fault]:
    """`Nơi nhận:` with its colon."""
    label = subject.parts.ending.label
    if label and label.text != "Nơi nhận:":
        yield Fault(where("Nơi nhận", label, whole=True), "Nơi nhận:")


def copies(subject: Subject) -> Iterator[Fault]:
    """Each copy is a line: "- …;"."""
    lines, kept, _ = subject.copies
    wrapped = [not _BULLET.match(p.text) for p in lines]
    for place, item in enumerate(lines):
        goes_on = place + 1 < len(lines) and wrapped[place + 1] and not all(wrapped)
        if wrapped[place] and not all(wrapped):
            continue
        bare = _BULLET.sub("", item.text, count=1)
        end = ";" if kept or place + 1 < len(lines) else "."
        right = f"- {bare}" if goes_on else f"- {bare.rstrip(_END)}{end}"
        if item.text != right:
            told = {"end": "dấu chấm phẩy" if end == ";" else "dấu chấm"}
            at = where("Danh sách nơi nhận", item, whole=True)
            yield Fault(at, right, told=told)


def first_copy(subject: Subject) -> Iterator[Fault]:
    """The first goes to those named above, or in the article that says so."""
    lines, _, _ = subject.copies
    first = lines[0] if lines else None
    if first is None:
        return
    bare = _BULLET.sub("", first.text, count=1).rstrip(_END)
    if subject.kind and subject.kind.decides:
        if not bare.startswith("Như Điều"):
            told = {"wanted": "- Như Điều …;"}
            yield Fault(where("Danh sách nơi nhận", first), told=told)
    elif subject.parts.address and bare != "Như trên":
        fix = "- Như trên;" if bare.casefold().startswith("như ") else None
        told = {"wanted": "- Như trên;"}
        at = where("Danh sách nơi nhận", first, whole=True)
        yield Fault(at, fix, told=told)


def archive_missing(subject: Subject) -> Iterator[Fault]:
    """The last line says who keeps a copy."""
    lines, kept, _ = subject.copies
    if lines and kept is None:
        yield Fault(where("Danh sách nơi nhận", lines[-1]))


def archive(subject: Subject) -> Iterator[Fault]:
    """`- Lưu: VT, VP.`, a full stop at its end."""
    _, line, _ = subject.copies
    found = KEPT.match(line.text) if line else None
    if line is None or found is None:
        return
    right = f"- Lưu: {found[2].rstrip(' ;,')}"
    right = right if right.endswith((".", ")")) else f"{right}."
    stopped = line.text.endswith(".") or re.search(r"\.\(\d+\)$", line.text)
    if not found[1] or not line.text.startswith("- Lưu"):
        yield Fault(where("Lưu", line, whole=True), right)
    elif not stopped:
        at = where("Lưu", line, whole=True)
        yield Fault(at, right.removesuffix(".") + ".")


def archive_units(subject: Subject) -> Iterator[Fault]:
    """The line names the clerks and the unit that drafted."""
    _, line, _ = subject.copies
    found = KEPT.match(line.text) if line else None
    if line is None or found is None:
        return
    units = found[2].partition(". ")[0].rstrip(" .;")
    if not _UNITS.fullmatch(units):
        yield Fault(where("Lưu", line))


def archive_last(subject: Subject) -> Iterator[Fault]:
    """Nothing follows it; the drafter's mark stands on the same line, in capitals."""
    _, line, after = subject.copies
    found = KEPT.match(line.text) if line else None
    if line is None or found is None:
        return
    drafter = found[2].partition(". ")[2].rstrip(" .")
    if after:
        yield Fault(where("Lưu", after[0]))
    elif drafter and not _MARK.fullmatch(drafter):
        yield Fault(where("Lưu", line))


def notes(subject: Subject) -> Iterator[Fault]:
    """Notes to copies are read by others."""
    for line in subject.copies[0]:
        found = [w for w in _PRIVATE.findall(line.text) if w not in _USUAL_NOTES]
        if found:
            yield Fault(where("Danh sách nơi nhận", line), told={"found": found[0]})


def instructions(subject: Subject) -> Iterator[Fault]:
    """A copy goes to somebody; what to do with it stands in brackets."""
    for line in subject.copies[0]:
        if _INSTRUCTION.match(line.text):
            yield Fault(where("Danh sách nơi nhận", line))


LISTS: Final = (
    Rule(
        "address-format",
        Severity.ERROR,
        "addressees",
        "Kính gửi: {why}.",
        address,
    ),
    Rule(
        "address-end",
        Severity.ADVICE,
        "addressees",
        "Kính gửi một nơi thì không có dấu ở cuối.",
        address_end,
    ),
    Rule(
        "address-unwanted",
        Severity.WARNING,
        "addressees",
        "{kind} không có phần “Kính gửi”.",
        address_unwanted,
    ),
    Rule(
        "bases-end",
        Severity.ERROR,
        "sizes.body",
        "Căn cứ này kết thúc bằng dấu “{end}”.",
        bases,
    ),
    Rule(
        "copies-label-text",
        Severity.ERROR,
        "addressees",
        "Ghi đúng là “Nơi nhận:”.",
        copies_label,
    ),
    Rule(
        "copies-format",
        Severity.ERROR,
        "addressees",
        "Mỗi nơi nhận một dòng, đầu dòng có gạch, cuối dòng có {end}.",
        copies,
    ),
    Rule(
        "copies-first",
        Severity.WARNING,
        "addressees",
        "Nơi nhận đầu tiên ghi “{wanted}”.",
        first_copy,
    ),
    Rule(
        "archive-missing",
        Severity.ERROR,
        "addressees",
        "Nơi nhận thiếu dòng “- Lưu: VT, …”.",
        archive_missing,
    ),
    Rule(
        "archive-format",
        Severity.ERROR,
        "addressees",
        "Dòng cuối ghi “- Lưu: VT, <đơn vị soạn thảo>.”, có dấu chấm ở cuối.",
        archive,
    ),
    Rule(
        "archive-units",
        Severity.ADVICE,
        "addressees",
        "Dòng “Lưu” ghi VT, rồi đến đơn vị soạn thảo.",
        archive_units,
    ),
    Rule(
        "archive-drafter",
        Severity.WARNING,
        "addressees",
        "Ký hiệu người soạn thảo viết in hoa, trên cùng dòng “Lưu”.",
        archive_last,
    ),
    Rule(
        "copies-note",
        Severity.ADVICE,
        "custom",
        "“{found}” là cách viết tắt riêng; nên ghi rõ.",
        notes,
    ),
    Rule(
        "copies-instruction",
        Severity.ADVICE,
        "custom",
        "Nơi nhận ghi tên nơi nhận, việc cần làm ghi trong ngoặc.",
        instructions,
    ),
)
