"""Members of a Fabric network: a certificate of an organisation's MSP, and what its key signs."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from rongqu.infra.fabric.messages import SerializedIdentity

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (SEC 2, 2.4.2)."""


class NotAMember(ValueError):
    """The certificate or key is not what Fabric's signatures are made with: ECDSA over P-256."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who signs. `identity`: as it stands in every message."""

    identity: bytes
    _key: EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def of(cls, msp: str, certificate: bytes, key: bytes) -> Member:
        """From PEM. Raises NotAMember."""
        try:
            private = load_pem_private_key(key, password=None)
            public = load_pem_x509_certificate(certificate).public_key()
        except (ValueError, TypeError) as error:
            raise NotAMember("unreadable") from error
        if not isinstance(private, EllipticCurvePrivateKey) or private.public_key() != public:
            raise NotAMember("another key than the certificate's")
        if not isinstance(private.curve, SECP256R1):
            raise NotAMember("another curve than P-256")
        return cls(bytes(SerializedIdentity(mspid=msp, id_bytes=certificate)), private)

    def sign(self, message: bytes) -> bytes:
        """Fabric takes the smaller of the two values that verify, and refuses the other."""
        r, s = decode_dss_signature(self._key.sign(message, ECDSA(SHA256())))
        return encode_dss_signature(r, min(s, ORDER - s))


def is_signed_by(identity: bytes, message: bytes, signature: bytes) -> bool:
    """By the key of the certificate in this identity. Whether its MSP is to be believed is a
    question for whoever keeps the MSP's roots."""
    try:
        certificate = load_pem_x509_certificate(SerializedIdentity.parse(identity).id_bytes)
        public = certificate.public_key()
        if not isinstance(public, EllipticCurvePublicKey):
            return False
        _, s = decode_dss_signature(signature)
        public.verify(signature, message, ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return s <= ORDER // 2
