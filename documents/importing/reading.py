"""A file of past cases as others read it: out of the child that opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from documents import sandbox
from documents.importing.raw import Fault, Raw

_TARGET: Final = "documents.importing.source:pieces"


@dataclass(frozen=True)
class Reading:
    """A file that is being read: known by its bytes, its rows as they come.

    `lines` is about how many it has; nobody's columns are `unused`. What the child
    says it is, is not trusted to be more than text.
    """

    sha256: str
    lines: int
    unused: tuple[str, ...]
    rows: Iterator[Raw]


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Open a file in a child of its own, which ends with this context.

    Raises:
        Unreadable: no file of past cases, a harmful or a damaged one; also from the
            rows, further down.
        OSError: it cannot be opened.
    """
    with sandbox.flow(_TARGET, path, path.name) as pieces:
        try:
            sha256, lines, unused = next(pieces)
            told = Reading(
                str(sha256), int(lines), tuple(map(str, unused)), map(_raw, pieces)
            )
        except (ValueError, TypeError, StopIteration) as error:
            raise sandbox.Unreadable(sandbox.BROKEN) from error
        yield told


def _raw(piece: Any) -> Raw:
    try:
        line, cells, faults, from_1904 = piece
        return Raw(
            int(line),
            {str(name): str(text) for name, text in cells.items()},
            tuple(Fault(str(column), str(message)) for column, message in faults),
            bool(from_1904),
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise sandbox.Unreadable(sandbox.BROKEN) from error
