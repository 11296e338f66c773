"""A file back into the letter file's fields: what was read, and what was not."""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Self

from documents.letters.paper import Paper
from documents.letters.read import values
from documents.letters.read.bodies import Passage, body_lines
from documents.letters.read.nature import Nature, nature
from documents.letters.read.parts import Parts, parts
from documents.letters.read.writing import typed, written
from documents.text import fold

Fields = dict[str, Any]

_NEEDED: Final = {
    "kind": "Không rõ loại văn bản.",
    "profile": "Cơ quan ban hành không có trong danh mục cơ quan.",
    "number": "Chưa có số.",
    "date": "Chưa ghi ngày, tháng, năm.",
    "subject": "Không đọc được trích yếu.",
    "body": "Không đọc được nội dung.",
    "signer": "Không đọc được chức vụ và họ tên người ký.",
    "recipients": "Không đọc được nơi nhận.",
}
_DAY_BLANK: Final = "Chưa ghi ngày."
_APPENDIX: Final = re.compile(r"(?i)phụ lục\b.{0,12}$")
_ATTACHED: Final = re.compile(r"(?i)\(\s*(?:ban hành )?k[èe]m theo")
_LONGEST_TITLE: Final = 4
"""Paragraphs that the title of an appendix may take."""

_CONTACT: Final = re.compile(r"dia chi|dien thoai|\bdt\b|thu dien tu|e-?mail|fax")
_BY_GROUND: Final = re.compile(r"(?i)theo đề nghị")


@dataclass(frozen=True)
class Reading:
    """What a file says.

    `fields` are the letter file's, each a value or None. `printed` is what the file
    shows of its agency: parent, issuer, symbol, place. `unread` names each field
    that is missing, with why.
    """

    nature: Nature
    fields: Fields
    printed: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    @property
    def is_letter(self) -> bool:
        """Say whether it is a letter of an agency at all."""
        return self.nature is Nature.LETTER

    def data(self) -> Fields:
        """Return it as data that JSON can carry."""
        return asdict(self) | {"nature": self.nature.name}

    @classmethod
    def of(cls, data: Fields) -> Self:
        """Return the reading that became data."""
        return cls(**data | {"nature": Nature[data["nature"]]})


def reading(paper: Paper) -> Reading:
    """Return what stands on the paper, field by field.

    No field takes the others with it: one that fails is None and is told.
    """
    found = parts(paper)
    top = found.masthead
    fields = _fields(found, paper)
    unread = {key: why for key, why in _NEEDED.items() if not fields[key]}
    if fields["date"] and len(fields["date"]) < len("YYYY-MM-DD"):
        unread["date"] = _DAY_BLANK
    printed = {
        "parent": values.joined(top.parent),
        "issuer": values.joined(top.issuer),
        "symbol": values.symbol_of(top),
        "place": values.place_of(top),
    }
    return Reading(nature(paper, found), fields, printed, unread)


def _fields(found: Parts, paper: Paper) -> Fields:
    top, end = found.masthead, found.ending
    agency, kind = values.profile_of(top), values.kind_of(top)
    bases, proposal = _bases(found)
    recipients, archive = values.copies_of(end)
    return {
        "profile": agency.id if agency else None,
        "kind": kind.id if kind else None,
        "unit": values.unit_of(top, kind, agency),
        "number": values.number_of(top),
        "date": values.date_of(top),
        "urgency": values.urgency_of(top),
        "circulation": values.circulation_of(top),
        "address": _has_address(paper),
        "subject": values.subject_of(top, found.heading),
        "addressees": values.addressees_of(found.address),
        "bases": bases,
        "proposal": proposal,
        "body": written(found.body) or None,
        "appendices": list(_appendices(found.rest)),
        "signer": values.signer_of(end),
        "secretary": end.secretary.text if end.secretary else None,
        "recipients": recipients,
        "archive": archive,
    }


def _bases(found: Parts) -> tuple[list[str], str | None]:
    texts = [typed(piece).rstrip(" ;,.") for piece in found.bases]
    last = texts[-1:] if texts and _BY_GROUND.match(texts[-1]) else []
    return texts[: len(texts) - len(last)], last[0] if last else None


def _has_address(paper: Paper) -> bool:
    first = paper.sections[0].footers if paper.sections else {}
    return any(_CONTACT.search(fold(edge.text)) for edge in first.values())


def _appendices(rest: Iterable[Passage]) -> Iterable[Fields]:
    held: list[Passage] = []
    for passage in rest:
        if _is(passage, _APPENDIX.match) and held and _is(held[0], _APPENDIX.match):
            yield _appendix(held)
            held = []
        held.append(passage)
    if held and _is(held[0], _APPENDIX.match):
        yield _appendix(held)


def _appendix(held: list[Passage]) -> Fields:
    _, *following = held
    titles: list[str] = []
    while following and len(titles) < _LONGEST_TITLE:
        line = next(iter(body_lines(following[0])), None)
        attached = line is not None and bool(_ATTACHED.match(line.text))
        titled = line is not None and (line.centred or line.bold)
        if line is None or following[0].rows or not (titled or attached):
            break
        following.pop(0)
        if attached:
            break
        titles.append(typed(line))
    return {"title": " ".join(titles), "body": written(following)}


def _is(passage: Passage, match: Callable[[str], object]) -> bool:
    found = body_lines(passage) if not passage.rows else []
    return bool(found) and bool(match(found[0].text))
