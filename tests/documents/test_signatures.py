"""A signed PDF names its signers, and says what is proved and what is not."""

import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
)
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NumberObject,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.errors import DomainError
from documents.sandbox import Unreadable
from documents.signatures import (
    Coverage,
    Doubt,
    Kind,
    Signature,
    Trust,
    roots_in,
    signatures,
)

NOW = datetime(2026, 3, 9, 2, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
PDF = ROOT / "tests" / "documents" / "letters" / "files" / "every-part.pdf"
FORESEEN = ("Dau co quan", "Ky nguoi")
"""Fields that a form has before anybody signs, not in the order of signing."""

PERSON = "Nguyễn Văn Thử"
OFFICE = "Sở Giao thông vận tải tỉnh Thử"


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Cơ quan Thử nghiệm"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def certificate(
    name: str,
    *,
    issuer: Holder | None = None,
    purpose: x509.ObjectIdentifier | None = None,
    days: int = 365,
    address: str = "",
) -> Holder:
    """Return a certificate that began half a year before NOW; a root by default.

    At `address` it says its issuer and the list of revoked ones can be fetched.
    """
    key = rsa.generate_private_key(65537, 2048)
    begins = NOW - timedelta(days=180)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuer.certificate.subject if issuer else named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
        .add_extension(x509.BasicConstraints(issuer is None, None), critical=True)
        .add_extension(usage(is_root=issuer is None), critical=True)
    )
    if purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    if address:
        builder = with_addresses(builder, x509.UniformResourceIdentifier(address))
    return Holder(builder.sign(issuer.key if issuer else key, SHA256()), key)


def usage(*, is_root: bool) -> x509.KeyUsage:
    """Return what a key is for: a root's to sign others, any other's to sign papers."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=not is_root,
        key_cert_sign=is_root,
        crl_sign=is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def with_addresses(
    builder: x509.CertificateBuilder, where: x509.UniformResourceIdentifier
) -> x509.CertificateBuilder:
    """Say where issuer, status and the list of revoked ones are fetched."""
    methods = (
        AuthorityInformationAccessOID.OCSP,
        AuthorityInformationAccessOID.CA_ISSUERS,
    )
    asked = [x509.AccessDescription(method, where) for method in methods]
    revoked = [x509.DistributionPoint([where], None, None, None)]
    return builder.add_extension(
        x509.AuthorityInformationAccess(asked), critical=False
    ).add_extension(x509.CRLDistributionPoints(revoked), critical=False)


@cache
def root() -> Holder:
    return certificate("Gốc Thử nghiệm")


@cache
def person() -> Holder:
    return certificate(PERSON, issuer=root())


@cache
def office() -> Holder:
    return certificate(OFFICE, issuer=root())


def signer(holder: Holder) -> SimpleSigner:
    (shown,) = load_certs_from_pemder_data(holder.der)
    key = holder.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=shown,
        signing_key=load_private_key_from_pemder_data(key, passphrase=None),
        cert_registry=SimpleCertificateStore(),
    )


def stamper(issuer: Holder, at: datetime) -> DummyTimeStamper:
    holder = certificate(
        "Dấu thời gian Thử", issuer=issuer, purpose=ExtendedKeyUsageOID.TIME_STAMPING
    )
    made = signer(holder)
    return DummyTimeStamper(made.signing_cert, made.signing_key, fixed_dt=at)


def signed(
    content: bytes,
    holder: Holder,
    *,
    field: str = "Ky",
    stamped: DummyTimeStamper | None = None,
) -> bytes:
    """Return the PDF with one signature more.

    Signed in a thread of its own: it starts an event loop, which a thread that has
    driven a browser cannot.
    """
    sign = partial(
        sign_pdf,
        IncrementalPdfFileWriter(BytesIO(content)),
        PdfSignatureMetadata(field_name=field, md_algorithm="sha256"),
        signer=signer(holder),
        timestamper=stamped,
        existing_fields_only=field in FORESEEN,
        new_field_spec=None if field in FORESEEN else SigFieldSpec(field),
    )
    with ThreadPoolExecutor(1) as pool:
        return bytes(pool.submit(sign).result().getvalue())


@cache
def by_person() -> bytes:
    return signed(PDF.read_bytes(), person())


def found(content: bytes, *roots: Holder, now: datetime = NOW) -> tuple[Signature, ...]:
    return signatures(content, roots=[each.der for each in roots], now=now)


def updated(
    content: bytes, change: Callable[[IncrementalPdfFileWriter], None]
) -> bytes:
    """Return the PDF with a change appended, as programs do that leave the rest."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def turn_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"].raw_get(0).get_object()
    page[pdf_name("/Rotate")] = NumberObject(90)
    writer.update_container(page)


def put_field(writer: IncrementalPdfFileWriter) -> None:
    field = DictionaryObject(
        {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): pdf_string("So tien")}
    )
    fields = ArrayObject([writer.add_object(field)])
    form = DictionaryObject({pdf_name("/Fields"): fields})
    writer.root[pdf_name("/AcroForm")] = writer.add_object(form)
    writer.update_root()


