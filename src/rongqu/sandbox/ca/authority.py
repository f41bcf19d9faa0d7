"""The authority's key and what it signs: certificates, revocation lists, answers to OCSP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID

from rongqu.infra.clock import Clock, utc_now
from rongqu.sandbox.ca.register import Issued, Register

CA_FILE, KEY_FILE = "ca.pem", "ca-key.pem"
PEM, DER = serialization.Encoding.PEM, serialization.Encoding.DER
BEFORE, AFTER = timedelta(days=20 * 365), timedelta(days=10 * 365)
"""Valid since before any simulated economy begins, those on invoices of earlier years too."""
CERTIFICATE_LIFE = timedelta(days=2 * 365)
LIST_LIFE = timedelta(days=7)
SLACK = timedelta(minutes=5)
"""Clocks of two servers differ: what is signed now counts from a little earlier."""
SHA256 = hashes.SHA256()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`person` is empty for a company's seal."""

    organisation: str
    uscc: str
    person: str

    @property
    def name(self) -> x509.Name:
        attributes = [
            (NameOID.COUNTRY_NAME, "CN"),
            (NameOID.ORGANIZATION_NAME, self.organisation),
            (NameOID.ORGANIZATION_IDENTIFIER, self.uscc),
            (NameOID.COMMON_NAME, self.person or self.organisation),
        ]
        return x509.Name([x509.NameAttribute(oid, value) for oid, value in attributes])


@dataclass(frozen=True, slots=True)
class Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    register: Register
    clock: Clock

    def issue(self, request_id: str, request: bytes, subject: Subject) -> Issued:
        """Raises ValueError for a request that its own key has not signed."""
        asked = x509.load_der_x509_csr(request)
        if not asked.is_signature_valid:
            raise ValueError("the request is not signed by its key")
        serial, now = x509.random_serial_number(), self.clock()
        made = (
            _builder(subject.name, self.certificate.subject, asked.public_key())
            .serial_number(serial)
            .not_valid_before(now - SLACK)
            .not_valid_after(now + CERTIFICATE_LIFE)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(is_authority=False), critical=True)
        )
        content = made.sign(self.key, SHA256).public_bytes(DER)
        return self.register.add(request_id, serial, content)

    def revocations(self) -> bytes:
        now = self.clock()
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now - SLACK)
            .next_update(now + LIST_LIFE)
        )
        for issued in self.register.revoked():
            if issued.revoked_at is not None:
                entry = x509.RevokedCertificateBuilder().serial_number(issued.serial)
                made = made.add_revoked_certificate(
                    entry.revocation_date(issued.revoked_at).build()
                )
        return made.sign(self.key, SHA256).public_bytes(DER)

    def answer(self, query: bytes) -> bytes:
        """OCSP (RFC 6960); raises ValueError for what is no query."""
        asked = ocsp.load_der_ocsp_request(query)
        issued = self.register.find(asked.serial_number)
        if issued is None:
            refusal = ocsp.OCSPResponseStatus.UNAUTHORIZED
            unknown = ocsp.OCSPResponseBuilder.build_unsuccessful(refusal)
            return unknown.public_bytes(DER)
        is_good = issued.revoked_at is None
        status = ocsp.OCSPCertStatus.GOOD if is_good else ocsp.OCSPCertStatus.REVOKED
        now = self.clock()
        made = ocsp.OCSPResponseBuilder().add_response(
            cert=x509.load_der_x509_certificate(issued.content),
            issuer=self.certificate,
            algorithm=asked.hash_algorithm,
            cert_status=status,
            this_update=now - SLACK,
            next_update=now + LIST_LIFE,
            revocation_time=issued.revoked_at,
            revocation_reason=None,
        )
        made = made.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate)
        return made.sign(self.key, SHA256).public_bytes(DER)


def open_ca(folder: Path, clock: Clock = utc_now) -> Authority:
    if not (folder / CA_FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(folder, utc_now())
    key = serialization.load_pem_private_key((folder / KEY_FILE).read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{folder / KEY_FILE} is no key of this authority")
    certificate = x509.load_pem_x509_certificate((folder / CA_FILE).read_bytes())
    return Authority(certificate, key, Register(folder), clock)


def _make(folder: Path, now: datetime) -> None:
    """The file that says "done" is written last."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Rongqu sandbox signing CA")])
    made = (
        _builder(name, name, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + AFTER)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_authority=True), critical=True)
    )
    plain = serialization.NoEncryption()
    (folder / KEY_FILE).write_bytes(
        key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    (folder / CA_FILE).write_bytes(made.sign(key, SHA256).public_bytes(PEM))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: CertificatePublicKeyTypes
) -> x509.CertificateBuilder:
    return x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
