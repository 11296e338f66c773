"""Digital signatures of a PDF: named, verified, and what cannot be verified is said.

Nothing is fetched: neither the issuers' certificates nor their lists of revoked ones,
so a signature is at best intact, valid and from a root the caller trusts. The file is
opened in the sandbox.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Final

from documents import sandbox
from documents.signatures.roots import der, roots_in
from documents.signatures.signature import Coverage, Doubt, Kind, Signature, Trust

__all__ = ["Coverage", "Doubt", "Kind", "Signature", "Trust", "roots_in", "signatures"]

_HERE: Final = "documents.signatures.reading:signatures_here"


def signatures(
    content: bytes, *, roots: Sequence[bytes], now: datetime
) -> tuple[Signature, ...]:
    """Return the signatures of a PDF in the order they were made.

    `roots` are certificates in PEM or DER; without any, trust is not verifiable.
    Certificates are judged as of `now`, or of a timestamp that a root vouches for.

    Raises:
        Unreadable: it is no PDF, or not one that can be read safely.
        ValueError: a root is no certificate; `roots_in` gives only such that are.
    """
    trusted = chain.from_iterable(map(der, roots))
    given = {
        "now": now.isoformat(),
        "roots": [b64encode(root).decode() for root in trusted],
    }
    head = json.dumps(given).encode()
    found = sandbox.run(_HERE, head + b"\n" + content)
    return tuple(map(Signature.of, found))
