"""The labelled sentences, and how well a reading of them does, kind by kind."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from documents.redaction import Kind, Published, Span, read

PUBLISHED: Final = Published(
    phones=("02543.3727838", "0903706338"),
    emails=("thachnn@sogtvt.bariavungtau.gov.vn",),
    names=("Nguyễn Ngọc Thạch",),
)
_LABEL: Final = re.compile(r"\{(\w+):([^}]*)\}")


@dataclass(frozen=True)
class Labelled:
    """A sentence and what must be masked in it."""

    text: str
    spans: tuple[Span, ...]
    part: str


def sentences(name: str = "sentences.txt") -> list[Labelled]:
    """Return every sentence of a set; a line of "=" begins a part."""
    path = Path(__file__).with_name(name)
    found, part = [], ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("="):
            part = line[1:].partition(":")[0].strip().lower()
        elif line and not line.startswith("#"):
            found.append(_labelled(line, part))
    return found


def _labelled(line: str, part: str) -> Labelled:
    text, spans, place = "", [], 0
    for found in _LABEL.finditer(line):
        text += line[place : found.start()]
        spans.append(Span(len(text), len(text) + len(found[2]), Kind(found[1])))
        text += found[2]
        place = found.end()
    return Labelled(text + line[place:], tuple(spans), part)


@dataclass
class Score:
    """How a reading did: labels, those masked whole, findings, those that were right.

    A finding is right if it meets a label of its kind.
    """

    labels: Counter[Kind] = field(default_factory=Counter)
    masked: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    right: Counter[Kind] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def recall(self, kind: Kind) -> float:
        return self.masked[kind] / self.labels[kind] if self.labels[kind] else 1.0

    def precision(self, kind: Kind) -> float:
        return self.right[kind] / self.found[kind] if self.found[kind] else 1.0


def score(told: Iterable[Labelled]) -> Score:
    kept = Score()
    for one in told:
        found = read(one.text, published=PUBLISHED).spans
        covered = {place for span in found for place in range(span.start, span.end)}
        for label in one.spans:
            whole = covered.issuperset(range(label.start, label.end))
            kept.labels[label.kind] += 1
            kept.masked[label.kind] += whole
            if not whole:
                kept.wrong.append(f"missed {label.kind}: {one.text}")
        for span in found:
            is_right = any(
                span.meets(label) and span.kind is label.kind for label in one.spans
            )
            kept.found[span.kind] += 1
            kept.right[span.kind] += is_right
            if not is_right:
                told_ = one.text[span.start : span.end]
                kept.wrong.append(f"masked {span.kind} “{told_}”: {one.text}")
    return kept
