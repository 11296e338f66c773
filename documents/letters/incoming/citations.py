"""Documents that a text cites: kind, number and day, and how the text stands to them.

All patterns read folded text (first citation: letter-format.md §3.5).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from documents.letters.incoming.passages import DATE, iso_of, same_length
from documents.letters.incoming.proposal import Citation
from documents.text import fold, same_number
from documents.vocabulary import DirectiveRelationKind as Relation

MOST_CITATIONS: Final = 30

KINDS: Final = (
    "Thông báo kết luận",
    "Thông báo",
    "Thông tư liên tịch",
    "Thông tư",
    "Thông tri",
    "Kết luận",
    "Công văn",
    "Công điện",
    "Quyết định",
    "Nghị quyết",
    "Nghị định",
    "Chỉ thị",
    "Kế hoạch",
    "Báo cáo",
    "Tờ trình",
    "Giấy mời",
    "Hướng dẫn",
    "Chương trình",
    "Phiếu chuyển",
    "Quy chế",
    "Quy định",
    "Đề án",
    "Luật",
    "Pháp lệnh",
    "Văn bản",
)
"""Kinds of documents that are cited by number; the longer of two comes first."""

_NAMED: Final = {fold(name): name for name in KINDS}
_PART: Final = r"[a-z\d]{1,12}(?:[&.][a-z\d]{1,12}){0,4}"
NUMBER: Final = (
    rf"\d{{1,6}}[a-z]?(?:\s?[-–]\s?|\s?/\s?){_PART}(?:(?:[-–]|\s?/\s?){_PART}){{0,4}}"
)
"""A number in folded text, of any shape that has a symbol: 405-tb/tu."""

_CITED: Final = re.compile(
    rf"(?:\b(?P<kind>{'|'.join(_NAMED)})(?:\s+(?:khan|hoa toc|mat|lien tich))?\s+)?"
    r"(?P<so>\bso\s*:?\s*)?"
    rf"(?<![\w/.-])(?P<number>{NUMBER}|(?<=so )\d{{1,6}}(?![\w/.-]))"
    rf"(?P<dated>\s*,?\s*(?:\([^()]{{0,40}}\)\s*)?ngay\s+{DATE})?"
)
_BACK: Final = 400
_OPENING: Final = 2_000
"""How far back, and how far into the opening, words are looked for that tell why."""

_CLAUSE: Final = re.compile(r"[;:]\s|\.\s(?=\S)")
_LIST: Final = re.compile(r"[^.;:]{0,250}(?:,|\bva)\s*$")
_ABOUT: Final = re.compile(
    r"\b(?:ve viec|v/v|sua doi|bo sung|ban hanh|thay the|trien khai|thuc hien|ve)\b"
)
_ANSWERS: Final = re.compile(
    r"\bco y kien|\btra loi\b|\bphuc dap\b|\bbao cao (?:nhu sau|ket qua)"
)
_ANSWERED: Final = re.compile(
    r"\b(?:phuc dap|tra loi)\b|\bthuc hien\b.*\btai\s*(?:cac )?$"
)
_TAKEN_UP: Final = re.compile(r"\b(?:thuc hien|nhan duoc|theo|xem xet)\b")
_CARRIED_OUT: Final = re.compile(r"\b(?:thuc hien|trien khai|quan triet)\b")
_REPLACED: Final = re.compile(r"\bthay the(?: cho)?(?: cac)?\s*$")
_AMENDED: Final = re.compile(r"\b(?:sua doi|bo sung)\b(?:\W+\w+){0,8}\s*$")
_FORMED: Final = re.compile(r"\s*[-–]\s*")


def citations_in(
    subject: str, passages: Iterable[str], *, bases: Iterable[str] = (), own: str = ""
) -> tuple[Citation, ...]:
    """Return what a letter cites, each document once, in the order of the text.

    `passages` are its paragraphs, the opening one first; `own` is its own number.
    """
    found: dict[str, Citation] = {}
    places = (
        [(subject, _by_subject)]
        + [(text, _by_base) for text in bases]
        + [
            (text, _by_text if place else _by_opening)
            for place, text in enumerate(passages)
        ]
    )
    for text, judge in places:
        for citation in (found.citation for found in _of(text, judge)):
            key = same_number(citation.number)
            if key != same_number(own):
                found[key] = _merged(found.get(key), citation)
    return tuple(found.values())[:MOST_CITATIONS]


def _merged(known: Citation | None, new: Citation) -> Citation:
    if known is None:
        return new
    told = known.relation is not Relation.CITES
    return replace(
        known,
        kind=known.kind or new.kind,
        on=known.on or new.on,
        relation=known.relation if told else new.relation,
    )


Judge = Callable[[str, str], Relation]


@dataclass(frozen=True)
class Located:
    """A citation, and from where to where its kind, number and day stand in a text."""

    citation: Citation
    start: int
    end: int


def located_in(text: str) -> Iterator[Located]:
    """Yield every citation of a text where it stands, repeated ones too."""
    return _of(text, _by_text)


def _of(text: str, judge: Judge) -> Iterator[Located]:
    plain = same_length(text)
    kind, end = "", 0
    for match in _CITED.finditer(plain):
        between = plain[max(end, match.start() - _BACK) : match.start()]
        listed = bool(kind) and bool(match["so"]) and bool(_LIST.fullmatch(between))
        if not (match["kind"] or listed) or not _is_number(match):
            continue
        before = _CLAUSE.split(plain[max(0, match.start() - _BACK) : match.start()])[-1]
        # What a cited document is about is not what this letter does.
        nested = end > match.start() - len(before) and _ABOUT.search(between)
        kind, end = match["kind"] or kind, match.end()
        citation = Citation(
            kind=_NAMED[kind],
            number=_written(text[match.start("number") : match.end("number")]),
            on=_day(match),
            relation=Relation.CITES if nested else judge(before, plain[:_OPENING]),
        )
        yield Located(citation, match.start(), end)


def _is_number(match: re.Match[str]) -> bool:
    """Say whether it is no day or range: it has a symbol, or is "số" and a day."""
    return any(map(str.isalpha, match["number"])) or bool(
        match["so"] and match["dated"]
    )


def _day(match: re.Match[str]) -> date | None:
    on = iso_of(match) if match["dated"] else ""
    return date.fromisoformat(on) if on and not on.startswith("--") else None


def _written(number: str) -> str:
    return _FORMED.sub("-", re.sub(r"\s*/\s*", "/", number))


def _by_subject(before: str, _plain: str) -> Relation:
    if _ANSWERED.search(before):
        return Relation.REPLIES_TO
    return _by_text(before, _plain)


def _by_base(_before: str, _plain: str) -> Relation:
    return Relation.CITES


def _by_opening(before: str, plain: str) -> Relation:
    answers = _TAKEN_UP.search(before) and _ANSWERS.search(plain)
    if answers or _ANSWERED.search(before):
        return Relation.REPLIES_TO
    return _by_text(before, plain)


def _by_text(before: str, _plain: str) -> Relation:
    if _REPLACED.search(before):
        return Relation.REPLACES
    if _AMENDED.search(before):
        return Relation.AMENDS
    return Relation.IMPLEMENTS if _CARRIED_OUT.search(before) else Relation.CITES
