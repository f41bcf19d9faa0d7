"""Certificates of a sandbox network's members, each of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurve,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from rongqu.infra.fabric.signing import Member

VALID = timedelta(days=365)
CURVE = SECP256R1()


@dataclass(frozen=True, slots=True)
class Papers:
    """In PEM."""

    certificate: bytes
    key: bytes = field(repr=False)

    def member(self, msp: str) -> Member:
        return Member.of(msp, self.certificate, self.key)

    def write(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.pem").write_bytes(self.certificate)
        key = folder / f"{name}.key"
        key.touch(mode=0o600)
        key.write_bytes(self.key)


def draw_papers(name: str, at: datetime, curve: EllipticCurve = CURVE) -> Papers:
    key = generate_private_key(curve)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + VALID)
        .sign(key, SHA256())
    )
    in_pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Papers(certificate.public_bytes(Encoding.PEM), in_pem)
