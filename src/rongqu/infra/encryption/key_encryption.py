"""The key-encryption key: it wraps the data keys and never touches data itself.

`RONGQU_CRYPTO_MASTER_KEY` says where it is: a file on one's own machine, or a key inside a hardware
security module that never leaves it. As an object it is what Tink calls a remote Aead.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rongqu.infra.settings import Settings

KEY_BYTES, NONCE_BYTES = 32, 12
TRIAL = "trial"


class KeyEncryptionKey(Protocol):
    """`name` is stored beside what it has wrapped, to find the right one when there are two."""

    name: str

    def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes: ...

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes: ...


class HeldKey:
    """A key in this process's memory."""

    def __init__(self, name: str, key: bytes) -> None:
        self.name = name
        self._cipher = AESGCM(key)

    def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plaintext, associated_data)

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes:
        nonce, closed = ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:]
        return self._cipher.decrypt(nonce, closed, associated_data)


@cache
def configured_key() -> KeyEncryptionKey:
    return open_key(Settings.from_environment().crypto.master_key)


def open_key(address: str) -> KeyEncryptionKey:
    """`trial`, `file:///path` or `pkcs11:///path/to/module.so?token=...&label=...&pin-env=...`."""
    if address == TRIAL:
        return HeldKey(TRIAL, sha256(b"rongqu trial key: for trying out only").digest())
    if address.startswith("pkcs11:"):
        from rongqu.infra.encryption.hardware_key import open_hardware_key

        return open_hardware_key(address)
    return _file_key(Path(urlsplit(address).path))


def _file_key(path: Path) -> HeldKey:
    """Made by whoever asks first; of two that make it at once, one does and the other reads."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_bytes(os.urandom(KEY_BYTES))
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return HeldKey(f"file:{path.name}", path.read_bytes())
