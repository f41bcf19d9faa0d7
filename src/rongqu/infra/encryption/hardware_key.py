"""A key-encryption key in a hardware security module, through PKCS#11 (SoftHSM2 in the tests).

The key is made inside the module with `sensitive` and not `extractable`: wrapping happens there.
"""

from __future__ import annotations

import os
import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pkcs11
from pkcs11.mechanisms import GCMParams, Mechanism

from rongqu.infra.environment import EnvironmentProblem

NONCE_BYTES, KEY_BITS = 12, 256


class HardwareKeyUnavailable(EnvironmentProblem):
    """Says what of the address does not fit; never the PIN."""


class HardwareKey:
    """One session of the token, used by one thread at a time: PKCS#11 sessions are stateful."""

    def __init__(self, name: str, key: Any) -> None:
        self.name = name
        self._key = key
        self._one_at_a_time = threading.Lock()

    def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._run(self._key.encrypt, plaintext, nonce, associated_data)

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes:
        nonce, closed = ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:]
        return self._run(self._key.decrypt, closed, nonce, associated_data)

    def _run(self, operation: Any, data: bytes, nonce: bytes, associated_data: bytes) -> bytes:
        parameters = GCMParams(nonce, associated_data or None)
        with self._one_at_a_time:
            done = operation(data, mechanism=Mechanism.AES_GCM, mechanism_param=parameters)
        return bytes(done)


def open_hardware_key(address: str) -> HardwareKey:
    """`pkcs11:///usr/lib/softhsm/libsofthsm2.so?token=rongqu&label=master&pin-env=HSM_PIN`;
    the key is made there if the token does not have it yet."""
    parts = urlsplit(address)
    given = {name: values[0] for name, values in parse_qs(parts.query).items()}
    try:
        label, pin = given["label"], os.environ[given["pin-env"]]
        token = pkcs11.lib(parts.path).get_token(token_label=given["token"])
        session = _log_in(token, pin)
    except KeyError as missing:
        raise HardwareKeyUnavailable(
            f"RONGQU_CRYPTO_MASTER_KEY or its PIN variable: {missing} is missing."
        ) from None
    except (pkcs11.PKCS11Error, RuntimeError) as error:
        raise HardwareKeyUnavailable(
            f"The security module {parts.path} refuses: {type(error).__name__}. "
            "Check the path, the token's name and the PIN."
        ) from None
    return HardwareKey(f"pkcs11:{given['token']}/{label}", _find_or_make(session, label))


def _log_in(token: Any, pin: str) -> Any:
    """A process logs in once; its later sessions are logged in already."""
    try:
        return token.open(rw=True, user_pin=pin)
    except pkcs11.UserAlreadyLoggedIn:
        return token.open(rw=True)


def _find_or_make(session: Any, label: str) -> Any:
    try:
        return session.get_key(object_class=pkcs11.ObjectClass.SECRET_KEY, label=label)
    except pkcs11.NoSuchKey:
        attributes = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False}
        return session.generate_key(
            pkcs11.KeyType.AES, KEY_BITS, label=label, store=True, template=attributes
        )
