"""One digital signature of a PDF: who signed, what is proved, and what is not."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Self

from documents.deadlines import HANOI
from documents.vocabulary import Term

_NOT_REVOKED: Final = "Chưa kiểm tra được chứng thư có bị thu hồi hay không."
_TIMES: Final = ("claimed_at", "expires_at")


class Kind(Term):
    """What was put into the file."""

    SIGNATURE = "signature", "Chữ ký số"
    TIMESTAMP = "timestamp", "Dấu thời gian"


class Coverage(Term):
    """How much of the file as it is now was signed."""

    WHOLE = "whole", "Bao trùm toàn bộ tệp."
    ADDED = "added", "Sau đó tệp chỉ có thêm chữ ký hoặc dấu thời gian."
    CHANGED = "changed", "Sau đó tệp đã bị thêm hoặc thay đổi nội dung."
    PARTIAL = "partial", "Chỉ bao trùm một phần tệp; phần còn lại không được ký."


class Trust(Term):
    """Whether the certificate leads to a root this office has chosen to trust."""

    TRUSTED = "trusted", "Chứng thư do tổ chức được tin cậy cấp."
    UNTRUSTED = "untrusted", "Chứng thư không được tin cậy."
    NOT_VERIFIABLE = (
        "not_verifiable",
        "Không xác minh được ở đây: chưa cấu hình chứng thư gốc.",
    )


class Doubt(Term):
    """Why a certificate is not trusted although roots are configured."""

    UNKNOWN_ISSUER = "unknown_issuer", "Tổ chức cấp không có trong chứng thư gốc."
    EXPIRED = "expired", "Không có dấu thời gian tin cậy chứng minh đã ký trước đó."
    NOT_YET_VALID = "not_yet_valid", "Chứng thư chưa đến ngày có hiệu lực."
    WEAK = "weak", "Chữ ký dùng thuật toán không còn an toàn."
    OTHER = "other", "Chứng thư không dùng được để ký văn bản."


@dataclass(frozen=True)
class Signature:
    """A signature as it was found; nothing in it was fetched from anywhere.

    `intact` says that the signed bytes are unchanged, `valid` that the signature is
    the certificate's; both mean something only of a signature that could be
    `checked`. `claimed_at` is what the signer's clock said.
    """

    field: str
    checked: bool = False
    signer: str = ""
    organisation: str = ""
    serial: str = ""
    claimed_at: datetime | None = None
    timestamped: bool = False
    intact: bool = False
    valid: bool = False
    covers: Coverage = Coverage.PARTIAL
    trust: Trust = Trust.UNTRUSTED
    doubt: Doubt | None = None
    expires_at: datetime | None = None
    expired: bool = False
    kind: Kind = Kind.SIGNATURE

    @property
    def told(self) -> str:
        """Return what a clerk should know, in plain Vietnamese."""
        return " ".join(self._sentences())

    def data(self) -> dict[str, Any]:
        """Return it as data that JSON can carry."""
        told = asdict(self)
        for name in _TIMES:
            told[name] = told[name].isoformat() if told[name] else None
        return told

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Return the signature that became data."""
        times = {
            name: datetime.fromisoformat(data[name]) if data[name] else None
            for name in _TIMES
        }
        terms = {
            "covers": Coverage(data["covers"]),
            "trust": Trust(data["trust"]),
            "doubt": Doubt(data["doubt"]) if data["doubt"] else None,
            "kind": Kind(data["kind"]),
        }
        return cls(**{**data, **times, **terms})

    def _sentences(self) -> Iterator[str]:
        yield self._head()
        if not self.checked:
            yield "Không kiểm tra được: chữ ký hỏng hoặc thuộc loại không hỗ trợ."
            return
        if not self.intact:
            yield "Nội dung đã bị thay đổi sau khi ký, chữ ký không còn giá trị."
            return
        if not self.valid:
            yield "Chữ ký không khớp với chứng thư, không hợp lệ."
            return
        yield f"Nội dung đã ký còn nguyên vẹn. {self.covers.label}"
        yield self.trust.label
        yield from self._about_certificate()

    def _head(self) -> str:
        signer = f"của {self.signer}" if self.signer else f"ở trường “{self.field}”"
        of = f" ({self.organisation})" if self.organisation else ""
        at = f", ghi lúc {_shown(self.claimed_at)}" if self.claimed_at else ""
        stamp = ", có kèm dấu thời gian" if self.timestamped else ""
        return f"{self.kind.label} {signer}{of}{at}{stamp}."

    def _about_certificate(self) -> Iterator[str]:
        if self.expired and self.expires_at:
            yield f"Chứng thư đã hết hạn từ {_shown(self.expires_at)}."
        if self.doubt:
            yield self.doubt.label
        if self.trust is Trust.TRUSTED:
            yield _NOT_REVOKED


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"
