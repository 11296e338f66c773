"""What a question says beside its words: field words, months, numbers; pure.

`số:` `loại:` `đơn vị:` `lĩnh vực:` `từ:` `đến:` `hạn:quá` (search.md §5), with marks
or without. A field word whose value nobody knows is plain words, as is anything in
quotation marks. Nothing that is typed is an error.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from documents.text import fold, one_line
from portal.days import Days, days_at, guessed_days
from portal.naming import KIND, Known, Meaning, meanings_at
from search import EVERYTHING, read

LONGEST: Final = 200


@dataclass(frozen=True)
class Piece:
    """A piece of the question that was understood, and the question without it."""

    label: str
    rest: str


@dataclass(frozen=True)
class Understood:
    """A question, understood. `words` are what is left for the index to read."""

    words: str = ""
    number: str = ""
    kinds: frozenset[str] = frozenset()
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    is_overdue: bool = False
    is_guessed: bool = False
    """A month or a year was taken for a time; as words it may be meant as well."""
    is_cut: bool = False
    pieces: tuple[Piece, ...] = ()
    beside: str = ""
    """What was typed of the question beside its words."""

    @property
    def plain_query(self) -> str:
        """Return the number and the words."""
        return f"{self.number} {self.words}".strip()

    @property
    def query(self) -> str:
        """Return what the index is asked; all there is, if it is only narrowed."""
        narrowed = self.kinds or self.facets or self.since or self.until
        return EVERYTHING + self.plain_query if narrowed else self.plain_query

    @property
    def is_bare(self) -> bool:
        """Say whether there is no word by which answers could be ranked."""
        return not self.plain_query

    def with_words(self, words: str) -> str:
        """Return the question with other words, the rest of it as it was typed."""
        bare = words.removeprefix(EVERYTHING).removeprefix(self.number)
        return one_line(f"{bare} {self.beside}")


@dataclass(frozen=True)
class _Sense:
    """What a span of the question means."""

    span: tuple[int, int]
    label: str
    number: str = ""
    meanings: tuple[Meaning, ...] = ()
    days: Days | None = None
    bounds: str = ""
    is_overdue: bool = False
    is_guess: bool = False


_NAMES: Final = {
    "so": "số",
    "loai": "loại",
    "donvi": "đơn vị",
    "linhvuc": "lĩnh vực",
    "tu": "từ",
    "den": "đến",
    "han": "hạn",
}
_NEXT: Final = re.compile(
    r'"[^"]*"?'
    r"|(?<![\w–−-])(?P<name>so|loai|don[ -]?vi|linh[ -]?vuc|tu|den|han) ?: ?"
)
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„«»", '"'))
_NUMBER: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')
_LATE: Final = re.compile(r'"?(?:qua|tre)(?: han)?\b"?')

_RECOGNISED: Final = {
    "document": "Số: {}",
    "number": "Số: {}",
    "case": "Hồ sơ: {}",
    "date": "Ngày: {}",
    "plate": "Biển số: {}",
    "road": "Đường: {}",
    "post": "Lý trình: {}",
    "phone": "Điện thoại: {}",
    "phrase": "Cụm từ “{}”",
    "excluded": "Bỏ “{}”",
    "prefix": "Bắt đầu bằng “{}”",
}


def understand(
    question: str, *, known: Known, late: bool = False, guess: bool = True
) -> Understood:
    """Return what a question means to who knows these values.

    `late`: `hạn:quá` is understood. `guess`: so is a month or a year by itself.
    """
    text = question.translate(_QUOTES)
    senses = list(_senses(text, known, late=late))
    if guess and not any(sense.days for sense in senses):
        senses += _guesses(_without(text, senses))
    words = _without(text, senses)
    reading = read(one_line(words))
    told = Understood(
        words=one_line(words),
        is_cut=reading.is_cut,
        beside=" ".join(text[slice(*sense.span)] for sense in senses),
        pieces=tuple(_pieces(text, words, senses)),
    )
    for sense in senses:
        told = _narrowed(told, sense)
    return told


def _plain(text: str) -> str:
    """Return a text without marks, place for place."""
    return "".join(fold(char)[:1] or " " for char in text)


def _without(text: str, senses: Iterable[_Sense]) -> str:
    """Return a text with blanks in place of what was understood."""
    rest = list(text)
    for sense in senses:
        start, end = sense.span
        rest[start:end] = " " * (end - start)
    return "".join(rest)


def _senses(text: str, known: Known, *, late: bool) -> Iterator[_Sense]:
    plain, place = _plain(text), 0
    while found := _NEXT.search(plain, place):
        place = found.end()
        name = re.sub("[ -]", "", found["name"] or "")
        if not name or not _is_spelled(text[slice(*found.span("name"))], name):
            continue
        sense = _sense(name, text, plain, found.span(), known=known, late=late)
        if sense is not None:
            place = sense.span[1]
            yield sense


def _is_spelled(typed: str, name: str) -> bool:
    """Say whether a field word has its own marks or none: Sở: is not số:."""
    told = re.sub("[ -]", "", typed.lower())
    return told in {name, _NAMES[name].replace(" ", "")}


def _sense(
    name: str,
    text: str,
    plain: str,
    span: tuple[int, int],
    *,
    known: Known,
    late: bool,
) -> _Sense | None:
    start, place = span
    if name == "so":
        return _number(text, start, place)
    if name in {"tu", "den"}:
        return _bound(name, plain, start, place)
    if name == "han":
        found = _LATE.match(plain, place) if late else None
        end = found.end() if found else 0
        return _Sense((start, end), "Quá hạn", is_overdue=True) if end else None
    return _value(name, plain, start, place, values=known.get(name, {}))


def _number(text: str, start: int, place: int) -> _Sense | None:
    found = _NUMBER.match(text, place)
    told = (found[1] or found[2] or "").strip(" ,;.") if found else ""
    if found is None or not any(char.isdecimal() for char in told):
        return None
    return _Sense((start, found.end()), f"Số: {told}", number=told)


def _bound(name: str, plain: str, start: int, place: int) -> _Sense | None:
    found = days_at(plain, place)
    if found is None:
        return None
    days, end = found
    label = f"Từ {days.first:%d/%m/%Y}" if name == "tu" else f"Đến {days.last:%d/%m/%Y}"
    return _Sense((start, end), label, days=days, bounds=name)


def _value(
    name: str,
    plain: str,
    start: int,
    place: int,
    *,
    values: Mapping[str, tuple[Meaning, ...]],
) -> _Sense | None:
    found = meanings_at(plain, place, values)
    if found is None:
        return None
    meanings, end = found
    label = ", ".join(dict.fromkeys(one.label for one in meanings))
    title = _NAMES[name].capitalize()
    return _Sense((start, end), f"{title}: {label}", meanings=meanings)


def _guesses(text: str) -> Iterator[_Sense]:
    """Yield the month or year that stands among the words outside quotation marks."""
    bare = re.sub(r'[–−-]?"[^"]*"?', lambda quoted: "\n" * len(quoted[0]), text)
    found = guessed_days(bare, _plain(bare))
    if found is not None:
        days, span = found
        yield _Sense(span, days.label, days=days, is_guess=True)


def _narrowed(told: Understood, sense: _Sense) -> Understood:
    """Return what is understood with one sense more."""
    told = _meant(told, sense.meanings)
    if sense.number:
        told = replace(told, number=f"{told.number} {sense.number}".strip())
    if sense.days and sense.bounds != "den":
        told = replace(told, since=sense.days.first)
    if sense.days and sense.bounds != "tu":
        told = replace(told, until=sense.days.last)
    return replace(
        told,
        is_overdue=told.is_overdue or sense.is_overdue,
        is_guessed=told.is_guessed or sense.is_guess,
    )


def _meant(told: Understood, meanings: Sequence[Meaning]) -> Understood:
    kinds, facets = set(told.kinds), dict(told.facets)
    for one in meanings:
        if one.facet == KIND:
            kinds.add(one.value)
        else:
            facets[one.facet] = facets.get(one.facet, frozenset()) | {one.value}
    return replace(told, kinds=frozenset(kinds), facets=facets)


def _pieces(text: str, words: str, senses: Iterable[_Sense]) -> Iterator[Piece]:
    """Yield what was understood and what the index recognises, as it was typed."""
    told = [(sense.span, sense.label) for sense in senses]
    for part in read(words).parts:
        bare = re.sub(r"^ngày ", "", part.text, flags=re.IGNORECASE)
        told.append((part.span, _RECOGNISED[part.kind].format(bare)))
    for (start, end), label in sorted(told):
        yield Piece(label, one_line(f"{text[:start]} {text[end:]}"))
