"""A signer's key and certificate: made once, kept encrypted, used until it runs out."""

from __future__ import annotations

from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from rongqu.infra.jobs import Work
from rongqu.kernel.ids import new_id
from rongqu.modules.contracts.actions.keep_certificate import NewCertificate, keep_certificate
from rongqu.modules.contracts.envelope_queries import SigningCertificate, find_certificate
from rongqu.modules.contracts.envelope_types import Capacity, CertificateId, Consent, Signer
from rongqu.modules.contracts.ports import (
    CertificateAuthority,
    CertificateRequest,
    TimeStamps,
    Trust,
)

DER = serialization.Encoding.DER


async def certify(work: Work, signer: Signer, consent: Consent, trust: Trust) -> SigningCertificate:
    """The holder's certificate in force; where there is none, or the authority has revoked it, the
    authority issues one."""
    holder = holder_of(signer, consent)
    async with work.open_tx() as tx:
        found = await find_certificate(tx, holder, signer.organisation_id, signer.capacity)
    if found is not None and not is_revoked(found.chain[0], trust):
        return found
    key = ec.generate_private_key(ec.SECP256R1())
    certificate_id = CertificateId(new_id())
    chain = await work.port(CertificateAuthority).issue(
        CertificateRequest(
            id=str(certificate_id),
            request=_request(key),
            organisation=signer.name,
            uscc=signer.uscc,
            person=None if signer.capacity is Capacity.SEAL else consent.person_name,
        )
    )
    issued = x509.load_der_x509_certificate(chain[0])
    new = NewCertificate(
        id=certificate_id,
        organisation_id=signer.organisation_id,
        holder_id=holder,
        capacity=signer.capacity,
        organisation=signer.name,
        uscc=signer.uscc,
        serial=f"{issued.serial_number:x}",
        algorithm=algorithm_of(issued),
        key=key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        chain=tuple(chain),
        not_after=issued.not_valid_after_utc,
    )
    async with work.open_tx() as tx:
        return await keep_certificate(tx, new)


def is_revoked(certificate: bytes, trust: Trust) -> bool:
    """By the list of the authority that has issued it."""
    own = x509.load_der_x509_certificate(certificate)
    lists = (x509.load_der_x509_crl(each) for each in trust.revocations)
    return any(
        each.issuer == own.issuer
        and each.get_revoked_certificate_by_serial_number(own.serial_number) is not None
        for each in lists
    )


def holder_of(signer: Signer, consent: Consent) -> UUID:
    """A seal belongs to the company, a signature to the person."""
    return signer.organisation_id if signer.capacity is Capacity.SEAL else consent.person_id


def algorithm_of(certificate: x509.Certificate) -> str:
    """Of the signature on it, as an OID: `1.2.156.10197.1.501` is SM2 with SM3 (GM/T 0006)."""
    return certificate.signature_algorithm_oid.dotted_string


async def read_trust(work: Work) -> Trust:
    """Of both authorities, with what they have revoked until now."""
    certificates = await work.port(CertificateAuthority).trust()
    stamps = await work.port(TimeStamps).trust()
    return Trust(
        roots=[*certificates.roots, *stamps.roots],
        revocations=[*certificates.revocations, *stamps.revocations],
    )


def _request(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Proves that whoever asks has the key; whose it is, the authority is told beside it."""
    unnamed = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    return unnamed.sign(key, hashes.SHA256()).public_bytes(DER)
