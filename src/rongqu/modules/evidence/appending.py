"""Appending to the log: facts become leaves, leaves a larger tree, the tree a signed checkpoint.

Whoever appends is alone (a collector's lock), and everything is written in the transaction that
takes the events: a fact is on record once, a checkpoint never promises what is not there.
"""

from __future__ import annotations

import secrets
from asyncio import Task, TaskGroup, to_thread
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql

from rongqu.infra.tx import Tx
from rongqu.modules.evidence import queries, tables
from rongqu.modules.evidence.commitments import SALT_BYTES, commit_all, hash_leaves
from rongqu.modules.evidence.notes import Checkpoint
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.tree.hashing import EMPTY_ROOT
from rongqu.modules.evidence.tree.tiles import (
    TILE_HASHES,
    Tiles,
    grow,
    root_from_edge,
    widths,
)
from rongqu.modules.evidence.types import Fact, SignedCheckpoint
from rongqu.modules.evidence.verifying import is_signed_by

PIECE = 32 * TILE_HASHES
"""Facts that are hashed at once; a collection of events is less, a bulk is many."""

_AS_NUMBER = attrgetter("int")
"""Ids in their order, without asking Python for each comparison."""


class LogBroken(Exception):
    """What is stored is not what the last checkpoint promised: nothing is signed on top of it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What some facts add: rows to write, and all tiles that are new or larger."""

    rows: list[Mapping[str, object]]
    tiles: Tiles


async def append(tx: Tx, signer: CheckpointSigner, facts: Sequence[Fact]) -> SignedCheckpoint:
    """A piece is hashed while the database takes the one before."""
    size, edge = await _read_edge(tx, signer)
    tiles: Tiles = {}
    writing: Task[None] | None = None
    async with TaskGroup() as both:
        for first in range(0, len(facts), PIECE):
            facts_of_it = facts[first : first + PIECE]
            piece = await to_thread(_hash, size + first, {**edge, **tiles}, facts_of_it, tx.now)
            if writing is not None:
                await writing
            writing = both.create_task(_keep_facts(tx, piece))
            tiles = {**tiles, **piece.tiles}
    await _keep_tiles(tx, tiles)
    return await _sign(tx, signer, size + len(facts), {**edge, **tiles})


def _hash(size: int, tiles: Tiles, facts: Sequence[Fact], now: datetime) -> _Piece:
    """In rows that end where a tile ends."""
    rows: list[Mapping[str, object]] = []
    hashes: list[bytes] = []
    at = 0
    while at < len(facts):
        facts_of_row = facts[at : at + TILE_HASHES - (size + at) % TILE_HASHES]
        row, commitments = _batch_row(size + at, facts_of_row, now)
        rows.append(row)
        hashes.append(hash_leaves(commitments))
        at += len(facts_of_row)
    return _Piece(rows, grow(size, tiles, b"".join(hashes)))


async def _read_edge(tx: Tx, signer: CheckpointSigner) -> tuple[int, Tiles]:
    """The tree so far, checked against the checkpoint that we have signed for it."""
    newest = await queries.find_newest_checkpoint(tx)
    size, root = (0, EMPTY_ROOT) if newest is None else (newest.size, newest.root)
    edge = await queries.read_tiles(tx, widths(size).keys())
    if newest is not None and not is_signed_by(newest, signer.verifier):
        raise LogBroken("the newest checkpoint is not one that this log has signed")
    try:
        if root_from_edge(size, edge) != root:
            raise LogBroken("the tiles do not lead to the root of the newest checkpoint")
    except LookupError as error:
        raise LogBroken("a tile of the tree is missing") from error
    return size, edge


async def _keep_facts(tx: Tx, piece: _Piece) -> None:
    await tx.connection.execute(insert(tables.batch), piece.rows)


def _batch_row(
    first_index: int, facts: Sequence[Fact], now: datetime
) -> tuple[Mapping[str, object], list[bytes]]:
    salts = secrets.token_bytes(SALT_BYTES * len(facts))
    texts = [fact.text for fact in facts]
    commitments = commit_all(salts, texts)
    ids = [fact.event_id for fact in facts]
    row = {
        "first_index": first_index,
        "size": len(facts),
        "event_ids": ids,
        "facts": texts,
        "salts": salts,
        "commitments": b"".join(commitments),
        "lowest_event_id": min(ids, key=_AS_NUMBER),
        "highest_event_id": max(ids, key=_AS_NUMBER),
        "appended_at": now,
    }
    return row, commitments


async def _keep_tiles(tx: Tx, tiles: Tiles) -> None:
    statement = postgresql.insert(tables.tile)
    upsert = statement.on_conflict_do_update(
        index_elements=[tables.tile.c.level, tables.tile.c.number],
        set_={"hashes": statement.excluded.hashes},
    )
    rows = [
        {"level": key.level, "number": key.index, "hashes": hashes} for key, hashes in tiles.items()
    ]
    await tx.connection.execute(upsert, rows)


async def _sign(tx: Tx, signer: CheckpointSigner, size: int, tiles: Tiles) -> SignedCheckpoint:
    root = root_from_edge(size, tiles)
    text = Checkpoint(signer.verifier.name, size, root).text
    signed = SignedCheckpoint(
        size=size, root=root, note=f"{text}\n{signer.sign(text)}", made_at=tx.now
    )
    await tx.connection.execute(
        insert(tables.checkpoint).values(
            size=size, root=root, note=signed.note, made_at=signed.made_at
        )
    )
    return signed
