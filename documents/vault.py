"""Where a complainant's identity is sealed: AES-GCM, the key outside the database.

Nothing else in the portal can turn the sealed bytes back into a name.
"""

import hmac
import json
import os
import re
from dataclasses import asdict, dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from documents import phones
from documents.errors import DomainError
from documents.vocabulary import PhoneKind

_NONCE: Final = 12
_FEWEST_DIGITS: Final = 8
"""Of a number that is somebody's."""

_BETWEEN_NUMBERS: Final = re.compile(r"[,;/]|\s[-–]\s")


@dataclass(frozen=True, repr=False)
class Identity:
    """Who sent a case, as told (domain.md §2, Complainant).

    It shows nothing of itself to a log or a traceback.
    """

    full_name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def addressee(self) -> str:
        """Return how a letter names the person or organisation."""
        if self.organisation:
            return self.organisation
        return f"Ông (bà) {self.full_name}" if self.full_name else "Người phản ánh"

    @property
    def can_be_reached(self) -> bool:
        """Say whether a reply can be sent somewhere."""
        return bool(self.phone or self.email or self.address)


class VaultLocked(DomainError):
    """The key is not the one of the seal, or the sealed bytes are damaged."""


class Vault:
    """Seals and opens identities under a key derived from the portal's secret."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(_derived(secret, b"complainant identity"))
        self._phones = _derived(secret, b"complainant telephone")
        self._lookups = _derived(secret, b"case lookup")

    def seal(self, identity: Identity, *, code: str) -> bytes:
        """Return the identity encrypted and bound to its case's code."""
        nonce = os.urandom(_NONCE)
        plain = json.dumps(asdict(identity), ensure_ascii=False).encode()
        return nonce + self._cipher.encrypt(nonce, plain, code.encode())

    def lookup_key(self, told: str) -> str:
        """Return the HMAC of a PIN or code; without the secret none can be tried."""
        plain = told.encode("utf-8", "surrogatepass")
        return hmac.digest(self._lookups, plain, "sha256").hex()

    def phone_key(self, told: str) -> str:
        """Return what two spellings of one telephone number share, "" for none.

        Without the secret it cannot be made, nor tried out number by number. Of
        several numbers the first counts.
        """
        number = phones.read(_BETWEEN_NUMBERS.split(told, maxsplit=1)[0])
        if number.kind is PhoneKind.SERVICE or len(number.digits) < _FEWEST_DIGITS:
            return ""
        return hmac.digest(self._phones, number.digits.encode(), "sha256").hex()

    def open(self, sealed: bytes, *, code: str) -> Identity:
        """Return the identity; VaultLocked when the key or the case is another."""
        try:
            plain = self._cipher.decrypt(
                sealed[:_NONCE], sealed[_NONCE:], code.encode()
            )
        except (InvalidTag, ValueError) as error:
            # A ValueError is what fewer bytes than a nonce give.
            raise VaultLocked(
                "Không mở được thông tin người phản ánh: khóa bí mật của hệ thống"
                " đã thay đổi, hoặc dữ liệu lưu đã hỏng."
            ) from error
        return Identity(**json.loads(plain))


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret.encode())
