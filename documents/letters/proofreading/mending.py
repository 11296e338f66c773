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
        wanted = _wanted(finding, held, changes)
        if wanted:
            made.append(finding)
        for path, edit in wanted:
            changes.setdefault(path, []).append(edit)
    mended = deepcopy(dict(content))
    for path, wished in changes.items():
        _put(mended, path, edited(value_at(content, path), set(wished)))
    return mended, tuple(made)


def _wanted(
    finding: Finding, held: Sequence[Source], changes: Changes
) -> list[tuple[Path, Edit]]:
    """Return the edits of the file that a fix asks for; none when one cannot be.

    Equal cells of a row have a finding each: the next one is the next cell's.
    """
    if finding.fix is None:
        return []
    change = edits(finding.where.text, finding.fix)
    lines = _lines(finding, held)
    for places in lines:
        wanted = _typed(change, places)
        done = all(edit in changes.get(path, ()) for path, edit in wanted)
        if wanted and not _collide(wanted, changes) and (len(lines) == 1 or not done):
            return wanted
    return []


def _typed(
    change: Iterable[Edit], places: Sequence[tuple[Source, int]]
) -> list[tuple[Path, Edit]]:
    """Return edits of a printed line as edits of what is typed of it."""
    wanted: list[tuple[Path, Edit]] = []
    for edit in change:
        found = ((s.path, s.typed(edit, at=at)) for s, at in places)
        path, typed = next(((p, t) for p, t in found if t is not None), ((), None))
        if typed is None:
            return []
        wanted += [(path, one) for one in typed]
    return wanted


def _lines(
    finding: Finding, held: Sequence[Source]
) -> list[Sequence[tuple[Source, int]]]:
    """Return the printed lines that a finding can be about, each by its texts.

    Several come only where it names their very place.
    """
    where = finding.where
    fields = {where.field, "proposal" if where.field == "bases" else where.field}
    found: dict[object, list[tuple[Source, int]]] = {}
    named: dict[object, list[tuple[Source, int]]] = {}
    for source in held:
        at = source.printed_in(where.text)
        if at is None or (where.field and source.field not in fields):
            continue
        found.setdefault(source.line, []).append((source, at))
        if (source.item, source.lines) == (where.item, where.lines):
            named.setdefault(source.line, []).append((source, at))
    if named and (where.lines or len(named) == 1):
        return list(named.values())
    return list(found.values()) if len(found) == 1 else []


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
