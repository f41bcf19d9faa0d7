"""Appending to the log: facts become leaves, leaves a larger tree, the tree a signed checkpoint.

Whoever appends is alone (a collector's lock), and everything is written in the transaction that
takes the events: a fact is on record once, a checkpoint never promises what is not there.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql

from rongqu.infra.tx import Tx
from rongqu.modules.evidence import queries, tables
from rongqu.modules.evidence.commitments import SALT_BYTES, commit, leaf_of
from rongqu.modules.evidence.notes import Checkpoint
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.tree.hashing import EMPTY_ROOT, hash_leaf
from rongqu.modules.evidence.tree.tiles import (
    TILE_HASHES,
    TileKey,
    Tiles,
    grow,
    root_from_edge,
    widths,
)
from rongqu.modules.evidence.types import Fact, SignedCheckpoint
from rongqu.modules.evidence.verifying import is_signed_by


class LogBroken(Exception):
    """What is stored is not what the last checkpoint promised: nothing is signed on top of it."""


async def append(tx: Tx, signer: CheckpointSigner, facts: Sequence[Fact]) -> SignedCheckpoint:
    size, edge = await _read_edge(tx, signer)
    commitments = await _keep_facts(tx, size, facts)
    leaf_hashes = b"".join([hash_leaf(leaf_of(each)) for each in commitments])
    changed = grow(size, edge, leaf_hashes)
    await _keep_tiles(tx, changed)
    return await _sign(tx, signer, size + len(facts), {**edge, **changed})


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


async def _keep_facts(tx: Tx, size: int, facts: Sequence[Fact]) -> list[bytes]:
    """In rows that end where a tile ends."""
    rows: list[Mapping[str, object]] = []
    commitments: list[bytes] = []
    while len(commitments) < len(facts):
        at = len(commitments)
        room = TILE_HASHES - (size + at) % TILE_HASHES
        row, made = _batch_row(size + at, facts[at : at + room], tx.now)
        rows.append(row)
        commitments += made
    await tx.connection.execute(insert(tables.batch), rows)
    return commitments


def _batch_row(
    first_index: int, facts: Sequence[Fact], now: datetime
) -> tuple[Mapping[str, object], list[bytes]]:
    salts = secrets.token_bytes(SALT_BYTES * len(facts))
    commitments = [
        commit(salts[at * SALT_BYTES : (at + 1) * SALT_BYTES], fact.text.encode())
        for at, fact in enumerate(facts)
    ]
    ids = [fact.event_id for fact in facts]
    row = {
        "first_index": first_index,
        "size": len(facts),
        "event_ids": ids,
        "facts": [fact.text for fact in facts],
        "salts": salts,
        "commitments": b"".join(commitments),
        "lowest_event_id": min(ids),
        "highest_event_id": max(ids),
        "appended_at": now,
    }
    return row, commitments


async def _keep_tiles(tx: Tx, tiles: dict[TileKey, bytes]) -> None:
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
