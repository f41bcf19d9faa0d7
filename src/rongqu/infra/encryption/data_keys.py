"""The data keys of a database: one row each, wrapped. The newest in force closes what is written.

Rotation without downtime: a new key is stored a while before it comes into force, and every process
reads the table once a minute, so each can open what another has closed with it. Old rows stay
readable and are closed anew, in pieces, by `reencrypt`.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Dialect, LargeBinary, Named, Table, Text, TypedColumns, event
from sqlalchemy.ext.asyncio import AsyncEngine

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

_read_at: WeakKeyDictionary[Dialect, float] = WeakKeyDictionary()


def keep_keys_at_hand(engine: AsyncEngine) -> None:
    """Whoever takes a connection finds the keys of that database known, at most a minute old."""
    dialect = engine.sync_engine.dialect

    def read_if_old(connection: Any, *_: object) -> None:
        if time.monotonic() - _read_at.get(dialect, -READ_AGAIN_SECONDS) < READ_AGAIN_SECONDS:
            return
        if _read(connection, dialect):
            _read_at[dialect] = time.monotonic()

    event.listen(engine.sync_engine, "checkout", read_if_old)


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


def _read(connection: Any, dialect: Dialect) -> bool:
    """On the connection itself, before its transaction. False before the first migration."""
    cursor = connection.cursor()
    try:
        cursor.execute(_EXISTS)
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(_ALL)
        rows = cursor.fetchall()
        if not rows:
            rows = _make_first(cursor, configured_key())
        for key_id, wrapped, is_active in rows:
            cipher = _open(bytes(key_id), bytes(wrapped))
            if is_active:
                ciphers.use_for(dialect, cipher)
        connection.commit()
    finally:
        cursor.close()
        connection.rollback()
    return True


def _make_first(cursor: Any, key: KeyEncryptionKey) -> list[Any]:
    wrapped = ciphers.new_keyset(key)
    cursor.execute(_LOCK)
    cursor.execute(_FIRST, (ciphers.open_keyset(wrapped, key).id, wrapped, key.name))
    cursor.execute(_ALL)
    return cursor.fetchall()


def _open(key_id: bytes, wrapped: bytes) -> ciphers.Cipher:
    """Once for each key: opening one may mean a journey to the security module."""
    known = ciphers.find(key_id)
    if known is not None:
        return known
    cipher = ciphers.open_keyset(wrapped, configured_key())
    ciphers.remember(cipher)
    return cipher
