"""A proof that a sender's machine has worked: ALTCHA's challenges and solutions.

The protocol is ALTCHA's second one (PBKDF2/SHA-256): the browser looks for a counter
whose derived key begins with a prefix. A challenge is signed, so that none is kept;
that a solution is used once only is `documents.proofs`' to see to.
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

VALID_FOR: Final = timedelta(minutes=10)
COST: Final = 3_000
"""Iterations of one try, of which a solution takes 256 on average."""

LONGEST: Final = 4_096
"""Characters of what is looked at as a solution."""

_ALGORITHM: Final = "PBKDF2/SHA-256"
_LENGTH: Final = 32
_PREFIX: Final = "00"
_MOST_TRIES: Final = 0xFFFF_FFFF


@dataclass(frozen=True)
class Proof:
    """Work that was done: the nonce of its challenge, and until when it counts."""

    nonce: str
    expires_at: datetime


def challenge(key: str, *, now: datetime) -> dict[str, Any]:
    """Return a new challenge, as the browser's worker takes it."""
    parameters = {
        "algorithm": _ALGORITHM,
        "cost": COST,
        "expiresAt": int((now + VALID_FOR).timestamp()),
        "keyLength": _LENGTH,
        "keyPrefix": _PREFIX,
        "nonce": secrets.token_hex(16),
        "salt": secrets.token_hex(16),
    }
    return {"parameters": parameters, "signature": _signed(parameters, key)}


def read(payload: str, key: str, *, now: datetime) -> Proof | None:
    """Return the proof in what a browser sent; None for anything that proves nothing.

    Not ours, altered, out of time or unsolved: nobody learns which.
    """
    try:
        told = json.loads(base64.b64decode(payload[:LONGEST], validate=True))
        parameters, solution = told["challenge"]["parameters"], told["solution"]
        signature = str(told["challenge"]["signature"])
        if not _is_same(signature, _signed(parameters, key)):
            return None
        # Signed by us, so that its parts are what `challenge` made them.
        expires_at = datetime.fromtimestamp(parameters["expiresAt"], UTC)
        solved = _is_solved(parameters, solution["counter"], solution["derivedKey"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return (
        Proof(parameters["nonce"], expires_at) if solved and now < expires_at else None
    )


def derived(parameters: dict[str, Any], counter: int) -> str:
    """Return the key that a counter derives, in hexadecimal."""
    password = bytes.fromhex(parameters["nonce"]) + counter.to_bytes(4, "big")
    salt = bytes.fromhex(parameters["salt"])
    return hashlib.pbkdf2_hmac(
        "sha256", password, salt, parameters["cost"], _LENGTH
    ).hex()


def _is_solved(parameters: dict[str, Any], counter: object, told: object) -> bool:
    if type(counter) is not int or not 0 <= counter <= _MOST_TRIES:
        return False
    found = derived(parameters, counter)
    return found.startswith(_PREFIX) and _is_same(str(told), found)


def _signed(parameters: dict[str, Any], key: str) -> str:
    plain = json.dumps(parameters, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(key.encode(), plain, "sha256").hex()


def _is_same(told: str, expected: str) -> bool:
    return hmac.compare_digest(told.encode("utf-8", "replace"), expected.encode())
