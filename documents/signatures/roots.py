"""The certificates this office trusts: files an administrator puts into a folder."""

from itertools import chain
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from documents.errors import DomainError

_ENDINGS: Final = frozenset({".pem", ".crt", ".cer"})
_PEM: Final = b"-----BEGIN"


def roots_in(folder: Path) -> tuple[bytes, ...]:
    """Return every certificate of a folder's files as DER; without a folder, none.

    Raises:
        DomainError: a file of that kind holds no certificate; the message names it.
    """
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    certificates = (_of(path) for path in files if path.suffix.lower() in _ENDINGS)
    return tuple(dict.fromkeys(chain.from_iterable(certificates)))


def _of(path: Path) -> list[bytes]:
    try:
        return der(path.read_bytes())
    except (ValueError, OSError) as error:
        raise DomainError(
            f"Không đọc được chứng thư gốc “{path.name}”: tệp phải là chứng thư"
            " X.509 dạng PEM hoặc DER."
        ) from error


def der(content: bytes) -> list[bytes]:
    """Return the certificates of a PEM text, or the one of a DER file, as DER.

    Raises:
        ValueError: there is none.
    """
    if _PEM in content:
        found = x509.load_pem_x509_certificates(content)
    else:
        found = [x509.load_der_x509_certificate(content)]
    return [certificate.public_bytes(Encoding.DER) for certificate in found]
