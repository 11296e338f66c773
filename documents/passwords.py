"""Passwords and one-time secrets: how they are hashed and what is too weak."""

import hashlib
import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from documents.text import fold, nfc

SHORTEST: Final = 15
LONGEST: Final = 200
"""Characters of a password (ASVS 5.0, 6.2: long rather than complicated)."""

# 19 MiB and two passes: OWASP's floor for argon2id (security.md, goal 13).
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_LOCAL_WORDS: Final = (
    "matkhau",
    "password",
    "sogtvt",
    "giaothong",
    "bariavungtau",
    "vungtau",
    "duongdaynong",
    "123456",
    "qwerty",
)


def hashed(password: str) -> str:
    """Return the argon2id hash of a password; NFD and NFC are one password."""
    return _HASHER.hash(_encoded(nfc(password)))


def _encoded(password: str) -> bytes:
    # A terminal may hand over what is no character at all.
    return password.encode("utf-8", "surrogatepass")


# A PIN is hashed while a call is taken down. Its HMAC needs the portal's secret to be
# guessed at all, so that a quarter of a password's price is enough.
_PIN_HASHER: Final = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1)


def pin_hashed(secret: str) -> str:
    """Return the argon2id hash of the HMAC of a PIN."""
    return _PIN_HASHER.hash(_encoded(secret))


def pin_matches(hash_: str, secret: str) -> bool:
    """Say whether the HMAC is that of the PIN that was hashed."""
    try:
        return _PIN_HASHER.verify(hash_, _encoded(secret))
    except VerificationError:
        return False


NO_PIN: Final = pin_hashed(secrets.token_hex(32))
"""A hash that no PIN fits, so that unknown codes cost as much time."""

NOBODY: Final = hashed(secrets.token_hex(32))
"""A hash that no password fits, so that unknown names cost as much time."""


def matches(hash_: str, password: str) -> bool:
    """Say whether the password is the one that was hashed."""
    try:
        return _HASHER.verify(hash_, _encoded(nfc(password)[: LONGEST * 4]))
    except (VerificationError, InvalidHashError):
        return False


def problems(password: str, username: str) -> list[str]:
    """Say in Vietnamese why a password is refused; empty when it is good."""
    password = nfc(password)
    found = []
    if len(password) < SHORTEST:
        found.append(f"Mật khẩu cần ít nhất {SHORTEST} ký tự; một câu ngắn dễ nhớ hơn.")
    if len(password) > LONGEST:
        found.append(f"Mật khẩu dài quá {LONGEST} ký tự.")
    if "\x00" in password:
        found.append("Mật khẩu chứa ký tự không dùng được.")
    if len(set(password)) < 5:
        found.append("Mật khẩu lặp lại quá ít ký tự.")
    plain = _letters(password)
    rest = plain
    for word in (*_LOCAL_WORDS, _letters(username)):
        rest = rest.replace(word, "") if word else rest
    if plain and len(rest) < len(plain) / 2:
        found.append("Mật khẩu dễ đoán: tránh tên cơ quan, tên đăng nhập, dãy số.")
    return found


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def token() -> str:
    """Return a new secret for a cookie or a link: 256 bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what the database keeps of a token: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
