"""Who issues: from the capital lines of a masthead to the name a register writes."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from documents.letters.profiles import DEFAULT_PROFILE, profile
from documents.text import fold
from documents.vocabulary import IssuerLevel

_ABBREVIATIONS: Final = (
    ("ủy ban nhân dân", "UBND"),
    ("uỷ ban nhân dân", "UBND"),
    ("hội đồng nhân dân", "HĐND"),
)
_OPENERS: Final = re.compile(
    r"(?:bo|so|cuc|chi cuc|tong cuc|vu|vien|uy ban|ubnd|hdnd|hoi|van phong"
    r"|ban|thuong truc|tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang|chinh phu"
    r"|thu tuong|quoc hoi|chu tich nuoc|thanh tra|phong|trung tam|truong|cong ty"
    r"|tong cong ty|tap doan|cong an|toa an|kho bac|ngan hang|bao hiem|benh vien|dai"
    r"|doan|lien doan|lien minh|mat tran|ubmttq|kiem toan|hat|doi|to|chi nhanh|hai quan"
    r"|cang|quy|hdtv|bch|bcd)\b"
)
_PLACE: Final = re.compile(
    r"\b(?:(?:tỉnh|thành|huyện|quận|thị) (?:ủy|uỷ)|tỉnh|thành phố|thị xã|thị trấn|huyện"
    r"|quận|phường|xã(?! hội)|đặc khu|tp\.?)(?:\s|$)"
)
_OPEN_END: Final = re.compile(r"(?:-|–|,|\bvà|\bcủa|\bnhân dân|\bubnd|\bhđnd)$")
_KINDS_OF_BODY: Final = re.compile(
    r"(?:văn phòng|thanh tra|ủy ban|bộ|sở|tổng cục|chi cục|cục|vụ|viện|ban"
    r"|trung tâm|phòng|trường)\s"
)
_SUBJECT_PART: Final = re.compile(r"(?<=[-–,]\s)\w|(?<=\bvà\s)\w")
_KEPT: Final = (
    "ubnd",
    "hđnd",
    "đbqh",
    "qlda",
    "atgt",
    "mttq",
    "tnhh",
    "ii",
    "iii",
    "iv",
)
_NAMES: Final = (
    "việt nam", "hồ chí minh", "hà nội", "nhà nước", "chính phủ", "quốc hội",
    "trung ương", "đảng", "mặt trận tổ quốc",
)  # fmt: skip
_NOT_AN_ISSUER: Final = ("dang cong san viet nam",)
_CENTRAL_CITIES: Final = re.compile(
    r"(?:tinh|(?:thanh pho|tp\.?)"
    r" (?:ha noi|ho chi minh|hai phong|da nang|can tho|hue))\b"
)
_PARTY: Final = (
    r".*\b(?:tinh|thanh|huyen|quan|thi|dang) uy\b|.*\bdang bo\b|.*\bban thuong vu\b"
    r"|ban chap hanh dang|trung uong dang"
)
_CENTRAL: Final = (
    r"(?:van phong )?(?:chinh phu|thu tuong|quoc hoi|chu tich nuoc|trung uong)\b"
    r"|uy ban thuong vu quoc hoi|bo (?!chi huy)|thanh tra chinh phu|tong cuc"
    r"|kiem toan nha nuoc|ngan hang nha nuoc|toa an nhan dan toi cao"
    r"|vien kiem sat nhan dan toi cao|uy ban .* quoc gia|cuc (?!.*\btinh\b)"
)
_LEVELS: Final = (
    (IssuerLevel.PARTY, re.compile(_PARTY)),
    (
        IssuerLevel.COUNCIL,
        re.compile(r"(?:thuong truc |van phong )?hdnd (?:tinh|thanh pho)\b"),
    ),
    (IssuerLevel.CENTRAL, re.compile(_CENTRAL)),
    (IssuerLevel.DEPARTMENT, re.compile(r"(?:thanh tra |van phong )?so\b")),
)
"""How each level's names begin, folded and shortened; the first that fits."""


def issuer_of(lines: Sequence[str]) -> str:
    """Return who issues, as a register writes it: "UBND tỉnh Bà Rịa - Vũng Tàu".

    A department of another province is told from ours by its province.
    """
    names = bodies_of(lines)
    if not names:
        return ""
    *above, name = names
    place = _place_of(above[-1]) if above else ""
    ours = _place_of(" ".join(profile(DEFAULT_PROFILE).parent.split()))
    foreign = place and spelled(place) != spelled(ours)
    if foreign and fold(name).startswith("so ") and not _place_of(name):
        return f"{name} {place}"
    return name


