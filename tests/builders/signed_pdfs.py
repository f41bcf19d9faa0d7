"""Signed PDFs and the authority behind them: made for tests, believed by nobody else."""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from functools import cache
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
"""Tests check as of this instant."""


@dataclass(frozen=True, slots=True)
class Identity:
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> asn1_x509.Certificate:
        encoded = self.certificate.public_bytes(serialization.Encoding.DER)
        return asn1_x509.Certificate.load(encoded)

    @property
    def private(self) -> asn1_keys.PrivateKeyInfo:
        encoded = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return asn1_keys.PrivateKeyInfo.load(encoded)


@cache
def _key(_number: int) -> rsa.RSAPrivateKey:
    """Few keys for many certificates: making one takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def authority() -> Identity:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test CA")])
    made = _builder(name, name, _key(0), NOW - timedelta(days=900), NOW + timedelta(days=900))
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    made = made.add_extension(_usage(Purpose.CERTIFICATES), critical=True)
    return Identity(made.sign(_key(0), hashes.SHA256()), _key(0))


@cache
def signer(
    name: str = "杭州晨光科技有限公司",
    *,
    days_left: int = 365,
    days_old: int = 400,
    signs: bool = True,
) -> Identity:
    """`signs`: whether its certificate was issued for signing; otherwise it is a server's."""
    usage = _usage(Purpose.DOCUMENTS if signs else Purpose.CONNECTIONS)
    return _issued(name, (NOW - timedelta(days=days_old), NOW + timedelta(days=days_left)), usage)


@cache
def time_stamper() -> Identity:
    valid = (NOW - timedelta(days=400), NOW + timedelta(days=365))
    return _issued("Test TSA", valid, _usage(Purpose.DOCUMENTS), stamps_time=True)


def _issued(
    name: str, valid: tuple[datetime, datetime], usage: x509.KeyUsage, *, stamps_time: bool = False
) -> Identity:
    key = _key(2 if stamps_time else 1)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = _builder(subject, authority().certificate.subject, key, *valid)
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    made = made.add_extension(usage, critical=True)
    if stamps_time:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(purposes, critical=True)
    return Identity(made.sign(authority().key, hashes.SHA256()), key)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )


class Purpose(Enum):
    """What a key may be used for."""

    DOCUMENTS = auto()
    CERTIFICATES = auto()
    CONNECTIONS = auto()


def _usage(purpose: Purpose) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=purpose is Purpose.DOCUMENTS,
        content_commitment=purpose is Purpose.DOCUMENTS,
        key_encipherment=purpose is Purpose.CONNECTIONS,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=purpose is Purpose.CERTIFICATES,
        crl_sign=purpose is Purpose.CERTIFICATES,
        encipher_only=False,
        decipher_only=False,
    )


def blank_pdf(*, script: str | None = None, password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if script is not None:
        names = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(script)}
        action = DictionaryObject({NameObject(name): value for name, value in names.items()})
        writer.root_object[NameObject("/OpenAction")] = action
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


async def sign(
    content: bytes,
    who: Identity,
    field: str = "Sig1",
    *,
    stamped_at: datetime | None = None,
    **wanted: Any,
) -> bytes:
    """Incremental: what was signed before stays as it is. `wanted`: of pyHanko's metadata."""
    store = SimpleCertificateStore()
    store.register(authority().der)
    signing = SimpleSigner(signing_cert=who.der, signing_key=who.private, cert_registry=store)
    stamper = None
    if stamped_at is not None:
        tsa = time_stamper()
        stamper = DummyTimeStamper(tsa.der, tsa.private, store, fixed_dt=stamped_at)
    wanted.setdefault("subfilter", SigSeedSubFilter.PADES)
    meta = PdfSignatureMetadata(field_name=field, **wanted)
    signed = await PdfSigner(meta, signer=signing, timestamper=stamper).async_sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content))
    )
    return signed.getvalue()


async def stamp(content: bytes) -> bytes:
    """A time stamp over the whole document, as B-LTA has it."""
    store = SimpleCertificateStore()
    store.register(authority().der)
    tsa = time_stamper()
    stamper = DummyTimeStamper(tsa.der, tsa.private, store, fixed_dt=NOW)
    stamped = await PdfTimeStamper(stamper).async_timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(content)), md_algorithm="sha256"
    )
    return stamped.getvalue()
