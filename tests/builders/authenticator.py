"""An authenticator in software: what a telephone answers when a browser asks for a passkey."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN, HOST = "http://rongqu", "rongqu"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One key pair. `verifies`: whether its owner unlocks it with a finger or a PIN."""

    origin: str = ORIGIN
    host: str = HOST
    verifies: bool = True
    count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`."""
        client_data = self._client_data("webauthn.create", options)
        attestation: dict[str, Any] = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._data(with_key=True),
        }
        return self._answer(clientDataJSON=client_data, attestationObject=cbor2.dumps(attestation))

    def use(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`; the count grows with each."""
        self.count += 1
        client_data = self._client_data("webauthn.get", options)
        data = self._data(with_key=False)
        signature = self.key.sign(data + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client_data, authenticatorData=data, signature=signature)

    def _answer(self, **parts: bytes) -> dict[str, Any]:
        encoded = {name: _base64url(part) for name, part in parts.items()}
        name = _base64url(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": encoded}

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _data(self, *, with_key: bool) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | (ATTESTED if with_key else 0)
        head = sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")
        return head + self._attested() if with_key else head

    def _attested(self) -> bytes:
        """No model number (aaguid), the credential's id, and the public key as COSE writes it."""
        point = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }
        length = len(self.credential_id).to_bytes(2, "big")
        return bytes(16) + length + self.credential_id + cbor2.dumps(cose)


def _base64url(plain: bytes) -> str:
    return urlsafe_b64encode(plain).rstrip(b"=").decode()
