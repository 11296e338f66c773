"""The components of a letter, found on the paper: the numbered boxes of the decree.

Everything here goes by the words first and by the layout second, for layouts differ
more than words do. A component that is not there is empty.
"""

from dataclasses import dataclass, field

from documents.letters.paper import Paper
from documents.letters.read.bodies import Passage, opening, passages
from documents.letters.read.endings import Ending, ending
from documents.letters.read.mastheads import Masthead, masthead
from documents.letters.read.pieces import Piece, pieces


@dataclass(frozen=True)
class Parts:
    """What stands where; `rest` is what follows the signature."""

    masthead: Masthead
    heading: tuple[Piece, ...] = ()
    authority: tuple[Piece, ...] = ()
    address: tuple[Piece, ...] = ()
    bases: tuple[Piece, ...] = ()
    body: tuple[Passage, ...] = ()
    ending: Ending = field(default_factory=Ending)
    rest: tuple[Passage, ...] = ()


def parts(paper: Paper) -> Parts:
    """Return the components of whatever stands on the paper."""
    every = pieces(paper)
    top = masthead(every)
    end = ending(every, after=top.last)
    middle = [
        piece
        for piece in every
        if top.last < piece.paragraph.place < end.first and not piece.paragraph.boxed
    ]
    start = opening(middle, named=bool(top.type))
    used = max(
        [top.last, *(p.paragraph.place for p in start.all)],
    )
    return Parts(
        masthead=top,
        heading=start.heading,
        authority=start.authority,
        address=start.address,
        bases=start.bases,
        body=tuple(passages(paper.paragraphs, after=used, before=end.first)),
        ending=end,
        rest=tuple(passages(paper.paragraphs, after=end.last)),
    )
