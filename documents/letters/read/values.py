"""From components to the values of the letter file, each as far as it can be told.

A blank number or day stays blank: nothing is guessed from the body.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from documents.letters.kinds import CIRCULATIONS, KINDS, STAMPS, Kind, Stamp
from documents.letters.profiles import Profile, profiles
from documents.letters.read.endings import Ending
from documents.letters.read.mastheads import DATE, Masthead, type_of
from documents.letters.read.pieces import Piece
from documents.text import fold

_NUMBER: Final = re.compile(
    r"(?i)so\s*[:.]?\s*(?P<number>[^/]*?)\s*/\s*(?P<symbol>.*)$"
)
_FIRST_ABOUT: Final = re.compile(r"(?i)(?:v/v|về việc)[\s:]*")
_ADDRESS: Final = re.compile(r"(?i)kính\s+gửi\s*[:.]?\s*")
_BULLET: Final = re.compile(r"^[-–+•]\s*")
_AUTHORITY: Final = re.compile(r"(?i)(TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s*\.\s*(.*)$")
_KEPT: Final = re.compile(r"(?i)[-–+•\s]*lưu\s*[:.]?\s*(.*)$")
_COPIES: Final = re.compile(r"\s*\(\s*(\d{1,4})\s*(?:bản|b)?\s*\)\s*\.?$")
_NOTED: Final = re.compile(r"(.*\S)\s*\(([^()]*)\)$")
_END: Final = " ;,."
_ARCHIVE: Final = "VT"
_ABBREVIATIONS: Final = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan"}


def kind_of(top: Masthead) -> Kind | None:
    """Return the kind: by the name printed, else a công văn's by its "V/v"."""
    if top.type is not None:
        name = fold(type_of(top.type))
        return next((k for k in KINDS.values() if fold(k.name) == name), None)
    return KINDS["cong-van"] if top.about or top.number else None


def number_of(top: Masthead) -> int | None:
    """Return the number, None while it is blank."""
    digits = _number_line(top)[0]
    return int(digits) if re.fullmatch(r"\d{1,6}", digits) and int(digits) else None


def symbol_of(top: Masthead) -> str:
    """Return what follows the number: SGTVT-VP."""
    return _number_line(top)[1]


def _number_line(top: Masthead) -> tuple[str, str]:
    text = top.number.text if top.number else ""
    plain = text.replace("ố", "o").replace("Ố", "O")
    found = _NUMBER.match(plain if fold(plain[:2]) == "so" else "")
    if not found:
        return "", ""
    return found["number"].strip(), text[found.start("symbol") :].replace(" ", "")


def place_of(top: Masthead) -> str:
    """Return the place in front of the date."""
    text = top.date.text if top.date else ""
    found = DATE.search(top.date.plain) if top.date else None
    return text[: found.start()].strip(" ,") if found else ""


def date_of(top: Masthead) -> str | None:
    """Return YYYY-MM-DD, or YYYY-MM while the day is blank."""
    found = DATE.search(top.date.plain) if top.date else None
    if not found:
        return None
    day, month, year = (
        re.fullmatch(r"\s*(\d{1,4})\s*\.?\s*", found[name])
        for name in ("day", "month", "year")
    )
    if not (month and year):
        return None
    told = f"{int(year[1]):04}-{int(month[1]):02}"
    return f"{told}-{int(day[1]):02}" if day else told


def profile_of(top: Masthead) -> Profile | None:
    """Return the agency we know by this name and the name of the one above it."""
    issuer, parent = joined(top.issuer), joined(top.parent)
    whole = _spelled(f"{parent} {issuer}")
    for known in profiles().values():
        if whole == _spelled(f"{known.superior} {known.name}"):
            return known
    symbol = re.split(r"[-/]", symbol_of(top))
    return next(
        (
            known
            for known in profiles().values()
            if known.code in symbol and fold(issuer) == fold(known.name)
        ),
        None,
    )


def _spelled(name: str) -> str:
    """Return a name as it compares: the usual abbreviations written out (Mục II.2)."""
    name = fold(name)
    for short, long in _ABBREVIATIONS.items():
        name = re.sub(rf"\b{short}\b", long, name)
    return name


def joined(lines: Iterable[Piece]) -> str:
    """Return lines as one."""
    return " ".join(piece.text for piece in lines)


def unit_of(top: Masthead, kind: Kind | None, agency: Profile | None) -> str | None:
    """Return the drafting unit: a công văn carries it behind the agency's code."""
    symbol = symbol_of(top)
    if kind is None or kind.named or not symbol:
        return None
    code = f"{agency.code}-" if agency else ""
    if code and symbol.startswith(code):
        return symbol.removeprefix(code) or None
    return symbol.partition("-")[2] or None


