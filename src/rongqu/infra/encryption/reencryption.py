"""A new data key every ninety days, and old rows closed anew with it, in pieces.

Each piece is a transaction. Rows that are done begin with the new key's id, so whatever was killed
goes on where it stopped without having written down where that was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Table,
    Text,
    bindparam,
    column,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import REGCLASS

from rongqu.infra.encryption import ciphers
from rongqu.infra.encryption.data_keys import STORED_BEFORE, data_key
from rongqu.infra.encryption.key_encryption import configured_key
from rongqu.infra.tables import PiiText, SecretBytes, metadata
from rongqu.infra.tx import Tx

PIECE = 2_000


async def rotate_data_key(tx: Tx, longest: timedelta) -> bool:
    """Store a new key when the newest is older than that; it comes into force a little later."""
    await tx.connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    newest = (await tx.connection.execute(select(func.max(data_key.c.active_from)))).scalar_one()
    if tx.now - newest < longest:
        return False
    master = configured_key()
    wrapped = ciphers.new_keyset(master)
    await tx.connection.execute(
        insert(data_key).values(
            id=ciphers.open_keyset(wrapped, master).id,
            wrapped=wrapped,
            wrapped_by=master.name,
            made_at=tx.now,
            active_from=tx.now + STORED_BEFORE,
        )
    )
    return True


_LOCK = 7_105_210_011  # any number, the same for everybody who rotates keys of this database


async def list_tables_to_reencrypt(tx: Tx) -> tuple[Table, ...]:
    """Those with encrypted columns whose rows may change. What is append-only, such as signatures,
    keeps the key it was closed with, and that key stays in its table."""
    refusing = select(column("tgrelid").cast(REGCLASS).cast(Text)).select_from(text("pg_trigger"))
    refusing = refusing.where(column("tgname") == "append_only")
    append_only = set((await tx.connection.execute(refusing)).scalars())
    return tuple(
        table
        for table in metadata.sorted_tables
        if _secrets_of(table) and table.fullname not in append_only
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """`last`: the primary key where the next piece begins, None when the table is through."""

    rows: int
    last: tuple[Any, ...] | None


async def reencrypt_piece(
    tx: Tx, table: Table, after: tuple[Any, ...] | None = None, limit: int = PIECE
) -> Piece:
    """Close the next rows anew that an older key has closed. The rows stay locked meanwhile: what
    somebody changes at the same moment is not overwritten with what it was."""
    current = ciphers.current_for(tx.connection.dialect)
    keys, secrets = list(table.primary_key.columns), _secrets_of(table)
    wanted = select(*keys, *(type_coerce(each, LargeBinary).label(each.name) for each in secrets))
    wanted = wanted.where(or_(*(_is_older(each, current.id) for each in secrets)))
    if after is not None:
        wanted = wanted.where(tuple_(*keys) > after)
    wanted = wanted.order_by(*keys).limit(limit).with_for_update()
    rows = (await tx.connection.execute(wanted)).all()
    if rows:
        await _write(tx, table, [_anew(row, keys, secrets, current) for row in rows])
    full = len(rows) == limit
    return Piece(len(rows), tuple(rows[-1][: len(keys)]) if full else None)


def _secrets_of(table: Table) -> list[Column[Any]]:
    return [each for each in table.columns if isinstance(each.type, PiiText | SecretBytes)]


def _is_older(column: Column[Any], key_id: bytes) -> ColumnElement[bool]:
    stored = type_coerce(column, LargeBinary)
    return func.substr(stored, 1, ciphers.ID_BYTES) != bindparam(None, key_id, LargeBinary)


def _anew(
    row: Sequence[Any],
    keys: Sequence[Column[Any]],
    secrets: Sequence[Column[Any]],
    current: ciphers.Cipher,
) -> dict[str, Any]:
    values: dict[str, Any] = {
        f"key_{key.name}": value for key, value in zip(keys, row[: len(keys)], strict=True)
    }
    for held, secret in zip(secrets, row[len(keys) :], strict=True):
        purpose = _purpose_of(held)
        plain = None if secret is None else ciphers.decrypt(bytes(secret), purpose)
        values[f"new_{held.name}"] = None if plain is None else current.encrypt(plain, purpose)
    return values


def _purpose_of(column: Column[Any]) -> str:
    kind = column.type
    return kind.purpose if isinstance(kind, PiiText | SecretBytes) else ""


async def _write(tx: Tx, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    keys, secrets = list(table.primary_key.columns), _secrets_of(table)
    statement = update(table).values(
        {each: bindparam(f"new_{each.name}", type_=LargeBinary) for each in secrets}
    )
    for key in keys:
        statement = statement.where(key == bindparam(f"key_{key.name}", type_=key.type))
    await tx.connection.execute(statement, rows)
