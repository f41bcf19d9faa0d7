"""AES-256-GCM through Tink, and the data keys that this process has at hand.

A ciphertext begins with the id of its key, so any known key opens what it has closed; new data is
closed with the newest key in force. Which kind of data it is (`purpose`) is bound into it: a mobile
number that somebody has copied into the column of names does not open there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from weakref import WeakKeyDictionary

import tink  # pyright: ignore[reportMissingTypeStubs]  it has none
from sqlalchemy import Dialect
from tink import aead, proto_keyset_format  # pyright: ignore[reportMissingTypeStubs]  nor these

_TINK: Any = cast(Any, tink)
_AEAD: Any = cast(Any, aead)
_FORMAT: Any = cast(Any, proto_keyset_format)
_AEAD.register()

ID_BYTES = 5
"""Tink's prefix: its version and the key's id."""


class KeyMissing(Exception):
    """Something is encrypted with a key that is not in `infra.data_key`: restore its row."""


@dataclass(frozen=True, slots=True)
class Cipher:
    """One data key, ready for use. `id` is what its ciphertexts begin with."""

    id: bytes
    _aead: Any

    def encrypt(self, plain: bytes, purpose: str) -> bytes:
        return self._aead.encrypt(plain, purpose.encode())

    def decrypt(self, secret: bytes, purpose: str) -> bytes:
        return self._aead.decrypt(secret, purpose.encode())


def new_keyset(key_encryption_key: Any) -> bytes:
    """A fresh data key as it is stored: wrapped, so that the database alone opens nothing."""
    handle = _TINK.new_keyset_handle(_AEAD.aead_key_templates.AES256_GCM)
    return _FORMAT.serialize_encrypted(handle, key_encryption_key, b"")


def open_keyset(wrapped: bytes, key_encryption_key: Any) -> Cipher:
    """Raises tink.TinkError when it was wrapped by another key."""
    handle = _FORMAT.parse_encrypted(wrapped, key_encryption_key, b"")
    primitive = handle.primitive(_AEAD.Aead)
    return Cipher(primitive.encrypt(b"", b"")[:ID_BYTES], primitive)


_known: dict[bytes, Cipher] = {}
_current: WeakKeyDictionary[Dialect, Cipher] = WeakKeyDictionary()


def remember(cipher: Cipher) -> None:
    _known[cipher.id] = cipher


def find(key_id: bytes) -> Cipher | None:
    return _known.get(key_id)


def use_for(dialect: Dialect, cipher: Cipher) -> None:
    """From now on what this engine writes is closed with this key."""
    _current[dialect] = cipher


def current_for(dialect: Dialect) -> Cipher:
    try:
        return _current[dialect]
    except KeyError:
        raise KeyMissing("this engine has no data key: is the database migrated?") from None


def encrypt(dialect: Dialect, plain: bytes, purpose: str) -> bytes:
    return current_for(dialect).encrypt(plain, purpose)


def decrypt(secret: bytes, purpose: str) -> bytes:
    try:
        cipher = _known[secret[:ID_BYTES]]
    except KeyError:
        raise KeyMissing(f"no data key begins with {secret[:ID_BYTES].hex()}") from None
    return cipher.decrypt(secret, purpose)
