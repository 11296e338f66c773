"""A document that came in, read into what the register of directives wants of it.

`read_incoming` does it in the sandbox: the record, the deadlines and the documents
cited. Everything is a proposal; what cannot be read is empty, and said to be.
"""

from typing import Any, Final

from documents import sandbox
from documents.letters.incoming.citations import Located, citations_in, located_in
from documents.letters.incoming.issuers import issuer_of, level_of, spelled
from documents.letters.incoming.passages import same_length, sentences
from documents.letters.incoming.proposal import Citation, Deadline, Proposal
from documents.letters.incoming.proposing import propose_here
from documents.letters.incoming.terms import deadlines_in

__all__ = [
    "Citation",
    "Deadline",
    "Located",
    "Proposal",
    "citations_in",
    "deadlines_in",
    "issuer_of",
    "level_of",
    "located_in",
    "propose_here",
    "read_incoming",
    "same_length",
    "sentences",
    "spelled",
]

_HERE: Final = "documents.letters.incoming:proposed"


def read_incoming(content: bytes) -> Proposal:
    """Return what a .docx or PDF proposes, opened in a child process.

    Raises:
        Unreadable: it is neither, is not safe to read, or bears a secrecy stamp.
    """
    return Proposal.of(sandbox.run(_HERE, content))


def proposed(content: bytes) -> dict[str, Any]:
    """Do what `read_incoming` does, in this process: for the child."""
    return propose_here(content).data()
