"""Finding and verifying a PDF's signatures with pyHanko: for the child of the sandbox.

Its own module, so that the portal never loads the library and the child has loaded it
before it may do nothing more. pyHanko's functions are coroutines only because they can
fetch; here they never do, and an event loop would need a socket.
"""

import json
from base64 import b64decode
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import chain, islice
from operator import itemgetter
from typing import Any, Final, TypeVar

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from documents.sandbox import Unreadable
from documents.signatures.signature import Coverage, Doubt, Kind, Signature, Trust
from documents.text import one_line

Status = PdfSignatureStatus | DocumentTimestampStatus
T = TypeVar("T")

MOST: Final = 100
"""Signatures; a letter has two or three."""

LONGEST: Final = 200
"""Characters of a name: its text is whatever the certificate's owner asked for."""

_HEAD: Final = 1024
_SIGNS: Final = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
_DOUBTS: Final[Mapping[AdESSubIndic, Doubt]] = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: Doubt.UNKNOWN_ISSUER,
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE: Doubt.UNKNOWN_ISSUER,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: Doubt.WEAK,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: Doubt.WEAK,
    AdESIndeterminate.NOT_YET_VALID: Doubt.NOT_YET_VALID,
    AdESIndeterminate.EXPIRED: Doubt.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Doubt.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Doubt.EXPIRED,
}


@dataclass(frozen=True)
class _Judge:
    """The roots and the day by which certificates are judged."""

    roots: tuple[Any, ...]
    now: datetime

    def context(self, moment: datetime) -> ValidationContext:
        """Return what pyHanko judges by: these roots, nothing fetched."""
        return ValidationContext(
            trust_roots=self.roots,
            moment=moment,
            allow_fetching=False,
            revocation_mode="none",
        )


def signatures_here(given: bytes) -> list[dict[str, Any]]:
    """Do what `signatures` does, in this process; the head is a line of JSON."""
    head, _, content = given.partition(b"\n")
    told = json.loads(head)
    roots = map(load_certs_from_pemder_data, map(b64decode, told["roots"]))
    judge = _Judge(
        tuple(chain.from_iterable(roots)), datetime.fromisoformat(told["now"])
    )
    return [signature.data() for signature in _signatures(content, judge)]


def _signatures(content: bytes, judge: _Judge) -> list[Signature]:
    reader = _opened(content)
    found: list[tuple[int, Signature]] = []
    for name, _, field in islice(
        enumerate_sig_fields(reader, filled_status=True), MOST
    ):
        shown = Signature(_told(name))
        try:
            signed = EmbeddedPdfSignature(reader, field, name)
            shown = _named(shown, signed, judge.now)
            found.append((signed.signed_revision, _checked(shown, signed, judge)))
        # Whatever fails in one signature, the others are told all the same.
        except Exception:  # noqa: BLE001 - the file decides what is raised
            found.append((reader.xrefs.total_revisions, shown))
    return [signature for _, signature in sorted(found, key=itemgetter(0))]


def _opened(content: bytes) -> PdfFileReader:
    if b"%PDF-" not in content[:_HEAD]:
        raise Unreadable("Đây không phải tệp PDF nên không có chữ ký số để kiểm tra.")
    try:
        # Strict reading refuses files as Word writes them, with two kinds of index.
        reader = PdfFileReader(BytesIO(content), strict=False)
        locked = reader.encrypted and (reader.decrypt(b"").status is AuthStatus.FAILED)
    except (PdfError, ValueError, LookupError) as error:
        raise Unreadable("Không mở được tệp PDF: tệp hỏng.") from error
    if locked:
        raise Unreadable("Không mở được tệp PDF: tệp đặt mật khẩu.")
    return reader


