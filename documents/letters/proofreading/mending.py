"""Safe fixes made in a letter file: what they name changes, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from documents.letters.check import Finding
from documents.letters.proofreading.edits import Edit, edited, edits
from documents.letters.proofreading.sources import Path, Source, sources, value_at

Changes = dict[Path, list[Edit]]


def mended(
    content: Mapping[str, Any], fixes: Iterable[Finding]
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the letter file with fixes made, and those that were made.

    A fix is left out when it has none to offer, when its text is no longer there or
    is there twice, and when it wants letters that another fix has changed.
    """
    held = list(sources(content))
    changes: Changes = {}
    made: list[Finding] = []
    for finding in fixes:
        wanted = _wanted(finding, held)
        if wanted and not _collide(wanted, changes):
            made.append(finding)
            for path, edit in wanted:
                changes.setdefault(path, []).append(edit)
    mended = deepcopy(dict(content))
    for path, wished in changes.items():
        _put(mended, path, edited(value_at(content, path), set(wished)))
    return mended, tuple(made)


def _wanted(finding: Finding, held: Sequence[Source]) -> list[tuple[Path, Edit]]:
    """Return the edits of the file that a fix asks for; none when one cannot be."""
    if finding.fix is None:
        return []
    where = finding.where
    places = _places(finding, held)
    wanted: list[tuple[Path, Edit]] = []
    for edit in edits(where.text, finding.fix):
        found = ((s.path, s.typed(edit, at=at)) for s, at in places)
        path, typed = next(((p, t) for p, t in found if t is not None), ((), None))
        if typed is None:
            return []
        wanted += [(path, one) for one in typed]
    return wanted


def _places(finding: Finding, held: Sequence[Source]) -> list[tuple[Source, int]]:
    """Return the texts of the one line that a finding speaks of."""
    where = finding.where
    fields = {where.field, "proposal" if where.field == "bases" else where.field}
    found = [
        (source, at)
        for source in held
        if where.field == "" or source.field in fields
        if (at := source.printed_in(where.text)) is not None
    ]
    named = [
        (source, at)
        for source, at in found
        if (source.item, source.lines) == (where.item, where.lines)
    ]
    found = named or found
    return found if len({source.line for source, _ in found}) == 1 else []


def _collide(wanted: Sequence[tuple[Path, Edit]], changes: Changes) -> bool:
    return any(
        edit.collides(other) for path, edit in wanted for other in changes.get(path, ())
    )


def _put(content: dict[str, Any], path: Path, text: str) -> None:
    *above, last = path
    held: Any = content
    for key in above:
        if not isinstance(held[key], dict | list):
            held[key] = list(held[key])
        held = held[key]
    held[last] = text
