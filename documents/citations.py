"""Documents of the register that a text cites: how, and whether they are in force.

The first citation is in full: kind, number, day, who issued it and what it is about;
the next by kind and number only (NĐ 30/2020, Phụ lục I, Mục II.6). What is cited
should be in force on the day of the letter (domain.md §2, §3.3).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from documents import queries
from documents.letters.incoming import Citation, Located, located_in, same_length
from documents.models import Directive, DirectiveRelation
from documents.text import fold, same_number
from documents.viewer import Viewer
from documents.vocabulary import ContentState, DirectiveForce, DirectiveRelationKind

_OF: Final = re.compile(r"\s*,?\s*cua\s+")
_ABOUT: Final = re.compile(r"\s*,?\s*(?:(?:ve viec|v/v)\s+)?")
_ENDED: Final = re.compile(r"\s*(?:$|[,.;:)\n]|ve viec\b|v/v\b)")
_TOLD_MORE: Final = re.compile(r"\s*,?\s*(?:cua|ve viec|v/v)\s")
_REPLACED: Final = re.compile(r"\bthay the(?: cho)?(?: cac)?\s*\Z")
_CLAUSE: Final = re.compile(r"[.;](?=\s)|\n")
_BEFORE: Final = 160
"""Letters in front of a citation within which its issuer may stand already."""


@dataclass(frozen=True)
class Outdated:
    """A document that a text cites and that no longer holds, or not in full.

    `successor` is what stands in its place today, if the register knows it.
    """

    directive: Directive
    why: str
    successor: Directive | None = None

    @property
    def name(self) -> str:
        """Return how the document is named in short."""
        return short(self.directive)


def short(directive: Directive) -> str:
    """Return the citation of a document that was cited in full before."""
    return f"{directive.kind} số {directive.number}"


def citation(directive: Directive, *, after: str) -> str:
    """Return how a document is cited next, `after` the text that stands already."""
    number = re.escape(fold(directive.number))
    if re.search(rf"(?<![\w/-]){number}(?![\w/-])", fold(after)):
        return short(directive)
    return directive.citation


def outdated(
    session: Session, texts: Sequence[str], *, seen_by: Viewer, on: date
) -> list[tuple[Outdated, ...]]:
    """Return what each text cites that does not hold on a day, in the text's order.

    However many texts there are, the register is asked three times at most. A
    citation that fits several documents is doubted only if none of them holds; what
    a text itself calls replaced is no citation of it.
    """
    cited = [tuple(one.citation for one in _cited(text)) for text in texts]
    register = _Register.of(session, [one for row in cited for one in row], seen_by, on)
    return [register.judged(row) for row in cited]


def _cited(text: str) -> Iterator[Located]:
    """Yield what a text relies on: what it calls replaced itself is left out."""
    plain = same_length(text)
    for found in located_in(text):
        if not _REPLACED.search(plain, max(0, found.start - _BEFORE), found.start):
            yield found


@dataclass(frozen=True)
class _Register:
    """The documents that texts cite, and those that followed them, on one day."""

    by_number: Mapping[str, Sequence[Directive]]
    successors: Mapping[int, Sequence[Directive]]
    on: date

    @classmethod
    def of(
        cls, session: Session, cited: Collection[Citation], seen_by: Viewer, on: date
    ) -> "_Register":
        ids = _ids(session, {same_number(one.number) for one in cited})
        if not ids:
            return cls({}, {}, on)
        followed = _followed(session, ids)
        rows = _rows(session, _closure(ids, followed))
        seen = {
            key: row
            for key, row in rows.items()
            if queries.may_see_directive(row, seen_by)
        }
        by_number: dict[str, list[Directive]] = {}
        for key in ids & seen.keys():
            by_number.setdefault(same_number(seen[key].number), []).append(seen[key])
        successors = {
            old: [seen[new] for new in news if new in seen and _holds(seen[new], on)]
            for old, news in followed.items()
        }
        return cls(by_number, successors, on)

    def judged(self, cited: Iterable[Citation]) -> tuple[Outdated, ...]:
        found: dict[int, Outdated] = {}
        for one in cited:
            fitting = [
                row
                for row in self.by_number.get(same_number(one.number), ())
                if one.on in {None, row.issued_on}
            ]
            doubts = [self._doubt(row) for row in fitting]
            if doubts and all(doubts):
                newest = max(
                    (doubt for doubt in doubts if doubt),
                    key=lambda doubt: doubt.directive.issued_on,
                )
                found.setdefault(newest.directive.id, newest)
        return tuple(found.values())

    def _doubt(self, row: Directive) -> Outdated | None:
        successor = self._last(row)
        if successor is not None:
            told = f"đã được thay thế bằng {successor.citation}."
            return Outdated(row, f"{short(row)} {told}", successor)
        if row.expires_on is not None and row.expires_on <= self.on:
            told = f"hết hiệu lực từ ngày {row.expires_on:%d/%m/%Y}."
            return Outdated(row, f"{short(row)} {told}")
        if row.force is DirectiveForce.EXPIRED:
            return Outdated(row, f"{short(row)} đã hết hiệu lực.")
        if row.force is DirectiveForce.PARTLY:
            told = "hết hiệu lực một phần; hãy kiểm tra điều, khoản được viện dẫn."
            return Outdated(row, f"{short(row)} {told}")
        return None

    def _last(self, row: Directive) -> Directive | None:
        """Return what replaced a document, what replaced that, and so on."""
        met, last = {row.id}, None
        here: Sequence[Directive] = self.successors.get(row.id, ())
        while unmet := [one for one in here if one.id not in met]:
            last = max(unmet, key=lambda one: (one.issued_on, one.id))
            met.add(last.id)
            here = self.successors.get(last.id, ())
        return last


def _holds(row: Directive, on: date) -> bool:
    """Say whether what replaces something does so by now."""
    begun = row.effective_on is None or row.effective_on <= on
    return begun and row.state is ContentState.PUBLISHED


def _ids(session: Session, numbers: set[str]) -> set[int]:
    """Return the documents that bear these numbers, however they are spelled."""
    if not numbers:
        return set()
    rows = select(Directive.id).where(Directive.number_key.in_(numbers))
    return set(session.scalars(rows))


def _followed(session: Session, ids: Collection[int]) -> dict[int, list[int]]:
    """Return what replaces these documents, what replaces that, and so on."""
    one = DirectiveRelation
    replaces = one.kind == DirectiveRelationKind.REPLACES
    first = select(one.to_id, one.from_id).where(replaces, one.to_id.in_(ids))
    found = first.cte("followed", recursive=True)
    # A circle ends: what was met already is left out.
    deeper = select(one.to_id, one.from_id).join(found, one.to_id == found.c.from_id)
    found = found.union(deeper.where(replaces))
    followed: dict[int, list[int]] = {}
    for old, new in session.execute(select(found.c.to_id, found.c.from_id)):
        followed.setdefault(old, []).append(new)
    return followed


def _closure(ids: set[int], followed: Mapping[int, Sequence[int]]) -> set[int]:
    whole, fresh = set(ids), set(ids)
    while fresh:
        fresh = {new for old in fresh for new in followed.get(old, ())} - whole
        whole |= fresh
    return whole


def _rows(session: Session, ids: Collection[int]) -> dict[int, Directive]:
    query = select(Directive).where(Directive.id.in_(ids))
    rows = session.scalars(query.options(defer(Directive.body)))
    return {row.id: row for row in rows}


def put_in_place(text: str, old: Directive, new: Directive) -> tuple[str, int]:
    """Return the text citing `new` wherever it cites `old`, and how often it did.

    Issuer and subject of the old document go with its number. Where the text tells
    them in other words they stay, and so does the sentence for a person to read.
    """
    plain, built, end, count = same_length(text), "", 0, 0
    for found in _cited(text):
        cites = same_number(found.citation.number) == same_number(old.number)
        if not cites or found.citation.on not in {None, old.issued_on}:
            continue
        built += text[end : found.start]
        end = _told_to(plain, found.end, old)
        built += _cited_next(new, built, rest=plain[end:])
        count += 1
    return built + text[end:], count


def _told_to(plain: str, end: int, old: Directive) -> int:
    """Return where a citation ends: behind its issuer and subject, if they follow."""
    end = _past(plain, end, _OF, old.issuer)
    return _past(plain, end, _ABOUT, old.abstract)


def _past(plain: str, end: int, lead: re.Pattern[str], told: str) -> int:
    """Return where the words end that follow here; they may be told in short."""
    opened = lead.match(plain, end)
    wanted = same_length(told)
    if opened is None or not wanted:
        return end
    stop = opened.end()
    for word in re.finditer(r"\S+", wanted):
        said = plain[opened.end() : opened.end() + word.end()]
        if said != wanted[: word.end()]:
            break
        stop = opened.end() + word.end()
    whole = stop == opened.end() + len(wanted)
    in_short = stop > opened.end() and _ENDED.match(plain, stop)
    return stop if whole or in_short else end


def _cited_next(new: Directive, before: str, *, rest: str) -> str:
    if _TOLD_MORE.match(rest):
        return f"{short(new)} ngày {new.issued_on:%d/%m/%Y}"
    told = citation(new, after=before)
    clause = _CLAUSE.split(before[-_BEFORE:])[-1]
    if fold(new.issuer) in fold(clause):
        return told.replace(f" của {new.issuer}", "", 1)
    return told