def _named(shown: Signature, signed: EmbeddedPdfSignature, now: datetime) -> Signature:
    """Add what the signature says of itself and what its certificate says."""
    certificate = signed.signer_cert
    stamps = extract_tst_data_iter(signed.signer_info, signed=False)
    stamp = signed.sig_object_type == "/DocTimeStamp"
    return replace(
        shown,
        kind=Kind.TIMESTAMP if stamp else Kind.SIGNATURE,
        signer=_name(certificate, "common_name")
        or _told(certificate.subject.human_friendly),
        organisation=_name(certificate, "organization_name"),
        serial=f"{certificate.serial_number:X}",
        claimed_at=_claimed(signed, stamp=stamp),
        timestamped=not stamp and next(stamps, None) is not None,
        expires_at=certificate.not_valid_after,
        expired=certificate.not_valid_after < now,
    )


def _name(certificate: Any, kind: str) -> str:
    found = certificate.subject.native.get(kind, "")
    return _told(", ".join(found) if isinstance(found, list) else found)


def _told(text: str) -> str:
    return one_line(str(text))[:LONGEST]


def _claimed(signed: EmbeddedPdfSignature, *, stamp: bool) -> datetime | None:
    content = signed.signed_data["encap_content_info"]["content"]
    at = content.parsed["gen_time"].native if stamp else signed.self_reported_timestamp
    return at if at is not None and at.tzinfo else None


def _checked(
    shown: Signature, signed: EmbeddedPdfSignature, judge: _Judge
) -> Signature:
    """Add what the bytes prove."""
    status = _status(signed, judge.context(judge.now))
    stamp = getattr(status, "timestamp_validity", None)
    if stamp is not None and stamp.trusted and stamp.timestamp < judge.now:
        # A timestamp that a root vouches for proves that it was signed by then.
        status = _status(signed, judge.context(stamp.timestamp))
    return replace(
        shown,
        checked=True,
        intact=status.intact,
        valid=status.valid,
        covers=_coverage(signed, status),
        **_trust(status, judge),
    )


def _status(signed: EmbeddedPdfSignature, context: ValidationContext) -> Status:
    if signed.sig_object_type == "/DocTimeStamp":
        return _finished(async_validate_pdf_timestamp(signed, context))
    return _finished(
        async_validate_pdf_signature(signed, context, key_usage_settings=_SIGNS)
    )


def _finished(work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine gives that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as ended:
        answer: T = ended.value
        return answer
    raise Unreadable("Không kiểm tra được chữ ký số mà không kết nối mạng.")


def _trust(status: Status, judge: _Judge) -> dict[str, Any]:
    if not judge.roots:
        return {"trust": Trust.NOT_VERIFIABLE}
    if status.trusted:
        return {"trust": Trust.TRUSTED}
    problem = status.trust_problem_indic
    doubt = _DOUBTS.get(problem, Doubt.OTHER) if problem else None
    return {"trust": Trust.UNTRUSTED, "doubt": doubt}


def _coverage(signed: EmbeddedPdfSignature, status: Status) -> Coverage:
    covered = status.coverage
    if covered is SignatureCoverageLevel.ENTIRE_FILE:
        return Coverage.WHOLE
    if covered is not SignatureCoverageLevel.ENTIRE_REVISION:
        return Coverage.PARTIAL
    difference = status.diff_result
    if not isinstance(difference, DiffResult):
        return Coverage.CHANGED
    if difference.modification_level is ModificationLevel.NONE:
        return Coverage.CHANGED if _behind(signed).strip() else Coverage.WHOLE
    added = {name for name, _, _ in enumerate_sig_fields(signed.reader)}
    allowed = difference.modification_level <= ModificationLevel.FORM_FILLING
    signs_only = allowed and difference.changed_form_fields <= added
    return Coverage.ADDED if signs_only else Coverage.CHANGED


def _behind(signed: EmbeddedPdfSignature) -> bytes:
    """Return the bytes after those that were signed."""
    _, _, start, length = signed.byte_range
    signed.reader.stream.seek(start + length)
    return bytes(signed.reader.stream.read())