def subject_of(top: Masthead, heading: Iterable[Piece]) -> str | None:
    """Return the subject without the "V/v" of a công văn."""
    if top.type is not None:
        lines = [p for p in heading if any(c.isalpha() for c in p.text)]
        own = top.type.text[len(type_of(top.type)) :].strip()
        return " ".join([own, joined(lines)]).strip() or None
    return _FIRST_ABOUT.sub("", joined(top.about), count=1).rstrip(_END) or None


def stamp_of(top: Masthead, known: dict[str, Stamp]) -> str | None:
    """Return the key of the stamp that is there."""
    words = {fold(stamp.word): key for key, stamp in known.items()}
    found = (words.get(piece.plain.strip("! ")) for piece in top.stamps)
    return next((key for key in found if key), None)


def urgency_of(top: Masthead) -> str | None:
    """Return the degree of urgency."""
    return stamp_of(top, dict(STAMPS))


def circulation_of(top: Masthead) -> str | None:
    """Return who may see it."""
    return stamp_of(top, dict(CIRCULATIONS))


def addressees_of(address: Iterable[Piece]) -> list[str]:
    """Return who the letter is for."""
    texts = [piece.text for piece in address]
    texts[:1] = [_ADDRESS.sub("", text, count=1) for text in texts[:1]]
    listed = any(_BULLET.match(text) for text in texts)
    items: list[str] = []
    for text in filter(None, texts):
        opens = bool(_BULLET.match(text)) or not items
        if opens or (not listed and items[-1].endswith(";")):
            items.append(_BULLET.sub("", text, count=1) if opens else text)
        else:
            items[-1] += f" {text}"
    items = [item.rstrip(" ;,") for item in items]
    return items if len(items) < 2 else [item.rstrip(".") for item in items]


def signer_of(end: Ending) -> dict[str, str | None] | None:
    """Return who signs, in whose place."""
    lines = [piece.text for piece in end.positions]
    if not lines and end.name is None:
        return None
    found: dict[str, str | None] = dict.fromkeys(
        ("authority", "for", "deputy_for", "position", "name")
    )
    found["name"] = end.name.text if end.name else None
    first = _AUTHORITY.match(lines[0]) if lines else None
    if first is None:
        return found | {"position": " ".join(lines) or None}
    found["authority"] = first[1].upper().replace("/", "")
    if found["authority"] == "Q":
        return found | {"position": " ".join([first[2], *lines[1:]])}
    rest = lines[1:]
    behalf = [first[2]]
    while len(rest) > 1 and not _AUTHORITY.match(rest[0]):
        behalf.append(rest.pop(0))
    found["for"] = " ".join(behalf)
    chain = _AUTHORITY.match(rest[0]) if rest else None
    if chain and len(rest) > 1:
        found["deputy_for"] = chain[2]
        rest = rest[1:]
    return found | {"position": " ".join(rest) or None}


def copies_of(end: Ending) -> tuple[list[dict[str, str]], dict[str, Any] | None]:
    """Return who gets a copy, and who keeps one."""
    items: list[str] = []
    listed = any(_BULLET.match(piece.text) for piece in end.copies)
    for piece in end.copies:
        text = piece.text
        if items and listed and not (_BULLET.match(text) or _KEPT.match(text)):
            items[-1] += f" {text}"
        else:
            items.append(text)
    kept = next((i for i, text in enumerate(items) if _KEPT.match(text)), None)
    before = items if kept is None else items[:kept]
    archive = None if kept is None else _archive(items[kept], items[kept + 1 :])
    return [_recipient(text) for text in before if text.strip(" -;.")], archive


def _recipient(text: str) -> dict[str, str]:
    bare = _BULLET.sub("", text, count=1).rstrip(_END)
    noted = _NOTED.match(bare)
    return {"name": noted[1], "note": noted[2]} if noted else {"name": bare}


def _archive(line: str, after: list[str]) -> dict[str, Any]:
    """Return `Lưu: VT, VP. PC.(15)` in parts; a drafter's own line is his mark."""
    found = _KEPT.match(line)
    text = found[1] if found else ""
    copies = _COPIES.search(text)
    text = (text[: copies.start()] if copies else text).strip().rstrip(".;")
    units, _, drafter = text.partition(". ")
    if after and not drafter:
        drafter = _BULLET.sub("", after[0], count=1).rstrip(_END)
    named = [unit.strip() for unit in re.split(r"[,;]", units) if unit.strip()]
    return {
        "units": named or [_ARCHIVE],
        "drafter": drafter.strip() or None,
        "copies": int(copies[1]) if copies else None,
    }
