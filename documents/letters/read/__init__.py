"""Reading a letter back: .docx or text PDF, ours or foreign, into the file's fields.

`read` does it in the sandbox, field by field; `parts` finds the components, which
`documents.letters.check` judges.
"""

from typing import Any, Final

from documents import sandbox
from documents.letters.paper import opened
from documents.letters.read.nature import Nature, nature
from documents.letters.read.parts import Parts, parts
from documents.letters.read.reading import Reading, reading

__all__ = ["Nature", "Parts", "Reading", "nature", "parts", "read", "reading"]

AHEAD: Final = ("pypdfium2",)
"""For the sandbox: it takes as long to load as a letter takes to read."""

_HERE: Final = "documents.letters.read:read_here"


def read(content: bytes) -> Reading:
    """Return what a .docx or a text PDF says, opened in a child process.

    Raises:
        Unreadable: it is neither, or not one that can be read safely.
    """
    return Reading.of(sandbox.run(_HERE, content))


def read_here(content: bytes) -> dict[str, Any]:
    """Do what `read` does, in this process: for the child, and to measure."""
    return reading(opened(content)).data()
