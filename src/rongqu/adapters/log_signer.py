"""The log's own key, kept as a setting: an Ed25519 seed in base64."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64

from rongqu.infra.environment import EnvironmentProblem
from rongqu.modules.evidence.ports import NoteSigner, VerifierKey

SEED_BYTES = 32


class SigningKeyInvalid(EnvironmentProblem):
    def __init__(self) -> None:
        super().__init__("RONGQU_EVIDENCE_SIGNING_KEY must be 32 bytes in base64.")


class SettingLogSigner:
    """Signs checkpoints as the log named `origin`."""

    def __init__(self, origin: str, seed: str) -> None:
        try:
            key = b64decode(seed, validate=True)
        except NotBase64:
            raise SigningKeyInvalid from None
        if len(key) != SEED_BYTES:
            raise SigningKeyInvalid
        self._signer = NoteSigner(origin, key)

    @property
    def verifier(self) -> VerifierKey:
        return self._signer.verifier

    def sign(self, text: str) -> str:
        return self._signer.sign(text)
