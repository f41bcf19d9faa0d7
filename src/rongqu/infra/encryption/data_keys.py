"""The data keys of a database: one row each, wrapped. The newest in force closes what is written.

Rotation without downtime: a new key is stored a while before it comes into force, and every process
reads the table once a minute, so each can open what another has closed with it. Old rows stay
readable and are closed anew, in pieces, by `reencrypt`.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Dialect, LargeBinary, Named, Table, Text, TypedColumns

from rongqu.infra.encryption import ciphers
from rongqu.infra.encryption.key_encryption import KeyEncryptionKey, configured_key
from rongqu.infra.metadata import Instant, metadata

READ_AGAIN_SECONDS = 60.0
STORED_BEFORE = timedelta(minutes=10)
"""How long a new key is known before it is used: ten readings of every process."""


class _DataKeyColumns(TypedColumns):
    """`id` is what the key's ciphertexts begin with; `wrapped` opens with the key `wrapped_by`."""

    id: Named[bytes] = Column(LargeBinary, primary_key=True)
    wrapped: Named[bytes] = Column(LargeBinary)
    wrapped_by: Named[str] = Column(Text)
    made_at: Named[datetime] = Column(Instant)
    active_from: Named[datetime] = Column(Instant)


data_key = Table("data_key", metadata, _DataKeyColumns, schema="infra")

_EXISTS = "SELECT to_regclass('infra.data_key') IS NOT NULL"
_LOCK = "LOCK TABLE infra.data_key IN SHARE ROW EXCLUSIVE MODE"
_FIRST = """
    INSERT INTO infra.data_key (id, wrapped, wrapped_by, made_at, active_from)
    SELECT $1, $2, $3, now(), now() WHERE NOT EXISTS (SELECT FROM infra.data_key)
"""
_ALL = """
    SELECT id, wrapped, active_from <= now() AS is_active FROM infra.data_key
    ORDER BY active_from, id
"""


class DataKeys:
    """Whoever takes a connection finds the keys of that database known, at most a minute old."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._read_at = -READ_AGAIN_SECONDS

    async def keep_at_hand(self, driver: Any) -> None:
        """On the bare connection, before its transaction."""
        if time.monotonic() - self._read_at >= READ_AGAIN_SECONDS and await self._read(driver):
            self._read_at = time.monotonic()

    async def _read(self, driver: Any) -> bool:
        """False before the first migration."""
        if not await driver.fetchval(_EXISTS):
            return False
        rows = await driver.fetch(_ALL) or await _make_first(driver, configured_key())
        for key_id, wrapped, is_active in rows:
            cipher = _open(key_id, wrapped)
            if is_active:
                ciphers.use_for(self._dialect, cipher)
        return True


async def _make_first(driver: Any, key: KeyEncryptionKey) -> list[Any]:
    wrapped = ciphers.new_keyset(key)
    async with driver.transaction():
        await driver.execute(_LOCK)
        await driver.execute(_FIRST, ciphers.open_keyset(wrapped, key).id, wrapped, key.name)
        return await driver.fetch(_ALL)


def _open(key_id: bytes, wrapped: bytes) -> ciphers.Cipher:
    """Once for each key: opening one may mean a journey to the security module."""
    known = ciphers.find(key_id)
    if known is not None:
        return known
    cipher = ciphers.open_keyset(wrapped, configured_key())
    ciphers.remember(cipher)
    return cipher