def foresee_signatures(writer: IncrementalPdfFileWriter) -> None:
    for name in FORESEEN:
        append_signature_field(writer, SigFieldSpec(name))


def write_signature_again(writer: IncrementalPdfFileWriter) -> None:
    writer.update_container(writer.root["/AcroForm"]["/Fields"][0]["/V"])


def fill_field(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[pdf_name("/V")] = pdf_string("900.000.000")
    writer.update_container(field)


def test_a_signature_from_a_trusted_root_is_intact_valid_and_trusted() -> None:
    (only,) = found(by_person(), root())
    assert (only.signer, only.organisation) == (PERSON, "Cơ quan Thử nghiệm")
    assert only.serial == f"{person().certificate.serial_number:X}"
    assert only.checked
    assert (only.intact, only.valid, only.covers) == (True, True, Coverage.WHOLE)
    assert (only.trust, only.doubt) == (Trust.TRUSTED, None)
    assert (only.kind, only.timestamped, only.expired) == (
        Kind.SIGNATURE,
        False,
        False,
    )
    assert only.claimed_at is not None
    assert only.told.startswith(f"Chữ ký số của {PERSON} (Cơ quan Thử nghiệm), ghi lúc")
    assert "còn nguyên vẹn" in only.told
    assert "Chưa kiểm tra được chứng thư có bị thu hồi hay không." in only.told


def test_a_root_may_be_given_as_pem() -> None:
    (only,) = signatures(by_person(), roots=[root().pem], now=NOW)
    assert only.trust is Trust.TRUSTED


def test_without_a_root_it_is_said_that_trust_is_not_verifiable_here() -> None:
    (only,) = found(by_person())
    assert (only.intact, only.valid) == (True, True)
    assert only.trust is Trust.NOT_VERIFIABLE
    assert "Không xác minh được ở đây: chưa cấu hình chứng thư gốc." in only.told


def test_a_signature_from_another_root_is_not_trusted() -> None:
    (only,) = found(by_person(), certificate("Gốc khác"))
    assert (only.intact, only.valid) == (True, True)
    assert (only.trust, only.doubt) == (Trust.UNTRUSTED, Doubt.UNKNOWN_ISSUER)
    assert "Tổ chức cấp không có trong chứng thư gốc." in only.told


def test_a_root_of_the_same_name_with_another_key_is_not_trusted() -> None:
    (only,) = found(by_person(), certificate("Gốc Thử nghiệm"))
    assert only.trust is Trust.UNTRUSTED


def test_what_is_changed_after_signing_is_reported() -> None:
    (only,) = found(updated(by_person(), turn_page), root())
    assert (only.intact, only.valid) == (True, True)
    assert only.covers is Coverage.CHANGED
    assert "Sau đó tệp đã bị thêm hoặc thay đổi nội dung." in only.told


def test_a_form_filled_in_after_signing_is_a_change() -> None:
    content = signed(updated(PDF.read_bytes(), put_field), person())
    (only,) = found(updated(content, fill_field), root())
    assert (only.intact, only.covers) == (True, Coverage.CHANGED)


def test_a_signature_written_anew_behind_what_it_signs_covers_a_part() -> None:
    (only,) = found(updated(by_person(), write_signature_again), root())
    assert (only.intact, only.covers) == (True, Coverage.PARTIAL)
    assert "Chỉ bao trùm một phần tệp" in only.told


@pytest.mark.parametrize(
    ("added", "covers"), [(b"% x", Coverage.CHANGED), (b"\r\n", Coverage.WHOLE)]
)
def test_bytes_behind_the_end_are_reported_unless_they_are_blank(
    added: bytes, covers: Coverage
) -> None:
    (only,) = found(by_person() + added, root())
    assert only.covers is covers


def test_a_flipped_byte_is_not_intact() -> None:
    content = bytearray(by_person())
    content[content.index(b"stream\n") + 40] ^= 1
    (only,) = found(bytes(content), root())
    assert not only.intact
    assert only.trust is not Trust.TRUSTED
    assert "Nội dung đã bị thay đổi sau khi ký" in only.told


def test_a_signature_of_another_key_is_not_valid() -> None:
    content = by_person()
    place = content.index(b"/Contents <") + len(b"/Contents <")
    end = content.index(b"00000000", place)
    # The last bytes of the container are those of the signature itself.
    spot = end - 40
    flipped = b"0" if content[spot : spot + 1] != b"0" else b"1"
    (only,) = found(content[:spot] + flipped + content[spot + 1 :], root())
    assert not only.valid
    assert only.trust is not Trust.TRUSTED
    assert "không hợp lệ" in only.told


def test_two_signatures_are_named_in_the_order_they_were_made() -> None:
    both = signed(by_person(), office(), field="A truoc trong bang chu cai")
    first, second = found(both, root())
    assert (first.signer, second.signer) == (PERSON, OFFICE)
    assert (first.covers, second.covers) == (Coverage.ADDED, Coverage.WHOLE)
    assert (first.trust, second.trust) == (Trust.TRUSTED, Trust.TRUSTED)
    assert "chỉ có thêm chữ ký" in first.told


def test_the_order_is_that_of_signing_not_of_the_form() -> None:
    office_field, person_field = FORESEEN
    content = updated(PDF.read_bytes(), foresee_signatures)
    content = signed(content, person(), field=person_field)
    first, second = found(signed(content, office(), field=office_field), root())
    assert (first.signer, second.signer) == (PERSON, OFFICE)
    assert (first.covers, second.covers) == (Coverage.ADDED, Coverage.WHOLE)


def locked(password: str) -> bytes:
    writer = copy_into_new_writer(PdfFileReader(BytesIO(PDF.read_bytes())))
    writer.encrypt("chu so huu", password)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_pdf_that_asks_for_a_password_is_refused() -> None:
    with pytest.raises(Unreadable, match="mật khẩu"):
        found(locked("mo"), root())
    assert found(locked(""), root()) == ()


def test_a_pdf_without_signatures_has_none() -> None:
    assert found(PDF.read_bytes(), root()) == ()


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n" * 100]
)
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match="PDF"):
        found(content, root())


