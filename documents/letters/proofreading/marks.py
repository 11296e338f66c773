"""The letters of a line that its findings speak of, to be marked on a screen."""

from collections.abc import Iterable, Iterator

from documents.letters.check import Finding
from documents.letters.proofreading.edits import edits

Span = tuple[int, int]


def marked(line: str, findings: Iterable[Finding]) -> tuple[tuple[str, bool], ...]:
    """Return a line in parts, each with whether a finding is about it.

    A finding about the whole line marks no part of it.
    """
    spans = [span for finding in findings for span in _spans(line, finding)]
    parts: list[tuple[str, bool]] = []
    for at, letter in enumerate(line):
        held = any(start <= at < end for start, end in spans)
        if parts and parts[-1][1] is held:
            parts[-1] = (parts[-1][0] + letter, held)
        else:
            parts.append((letter, held))
    return tuple(parts)


def _spans(line: str, finding: Finding) -> Iterator[Span]:
    text = finding.where.text
    at = line.find(text) if text else -1
    if at < 0:
        return
    if finding.fix is not None:
        for edit in edits(text, finding.fix):
            # What is missing is shown by the word it belongs behind.
            missing = edit.start == edit.end
            start = text.rfind(" ", 0, edit.start) + 1 if missing else edit.start
            yield at + start, at + edit.end
    elif len(text) < len(line):
        yield at, at + len(text)
