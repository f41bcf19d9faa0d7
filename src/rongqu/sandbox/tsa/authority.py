"""The test CA and the certificate that stamps, made once and kept in a folder."""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

BEFORE, YEARS = timedelta(days=20 * 365), timedelta(days=3650)
"""Valid since before any simulated economy begins, those on invoices of earlier years too."""
CA_FILE, CERTIFICATE_FILE, KEY_FILE = "ca.pem", "tsa.pem", "tsa-key.pem"
LIST_FILE = "ca.crl"
PEM, DER = serialization.Encoding.PEM, serialization.Encoding.DER


@dataclass(frozen=True, slots=True)
class StampingKey:
    certificate: asn1_x509.Certificate
    key: asn1_keys.PrivateKeyInfo
    authority: asn1_x509.Certificate
    revocations: bytes
    private: rsa.RSAPrivateKey


def open_authority(folder: Path, now: datetime) -> StampingKey:
    if not (folder / KEY_FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(folder, now)
    key = serialization.load_pem_private_key((folder / KEY_FILE).read_bytes(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{folder / KEY_FILE} is no key of this authority")
    private = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return StampingKey(
        certificate=_read(folder / CERTIFICATE_FILE),
        key=asn1_keys.PrivateKeyInfo.load(private),
        authority=_read(folder / CA_FILE),
        revocations=(folder / LIST_FILE).read_bytes(),
        private=key,
    )


def _read(file: Path) -> asn1_x509.Certificate:
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _make(folder: Path, now: datetime) -> None:
    """The key of the CA is forgotten at once, after a list that says it never revoked anything; the
    file that says "done" is written last."""
    ca_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    ca_name, name = _name("Rongqu sandbox CA"), _name("Rongqu sandbox TSA")
    ca = _certificate(ca_name, ca_name, ca_key.public_key(), now).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    stamper = _certificate(name, ca_name, key.public_key(), now).add_extension(
        purposes, critical=True
    )
    signed_ca = ca.sign(ca_key, hashes.SHA256())
    (folder / CA_FILE).write_bytes(signed_ca.public_bytes(PEM))
    revocations = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(ca_name)
        .last_update(now - BEFORE)
        .next_update(now + YEARS)
    )
    (folder / LIST_FILE).write_bytes(revocations.sign(ca_key, hashes.SHA256()).public_bytes(DER))
    signed = stamper.sign(ca_key, hashes.SHA256())
    (folder / CERTIFICATE_FILE).write_bytes(signed.public_bytes(PEM))
    (folder / KEY_FILE).write_bytes(
        key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _certificate(
    name: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + YEARS)
    )