def test_a_certificate_that_has_run_out_is_said_to_have() -> None:
    late = NOW + timedelta(days=365)
    (only,) = found(by_person(), root(), now=late)
    assert only.expired
    assert (only.trust, only.doubt) == (Trust.UNTRUSTED, Doubt.EXPIRED)
    assert "Chứng thư đã hết hạn từ 09:30 ngày 10/09/2026." in only.told
    (unknown,) = found(by_person(), now=late)
    assert "Chứng thư đã hết hạn" in unknown.told


def test_a_timestamp_from_a_trusted_root_proves_the_day_it_was_signed() -> None:
    short = certificate(PERSON, issuer=root(), days=200)
    content = signed(PDF.read_bytes(), short, stamped=stamper(root(), NOW))
    late = NOW + timedelta(days=60)
    (only,) = found(content, root(), now=late)
    assert only.timestamped
    assert only.expired
    assert only.trust is Trust.TRUSTED


def test_a_timestamp_from_anybody_proves_nothing() -> None:
    short = certificate(PERSON, issuer=root(), days=200)
    stranger = certificate("Gốc khác")
    content = signed(PDF.read_bytes(), short, stamped=stamper(stranger, NOW))
    (only,) = found(content, root(), now=NOW + timedelta(days=60))
    assert only.timestamped
    assert (only.trust, only.doubt) == (Trust.UNTRUSTED, Doubt.EXPIRED)


def test_a_signature_that_cannot_be_read_is_told_beside_the_others() -> None:
    both = signed(by_person(), office(), field="Dau")
    place = both.rindex(b"/Contents <") + len(b"/Contents <")
    first, second = found(both[:place] + b"ff" * 20 + both[place + 40 :], root())
    assert first.signer == PERSON
    assert (second.field, second.checked, second.signer) == ("Dau", False, "")
    assert "trường “Dau”. Không kiểm tra được" in second.told


def test_a_signature_survives_a_trip_through_data() -> None:
    (only,) = found(by_person(), certificate("Gốc khác"))
    assert Signature.of(only.data()) == only
    bare = replace(only, claimed_at=None, expires_at=None, doubt=None)
    assert Signature.of(bare.data()) == bare


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.pem").write_bytes(root().pem + person().pem)
    (tmp_path / "a.CER").write_bytes(office().der)
    (tmp_path / "README.txt").write_text("Để chứng thư gốc ở đây.", encoding="utf-8")
    return tmp_path


def test_roots_are_read_from_the_certificates_of_a_folder(folder: Path) -> None:
    assert roots_in(folder) == (office().der, root().der, person().der)


def test_a_root_that_stands_in_two_files_is_taken_once(folder: Path) -> None:
    (folder / "c.crt").write_bytes(root().der)
    assert len(roots_in(folder)) == 3


def test_a_folder_that_is_not_there_has_no_roots(tmp_path: Path) -> None:
    assert roots_in(tmp_path / "none") == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"x" * 50, b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"],
)
def test_a_file_that_is_no_certificate_is_named(folder: Path, content: bytes) -> None:
    (folder / "hong.crt").write_bytes(content)
    with pytest.raises(DomainError, match=r"hong\.crt"):
        roots_in(folder)


def test_nothing_is_fetched_though_the_certificate_names_addresses() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        holder = certificate(PERSON, issuer=root(), address=address)
        (only,) = found(signed(PDF.read_bytes(), holder), root())
        assert only.trust is Trust.TRUSTED
        with pytest.raises(TimeoutError):
            server.accept()


def test_who_only_asks_does_not_load_the_library() -> None:
    program = "import sys, documents.signatures; sys.exit('pyhanko' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
