"""What the address of a search asks for: the question, filters, order, page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from documents import queries, vocabulary
from documents.text import one_line
from documents.viewer import Viewer
from portal.asking import LONGEST, Understood, understand
from portal.found import KINDS
from portal.naming import KIND, Known, Meaning, name_key
from portal.paging import page_number
from portal.security import CASE_ROLES

PER_PAGE: Final = 20

FACETS: Final = {
    "hinh-thuc": ("type", "Hình thức văn bản", None),
    "co-quan": ("issuer", "Cơ quan ban hành", None),
    "trang-thai": ("state", "Trạng thái", None),
    "linh-vuc": ("field", "Lĩnh vực", vocabulary.Field),
    "don-vi": ("unit", "Phòng, đơn vị", None),
    "nguon": ("source", "Nguồn", vocabulary.Source),
}
"""Name in the address → facet of the index, its label, the words of its values."""

STATES: Final = {
    term.value: term.label
    for term in (
        *vocabulary.CaseState,
        *vocabulary.Validity,
        *vocabulary.LetterState,
    )
}

_ALSO: Final = {
    "contact": ("liên hệ", "đầu mối", "đường dây nóng"),
    "directive": ("văn bản", "văn bản chỉ đạo", "chỉ đạo"),
    "case": ("hồ sơ", "phản ánh"),
    "letter": ("văn bản đi",),
    "answer": ("câu trả lời", "công khai"),
}
"""Names that the kinds of things go by beside their own."""


@dataclass(frozen=True)
class Chip:
    """A piece of the question in force, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for. Rubbish in a date or number is left out.

    `told` is what the question itself says; a filter of the address is stronger.
    """

    query: str
    kinds: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    newest_first: bool = False
    page: int = 1
    per_page: int = PER_PAGE
    told: Understood = field(default_factory=Understood)
    is_cut: bool = False

    def parameters(self) -> dict[str, str]:
        """Return the address's parameters, without the page."""
        return {
            "q": self.query,
            **({"loai": self.kinds[0]} if self.kinds else {}),
            **dict(self.facets),
            **({"tu": f"{self.since:%d/%m/%Y}"} if self.since else {}),
            **({"den": f"{self.until:%d/%m/%Y}"} if self.until else {}),
            **({"sap-xep": "moi-nhat"} if self.newest_first else {}),
        }

    def address(self, endpoint: str = "find.index", **changed: str) -> str:
        """Return the address with parameters changed; an empty one goes."""
        merged = {**self.parameters(), **changed}
        told = {name: value for name, value in merged.items() if value}
        path = url_for(endpoint)
        return f"{path}?{urlencode(told)}" if told else path

    @property
    def all_kinds(self) -> frozenset[str]:
        """Return the kinds of things asked for; none for all of them."""
        return frozenset(self.kinds) or self.told.kinds

    @property
    def all_facets(self) -> Mapping[str, frozenset[str]]:
        """Return what is asked for of the index's facets."""
        chosen = {FACETS[name][0]: frozenset({value}) for name, value in self.facets}
        return {**self.told.facets, **chosen}

    @property
    def first_day(self) -> date | None:
        """Return the day from which on things are asked for."""
        return self.since or self.told.since

    @property
    def last_day(self) -> date | None:
        """Return the last day of which things are asked for."""
        return self.until or self.told.until

    def chips(self) -> tuple[Chip, ...]:
        """Return what is in force, each with the address that lifts it."""
        pieces = (
            Chip(piece.label, self.address(q=piece.rest)) for piece in self.told.pieces
        )
        filters = (
            Chip(_WORDS.get(name, str)(value), self.address(**{name: ""}))
            for name, value in self.parameters().items()
            if name != "q"
        )
        return (*pieces, *filters)


_WORDS: Final[dict[str, Callable[[str], str]]] = {
    "loai": lambda value: KINDS[value],
    "tu": lambda value: f"từ {value}",
    "den": lambda value: f"đến {value}",
    "sap-xep": lambda _: "mới nhất trước",
    "trang-thai": lambda value: STATES.get(value, value),
    "linh-vuc": lambda value: labels(vocabulary.Field).get(value, value),
    "nguon": lambda value: labels(vocabulary.Source).get(value, value),
}


def read(
    typed: Mapping[str, str] | MultiDict[str, str],
    session: Session,
    seen_by: Viewer | None,
) -> Asked:
    """Take the question out of an address, and understand it as its viewer would."""
    kind = typed.get("loai", "")
    # A decomposed letter is three characters until it is composed.
    whole = one_line(typed.get("q", "")[: 3 * LONGEST])
    query = whole[:LONGEST]
    told = understood(query, session, seen_by)
    return Asked(
        query=query,
        kinds=(kind,) if kind in KINDS else (),
        facets=tuple(
            (name, one_line(typed[name][:LONGEST]))
            for name in FACETS
            if typed.get(name)
        ),
        since=day_of(typed.get("tu", "")),
        until=day_of(typed.get("den", "")),
        newest_first=typed.get("sap-xep") == "moi-nhat",
        page=page_number(typed.get("trang", "")),
        told=told,
        is_cut=told.is_cut or len(typed.get("q", "")) > 3 * LONGEST or whole != query,
    )


def understood(
    query: str, session: Session, seen_by: Viewer | None, *, guess: bool = True
) -> Understood:
    """Return what a question means to who asks; late cases are the desks' business."""
    known = known_to(session, seen_by) if ":" in query else {}
    late = may_ask_for_cases(seen_by)
    return understand(query, known=known, late=late, guess=guess)


def may_ask_for_cases(seen_by: Viewer | None) -> bool:
    """Say whether cases are this viewer's business at all (domain.md §6)."""
    return seen_by is not None and seen_by.role in CASE_ROLES


def as_words(asked: Asked, session: Session, seen_by: Viewer | None) -> Asked:
    """Return the question with the month or year it names taken for mere words."""
    told = understood(asked.query, session, seen_by, guess=False)
    return replace(asked, told=told)


def known_to(session: Session, seen_by: Viewer | None) -> Known:
    """Return the values of field words: none that its viewer may not find anyway."""
    content = queries.directive_choices(session, seen_by)
    kinds = [
        (name, Meaning(KIND, kind, label))
        for kind, label in KINDS.items()
        for name in (label, *_ALSO.get(kind, ()))
    ]
    types = [(name, Meaning("type", name, name)) for name in content["kind"]]
    issuers = [(name, Meaning("issuer", name, name)) for name in content["issuer"]]
    units = [
        (name, Meaning("unit", unit.code, unit.name))
        for unit in (queries.units(session) if seen_by else ())
        for name in (unit.code, unit.name)
    ]
    fields = [
        (term.label, Meaning("field", term.value, term.label))
        for term in (vocabulary.Field if seen_by else ())
    ]
    return {
        "loai": _by_name([*kinds, *types]),
        "donvi": _by_name([*issuers, *units]),
        "linhvuc": _by_name(fields),
    }


def _by_name(pairs: list[tuple[str, Meaning]]) -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, tuple[Meaning, ...]] = {}
    for name, meaning in pairs:
        key = name_key(name)
        if meaning not in found.get(key, ()):
            found[key] = (*found.get(key, ()), meaning)
    return found


def labels(terms: type[vocabulary.Term] | None) -> dict[str, str]:
    """Return the words of a vocabulary's values; none for no vocabulary."""
    return {term.value: term.label for term in terms} if terms else {}


def day_of(typed: str) -> date | None:
    """Return the day that an address names; None for rubbish."""
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(typed.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