def bodies_of(lines: Iterable[str]) -> list[str]:
    """Return the bodies a masthead names, from above down; broken names are whole."""
    return [cased(name) for name in _whole(lines)]


def level_of(issuer: str, *, above: str = "", number: str = "") -> IssuerLevel | None:
    """Return which level issues; None where the name does not say."""
    name = spelled(issuer)
    if re.search(r"[-–/]\w*TU$", number):
        return IssuerLevel.PARTY
    office = re.match(r"(?:van phong )?ubnd (.*)", name)
    if office and _CENTRAL_CITIES.match(office[1]):
        return IssuerLevel.PROVINCE
    found = (level for level, begins in _LEVELS if begins.match(name))
    level = next(found, None)
    under = level is None and spelled(above).startswith("so ")
    return IssuerLevel.DEPARTMENT if under else level


def spelled(name: str) -> str:
    """Return a name as two spellings of it compare: folded, the usual short forms."""
    plain = " ".join(fold(name).replace("–", "-").split())
    for long, short in _ABBREVIATIONS:
        plain = plain.replace(fold(long), fold(short))
    return re.sub(r"\s*-\s*", "-", plain)


def cased(name: str) -> str:
    """Return a name set in capitals as a sentence writes it (Phụ lục II).

    What is not all capitals was written by somebody who knew.
    """
    if not name.isupper():
        return _shortened(name)
    small = _shortened(name.lower())
    found = _PLACE.search(small)
    body, place = (
        (small[: found.start()], small[found.start() :]) if found else (small, "")
    )
    return f"{_body(body)}{_titled(place)}".strip()


def _whole(lines: Iterable[str]) -> list[str]:
    """Join what the width of the masthead broke."""
    found: list[str] = []
    for line in lines:
        text = " ".join(line.split())
        if not text or fold(text).startswith(_NOT_AN_ISSUER):
            continue
        goes_on = found and (
            not _OPENERS.match(fold(text)) or _OPEN_END.search(found[-1].lower())
        )
        if goes_on:
            found[-1] += f" {text}"
        else:
            found.append(text)
    return found


def _shortened(name: str) -> str:
    for long, short in _ABBREVIATIONS:
        name = re.sub(rf"(?i)\b{long}\b", short, name)
    return name


def _body(small: str) -> str:
    """Return a body's own name: its kind and each of its subjects with a capital."""
    for word in _KEPT:
        small = re.sub(rf"\b{word}\b", word.upper(), small)
    for name in _NAMES:
        small = re.sub(rf"\b{name}\b", lambda found: found[0].capitalize(), small)
    small = re.sub(
        r"\b(việt nam|hồ chí minh|hà nội)\b", _each, small, flags=re.IGNORECASE
    )
    kind = _KINDS_OF_BODY.match(small)
    at = kind.end() if kind else 0
    head, rest = small[:at], small[at:]
    rest = _SUBJECT_PART.sub(lambda found: found[0].upper(), rest)
    return _raised(head) + _raised(rest)


def _titled(place: str) -> str:
    """Return "tỉnh Bà Rịa - Vũng Tàu", "Tỉnh ủy Bà Rịa - Vũng Tàu".

    One city is a name together with its kind (Phụ lục II, Mục III.1).
    """
    whole = re.sub(r"(?<=\s)\w", lambda found: found[0].upper(), place)
    whole = re.sub(r"^(?:thành|thị|đặc) (?:Phố|Xã|Trấn|Khu)\b", _lower, whole)
    whole = re.sub(r"^\w+ (?:Ủy|Uỷ)\b", lambda found: found[0].capitalize(), whole)
    return re.sub(r"^(?:t(?=hành phố Hồ Chí Minh)|tp\b)", _upper, whole)


def _lower(found: re.Match[str]) -> str:
    return found[0].lower()


def _upper(found: re.Match[str]) -> str:
    return found[0].upper()


def _each(found: re.Match[str]) -> str:
    return found[0].title()


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place_of(name: str) -> str:
    found = re.search(r"\b(?:tỉnh|[Tt]hành phố)\s.*$", name)
    return found[0] if found else ""
